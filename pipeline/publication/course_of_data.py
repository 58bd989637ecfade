"""Exercises of the lessons up to treatment: what an index is, from raw table to value, imputation, outliers."""

from __future__ import annotations

import numpy as np

from pipeline.framework.observation import NOT_PUBLISHED
from pipeline.publication.course_asked import (
    BIEN_VE,
    COMPUTERS,
    DAO_UOC,
    DEO_MAY,
    DONG_XA,
    ENTERPRISES,
    GO_SUONG,
    INFORMATION,
    NUI_AO,
    RUNG_THAM,
    SONG_MO,
    STUDENTS,
    THREE,
    Asked,
)
from pipeline.publication.exercises import Exercise, Mistake, Number
from pipeline.statistics import scaling

STUDENTS_TABLE, POPULATION_TABLE = "toy/students", "toy/population"
WHOLE = Number(0.0)


def meaning(asked: Asked) -> Exercise:
    """What the score of the leading province says."""
    scores = asked.own.built.scores[asked.own.edition.framework.root.code]
    return Exercise(
        name="meaning",
        kind=THREE,
        truth=2,
        mistakes=(Mistake(1, "share"), Mistake(3, "ratio")),
        facts={"unit": asked.unit(SONG_MO), "score": asked.say(scores[SONG_MO], 1), "second": asked.unit(NUI_AO)},
    )


def count(asked: Asked) -> Exercise:
    """How many indicators make the index."""
    framework = asked.own.edition.framework
    n, aggregates = len(framework.indicators), len(framework.tree) - len(framework.indicators)
    return Exercise(
        name="count",
        kind=WHOLE,
        truth=n,
        mistakes=(Mistake(n + aggregates, "nodes"), Mistake(aggregates, "aggregates")),
        facts={"n": asked.say(n, 0), "aggregates": asked.say(aggregates, 0)},
    )


def unranked(asked: Asked) -> Exercise:
    """Which province has no rank."""
    last = str(asked.own.ranks.idxmax())
    missing = next(code for code in asked.own.edition.units.codes if code not in asked.own.units)
    return Exercise(
        name="unranked",
        kind=asked.a_unit,
        truth=missing,
        mistakes=(Mistake(last, "last"),),
        facts={"unit": asked.unit(missing), "last": asked.unit(last)},
    )


def per_head(asked: Asked) -> Exercise:
    """A ratio by hand: students for every 10,000 people."""
    students = asked.own.printed(STUDENTS_TABLE).values["2023"][DONG_XA]
    people = asked.own.printed(POPULATION_TABLE).values  # in thousands
    factor = asked.own.edition.sources.indicators[STUDENTS].factor
    truth = students / people["2023"][DONG_XA] * factor
    return Exercise(
        name="per_head",
        kind=Number(0.04),
        truth=truth,
        mistakes=(
            Mistake(students / people["2024"][DONG_XA] * factor, "year"),
            Mistake(truth / factor, "factor"),
            Mistake(truth * 1000, "thousands"),
            Mistake(truth / 1000, "thousands_mark"),
            Mistake(people["2023"][DONG_XA] / students, "upside_down"),
        ),
        facts={"students": asked.say(students, 0), "people": asked.say(people["2023"][DONG_XA], 1)}
        | {"truth": asked.say(truth)},
    )


def remainder(asked: Asked) -> Exercise:
    """What is left of the country's total when the printed provinces are taken away."""
    frame = asked.own.printed(STUDENTS_TABLE)
    groups = frame.group_rows["2023"]
    country = float(groups.xs("country", level=0).iloc[0])
    left = country - float(np.nansum(frame.values["2023"]))
    return Exercise(
        name="remainder",
        kind=WHOLE,
        truth=left,
        mistakes=(
            Mistake(left - (float(groups.sum()) - country), "regions"),
            Mistake(country, "total"),
        ),
        facts={"country": asked.say(country, 0), "unit": asked.unit(GO_SUONG)},
    )


def zero_or_missing(asked: Asked) -> Exercise:
    """What a blank means that the printed rows leave no room for."""
    return Exercise(
        name="zero_or_missing",
        kind=THREE,
        truth=2,
        mistakes=(Mistake(1, "missing"), Mistake(3, "always")),
        facts={"unit": asked.unit(GO_SUONG)},
    )


def earlier_year(asked: Asked) -> Exercise:
    """Which value the year rule puts where the newest round is blank."""
    values = asked.own.values
    own = values[values["code"] == INFORMATION].set_index("unit_code")["value"]
    regions = asked.own.edition.units.regions
    others = own.drop(index=[RUNG_THAM, DEO_MAY])  # both were left blank by the newest round
    neighbours = others[[code for code in others.index if regions[code] == regions[RUNG_THAM]]]
    return Exercise(
        name="earlier_year",
        kind=Number(0.005),
        truth=float(own[RUNG_THAM]),
        mistakes=(
            Mistake(0.0, "zero"),
            Mistake(float(others.median()), "others"),
            Mistake(float(others.mean()), "others"),
            Mistake(float(neighbours.median()), "others"),
        ),
        facts={"unit": asked.unit(RUNG_THAM), "truth": asked.say(own[RUNG_THAM])},
    )


