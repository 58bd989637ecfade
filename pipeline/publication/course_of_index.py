"""Exercises of the lessons from normalisation on: scores, weights, ranks, profiles, and comparing two results."""

from __future__ import annotations

import numpy as np

from pipeline.construction.changes import RANKED
from pipeline.publication.course_asked import (
    BEN_NHO,
    BIEN_VE,
    DAO_UOC,
    DONG_XA,
    FOUR,
    HO_LANG,
    INFORMATION,
    INTERNET,
    OUTAGES,
    RUNG_THAM,
    THREE,
    Asked,
)
from pipeline.publication.exercises import Exercise, Mistake, Number
from pipeline.statistics import aggregation, scaling

ONE_DECIMAL, WHOLE = Number(0.1), Number(0.0)
FULL = 100.0  # of a scale of 0-100, and of per cent
AGGREGATION_CHOICE = "geometric mean, floor 1"


def min_max(asked: Asked) -> Exercise:
    """A score by hand, where more is better."""
    values = asked.own.complete[INFORMATION]
    own, low, high = float(values[DONG_XA]), float(values.min()), float(values.max())
    truth = float(asked.own.built.scores.loc[DONG_XA, INFORMATION])
    return Exercise(
        name="min_max",
        kind=ONE_DECIMAL,
        truth=truth,
        mistakes=(
            Mistake(truth / FULL, "share"),
            Mistake(FULL * own / high, "no_low"),
            Mistake(FULL * (own - low) / high, "range"),
            Mistake(FULL - truth, "upside_down"),
            Mistake(FULL * own - low / high - low, "brackets"),
        ),
        facts={"own": asked.say(own), "low": asked.say(low), "high": asked.say(high), "truth": asked.say(truth, 1)},
    )


def less_is_better(asked: Asked) -> Exercise:
    """A score by hand, where less is better."""
    values = asked.own.complete[OUTAGES]
    truth = float(asked.own.built.scores.loc[BIEN_VE, OUTAGES])
    return Exercise(
        name="less_is_better",
        kind=ONE_DECIMAL,
        truth=truth,
        mistakes=(
            Mistake(FULL - truth, "direction"),
            Mistake(truth / FULL, "share"),
            Mistake(truth - FULL, "negative"),
        ),
        facts={"own": asked.say(values[BIEN_VE], 1), "low": asked.say(values.min(), 1)}
        | {"high": asked.say(values.max(), 1), "truth": asked.say(truth, 1)},
    )


def fixed_goalposts(asked: Asked) -> Exercise:
    """The same value between goalposts that do not move with the provinces."""
    node = asked.own.edition.framework.node(INFORMATION)
    low, high = float(node.plausible_low or 0.0), float(node.plausible_high or 0.0)
    own = float(asked.own.complete.loc[DONG_XA, INFORMATION])
    scores = scaling.goalposts(
        np.array([[own]]), direction=np.array([1]), low=np.array([low]), high=np.array([high]), lower=0.0, upper=FULL
    )
    return Exercise(
        name="fixed_goalposts",
        kind=ONE_DECIMAL,
        truth=float(scores[0, 0]),
        mistakes=(
            Mistake(float(asked.own.built.scores.loc[DONG_XA, INFORMATION]), "edition"),
            Mistake(FULL * own / high, "no_low"),
            Mistake(float(scores[0, 0]) / FULL, "share"),
        ),
        facts={"own": asked.say(own), "low": asked.say(low, 0), "high": asked.say(high, 0)}
        | {"truth": asked.say(float(scores[0, 0]), 1)},
    )


def effective_weight(asked: Asked) -> Exercise:
    """What one indicator weighs in the whole index, in per cent."""
    weights = asked.own.weights.set_index("code")
    effective, share = float(weights["effective"][INTERNET]), float(weights["share"][INTERNET])
    n = len(asked.own.edition.framework.indicators)
    return Exercise(
        name="effective_weight",
        kind=ONE_DECIMAL,
        truth=FULL * effective,
        mistakes=(
            Mistake(effective, "share"),
            Mistake(FULL / n, "equal"),
            Mistake(FULL * share, "own_group"),
            Mistake(FULL * share * float(weights["share"]["3.1"]), "two_levels"),
        ),
        facts={"indicator": asked.node(INTERNET), "truth": asked.say(FULL * effective, 1)}
        | {"equal": asked.say(FULL / n, 1)},
    )