def stand_in(asked: Asked) -> Exercise:
    """An imputation by hand: the median of the region."""
    own = asked.own
    known = own.known[COMPUTERS].dropna()
    truth = float(own.complete.loc[DAO_UOC, COMPUTERS])
    return Exercise(
        name="stand_in",
        kind=Number(0.05),
        truth=truth,
        mistakes=(
            Mistake(0.0, "zero"),
            Mistake(float(known.median()), "everyone"),
            Mistake(float(known.mean()), "everyone"),
        ),
        facts={"unit": asked.unit(DAO_UOC), "truth": asked.say(truth)},
    )


def proven_zero(asked: Asked) -> Exercise:
    """What becomes of a rank when a proven zero is treated as if it were missing."""
    otherwise = asked.own.under("structural zeros left blank").ranks[GO_SUONG]
    return Exercise(
        name="proven_zero",
        kind=WHOLE,
        truth=int(otherwise),
        mistakes=(Mistake(int(asked.own.ranks[GO_SUONG]), "unchanged"),),
        facts={"unit": asked.unit(GO_SUONG), "before": asked.say(asked.own.ranks[GO_SUONG], 0)}
        | {"after": asked.say(otherwise, 0)},
    )


def imputed_value(asked: Asked) -> Exercise:
    """What an imputed value says of the province that it stands beside."""
    cells = asked.own.values
    blank = cells[(cells["origin"] == NOT_PUBLISHED) & (cells["unit_code"] == DAO_UOC)]
    return Exercise(
        name="imputed_value",
        kind=THREE,
        truth=3,
        mistakes=(Mistake(1, "measured"), Mistake(2, "useless")),
        facts={"unit": asked.unit(DAO_UOC), "indicator": asked.node(str(blank["code"].iloc[0]))},
    )


def outlier(asked: Asked) -> Exercise:
    """Which indicator breaks both limits before anything is done."""
    return _beyond(asked, "outlier", stage="raw")


def longer_tail(asked: Asked) -> Exercise:
    """Which indicator breaks both limits after its transformation, because of a zero."""
    before = asked.own.summary.set_index("code")["outlying_raw"]
    return _beyond(asked, "longer_tail", stage="transformed", also=(Mistake(str(before.idxmax()), "before"),))


def _beyond(asked: Asked, name: str, *, stage: str, also: tuple[Mistake, ...] = ()) -> Exercise:
    summary, options = asked.own.summary.set_index("code"), asked.own.edition.method.treatment
    skewed = summary[f"skewness_{stage}"].abs() > options.skewness_limit
    peaked = summary[f"kurtosis_{stage}"] > options.kurtosis_limit
    found = str(summary.index[summary[f"outlying_{stage}"]][0])
    return Exercise(
        name=name,
        kind=asked.an_indicator,
        truth=found,
        mistakes=tuple(Mistake(str(code), "one_limit") for code in summary.index[skewed ^ peaked]) + also,
        facts={"indicator": asked.node(found)}
        | {"skewness": asked.say(summary[f"skewness_{stage}"][found])}
        | {"kurtosis": asked.say(summary[f"kurtosis_{stage}"][found])}
        | {"skewness_limit": asked.say(options.skewness_limit), "kurtosis_limit": asked.say(options.kurtosis_limit, 1)}
        | {"skewness_raw": asked.say(summary["skewness_raw"][found])},
    )


def without_log(asked: Asked) -> Exercise:
    """What the score of the second highest would be without the logarithm."""
    values = asked.own.complete[ENTERPRISES]
    truth = _linear(values[BIEN_VE], low=values.min(), high=values.max())
    with_log = float(asked.own.built.scores.loc[BIEN_VE, ENTERPRISES])
    return Exercise(
        name="without_log",
        kind=Number(0.5),
        truth=truth,
        mistakes=(
            Mistake(with_log, "with_log"),
            Mistake(float(100 * values[BIEN_VE] / values.max()), "no_low"),
            Mistake(truth / 100, "share"),
        ),
        facts={"unit": asked.unit(BIEN_VE), "truth": asked.say(truth, 1), "with_log": asked.say(with_log, 1)},
    )


def order_kept(asked: Asked) -> Exercise:
    """What a logarithm changes, and what it leaves."""
    return Exercise(
        name="order_kept",
        kind=THREE,
        truth=1,
        mistakes=(Mistake(2, "order"), Mistake(3, "source")),
        facts={"indicator": asked.node(ENTERPRISES)},
    )


def _linear(value: float, *, low: float, high: float) -> float:
    scores = scaling.goalposts(
        np.array([[value]]),
        direction=np.array([1]),
        low=np.array([low]),
        high=np.array([high]),
        lower=0.0,
        upper=100.0,
    )
    return float(scores[0, 0])