def arithmetic(asked: Asked) -> Exercise:
    """The index of one province from the scores of its pillars."""
    framework, scores = asked.own.edition.framework, asked.own.built.scores.loc[HO_LANG]
    truth = float(scores[framework.root.code])
    pillars = scores[[node.code for node in framework.pillars]]
    return Exercise(
        name="arithmetic",
        kind=ONE_DECIMAL,
        truth=truth,
        mistakes=(
            Mistake(float(pillars.sum()), "sum"),
            Mistake(float(scores[framework.indicator_codes].mean()), "indicators"),
            Mistake(float(pillars.median()), "median"),
        ),
        facts={"unit": asked.unit(HO_LANG), "truth": asked.say(truth, 1)},
    )


def geometric(asked: Asked) -> Exercise:
    """The geometric mean of the same three scores."""
    framework, scores = asked.own.edition.framework, asked.own.built.scores.loc[HO_LANG]
    pillars = scores[[node.code for node in framework.pillars]].to_numpy(dtype=float)
    truth = float(aggregation.geometric_mean(pillars[np.newaxis], weights=np.ones(len(pillars)), floor=None)[0])
    arithmetic_mean = float(scores[framework.root.code])
    return Exercise(
        name="geometric",
        kind=ONE_DECIMAL,
        truth=truth,
        mistakes=(
            Mistake(arithmetic_mean, "arithmetic"),
            Mistake(float(pillars.prod()), "no_root"),
            Mistake(float(pillars.prod() / len(pillars)), "no_root"),
            Mistake(float(np.sqrt(pillars.prod())), "square_root"),
        ),
        facts={"truth": asked.say(truth, 1), "arithmetic": asked.say(arithmetic_mean, 1)},
    )


def not_importance(asked: Asked) -> Exercise:
    """Which pillar, of three that weigh the same, decides least about the order."""
    realised = asked.own.weights.set_index("code")["covariance_share"]
    shares = realised[[node.code for node in asked.own.edition.framework.pillars]]
    least, most = str(shares.idxmin()), str(shares.idxmax())
    return Exercise(
        name="not_importance",
        kind=asked.a_pillar,
        truth=least,
        mistakes=(Mistake(most, "most"),),
        facts={"least": asked.node(least), "most": asked.node(most)}
        | {"low": asked.say(FULL * shares[least], 1), "high": asked.say(FULL * shares[most], 1)}
        | {"weight": asked.say(FULL / len(shares), 1)},
    )


def range_width(asked: Asked) -> Exercise:
    """How many places a rank range holds."""
    own = asked.own.uncertainty.set_index("unit_code").loc[RUNG_THAM]
    low, high = int(own["rank_p05"]), int(own["rank_p95"])
    return Exercise(
        name="range_width",
        kind=WHOLE,
        truth=high - low + 1,
        mistakes=(Mistake(high - low, "difference"), Mistake(1, "point")),
        facts={"unit": asked.unit(RUNG_THAM), "low": asked.say(low, 0), "high": asked.say(high, 0)}
        | {"n": asked.say(high - low + 1, 0)},
    )


def open_pair(asked: Asked) -> Exercise:
    """Whether a neighbour in the table is behind."""
    pairs = asked.own.pairs.set_index(["unit_code", "other"])["share_ahead"]
    limit = asked.own.edition.method.uncertainty.robust_share
    return Exercise(
        name="open_pair",
        kind=THREE,
        truth=2,
        mistakes=(Mistake(1, "by_rank"), Mistake(3, "reversed")),
        facts={"first": asked.unit(HO_LANG), "second": asked.unit(RUNG_THAM)}
        | {"share": asked.say(FULL * pairs[(HO_LANG, RUNG_THAM)], 0), "limit": asked.say(FULL * limit, 0)},
    )


def robustly_behind(asked: Asked) -> Exercise:
    """Which provinces are behind one whatever the choices."""
    pairs = asked.own.pairs[asked.own.pairs["unit_code"] == DONG_XA].set_index("other")
    robust = frozenset(pairs.index[pairs["robust"].astype(bool)])
    behind = frozenset(asked.own.ranks.index[asked.own.ranks > asked.own.ranks[DONG_XA]])
    nearly = str(pairs.loc[sorted(behind - robust), "share_ahead"].idxmax())
    always = frozenset(pairs.index[pairs["share_ahead"] == 1.0])
    return Exercise(
        name="robustly_behind",
        kind=asked.some_units,
        truth=robust,
        mistakes=(Mistake(behind, "nearly"), Mistake(always, "always"), Mistake(robust | {DONG_XA}, "itself")),
        facts={"unit": asked.unit(DONG_XA), "nearly": asked.unit(nearly)}
        | {"share": asked.say(FULL * pairs["share_ahead"][nearly], 1)}
        | {"limit": asked.say(FULL * asked.own.edition.method.uncertainty.robust_share, 0)},
    )


def own_measure(asked: Asked) -> Exercise:
    """How high a province stands in what its profile calls its first strength."""
    own = asked.own.strengths[asked.own.strengths["unit_code"] == BEN_NHO].set_index(["kind", "place"])
    first, weakest = own.loc[("strength", 1)], own.loc[("weakness", 1)]
    return Exercise(
        name="own_measure",
        kind=WHOLE,
        truth=int(first["rank"]),
        mistakes=(Mistake(1, "place"), Mistake(int(weakest["rank"]), "weakness")),
        facts={"unit": asked.unit(BEN_NHO), "indicator": asked.node(str(first["code"]))}
        | {"rank": asked.say(first["rank"], 0), "n": asked.say(len(asked.own.units), 0)},
    )


def marked_cell(asked: Asked) -> Exercise:
    """Which indicator of a province is neither a strength nor a weakness, because nobody measured it."""
    own = asked.own.strengths[asked.own.strengths["unit_code"] == DAO_UOC]
    shown = [str(code) for code in own["code"]]
    cells = asked.own.filled.cells().set_index("unit_code")
    imputed = str(cells.loc[DAO_UOC, "code"])
    return Exercise(
        name="marked_cell",
        kind=asked.an_indicator,
        truth=imputed,
        mistakes=tuple(Mistake(code, "shown") for code in shown),
        facts={"unit": asked.unit(DAO_UOC), "indicator": asked.node(imputed)},
    )


def may_be_said(asked: Asked) -> Exercise:
    """Which of four sentences a press release may carry."""
    return Exercise(
        name="may_be_said",
        kind=FOUR,
        truth=1,
        mistakes=(Mistake(2, "cause"), Mistake(3, "advice"), Mistake(4, "pair")),
        facts={"unit": asked.unit(HO_LANG), "other": asked.unit(RUNG_THAM)},
    )


def moved(asked: Asked) -> Exercise:
    """How many provinces changed places between two rounds."""
    found = asked.own.since_earlier.changes
    found = found[(found["code"] == asked.own.edition.framework.root.code) & (found["kind"] == RANKED)]
    scores = int((found["score_before"] != found["score_after"]).sum())
    truth = int((found["places"] != 0).sum())
    return Exercise(
        name="moved",
        kind=WHOLE,
        truth=truth,
        mistakes=(Mistake(scores, "scores"), Mistake(truth // 2, "half")),
        facts={"n": asked.say(truth, 0), "scores": asked.say(scores, 0)},
    )


def others_data(asked: Asked) -> Exercise:
    """How much of a fall comes from what others did."""
    found = asked.own.since_earlier.attribution
    own = found[found["unit_code"] == HO_LANG].set_index("player")["places"]
    others, total = float(own["others_data"]), float(own["sum"])
    return Exercise(
        name="others_data",
        kind=Number(0.01),
        truth=others,
        mistakes=(Mistake(total, "all"), Mistake(-others, "sign"), Mistake(-total, "all")),
        facts={"unit": asked.unit(HO_LANG), "own": asked.say(own["own_data"], 1), "others": asked.say(others, 1)}
        | {"total": asked.say(total, 0), "riser": asked.unit(DAO_UOC)},
    )


def method_moved(asked: Asked) -> Exercise:
    """What is behind a change of rank when no figure changed."""
    after = asked.own.under(AGGREGATION_CHOICE).ranks
    return Exercise(
        name="method_moved",
        kind=THREE,
        truth=3,
        mistakes=(Mistake(1, "own"), Mistake(2, "others")),
        facts={"unit": asked.unit(RUNG_THAM), "before": asked.say(asked.own.ranks[RUNG_THAM], 0)}
        | {"after": asked.say(after[RUNG_THAM], 0)},
    )


def command(asked: Asked) -> Exercise:
    """Which command tries another method and leaves the published result alone."""
    return Exercise(name="command", kind=THREE, truth=3, mistakes=(Mistake(1, "nominal"), Mistake(2, "by_hand")))
