"""What a figure shows, in words with its main numbers: for those who do not see it, and as its caption."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.reporting import labels, words
from pipeline.reporting.numbers import integer, measured, number, percent, rank
from pipeline.reporting.sentences import Sentence


def _say(key: str, language: str, **told: object) -> Sentence:
    return Sentence(words.word(key, language).format(**told))


def _nothing(language: str) -> Sentence:
    return Sentence(words.word("says_nothing", language))


def positions(scores: pd.DataFrame, uncertainty: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """First and last with their ranges, and the median score."""
    own = scores[scores["code"] == edition.framework.root.code].dropna(subset=["rank"])
    if own.empty:
        return _nothing(language)
    ordered = own.astype({"rank": float}).sort_values(["rank", "unit_code"])

    def told(row: pd.Series) -> str:
        span = rank_range(row["unit_code"], row["rank"], uncertainty, language)
        points = number(row["score"], language=language, digits=1)
        unit = labels.unit(edition.units, row["unit_code"], language)
        return words.word("says_unit_score", language).format(unit=unit, points=points, rank=span)

    return _say(
        "says_positions",
        language,
        first=told(ordered.iloc[0]),
        last=told(ordered.iloc[-1]),
        median=number(ordered["score"].median(), language=language, digits=1),
        n=integer(len(ordered), language=language),
    )


def rank_range(unit: str, nominal: object, uncertainty: pd.DataFrame, language: str) -> str:
    """A rank with its range where there is one: ``3 (2–5)``."""
    text = rank(nominal, language=language)
    own = uncertainty[uncertainty["unit_code"] == unit] if not uncertainty.empty else uncertainty
    if own.empty or own[["rank_p05", "rank_p95"]].isna().any(axis=None):
        return text
    low, high = (rank(own[name].iloc[0], language=language) for name in ("rank_p05", "rank_p95"))
    return f"{text} ({low}–{high})"


def acceptability(table: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """How often the likeliest place is taken, on average and by the firmest unit."""
    if table.empty:
        return _nothing(language)
    likeliest = table.sort_values(["share", "unit_code"], ascending=[False, True]).drop_duplicates("unit_code")
    top = likeliest.iloc[0]
    return _say(
        "says_acceptability",
        language,
        mean=percent(likeliest["share"].mean(), language=language),
        unit=labels.unit(edition.units, top["unit_code"], language),
        rank=rank(top["rank"], language=language),
        share=percent(top["share"], language=language),
    )


def order(table: pd.DataFrame, *, language: str) -> Sentence:
    """How many layers the order that holds in nearly all draws has."""
    if table.empty:
        return _nothing(language)
    layers = table["layer"].value_counts()
    return _say(
        "says_order",
        language,
        n=integer(len(table), language=language),
        layers=integer(layers.index.nunique(), language=language),
        largest=integer(layers.max(), language=language),
    )


def correlation_map(pairs: pd.DataFrame, clusters: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """The strongest pair, and how many clusters."""
    found = pairs.dropna(subset=["r"])
    if found.empty:
        return _nothing(language)
    top = found.loc[found["r"].abs().sort_values(ascending=False, kind="stable").index[0]]
    return _say(
        "says_correlation_map",
        language,
        one=labels.node(edition.framework, top["code"], language),
        other=labels.node(edition.framework, top["other"], language),
        r=number(top["r"], language=language),
        clusters=integer(clusters["cluster"].nunique(), language=language),
        n=integer(len(clusters), language=language),
    )


def loadings(rotated: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """How many groups and components are shown, and the strongest loading."""
    own = rotated[rotated["method"] == "components"] if not rotated.empty else rotated
    if own.empty:
        return _nothing(language)
    top = own.loc[own["loading"].abs().sort_values(ascending=False, kind="stable").index[0]]
    return _say(
        "says_loadings",
        language,
        groups=integer(len(own.drop_duplicates(["code", "level"])), language=language),
        item=labels.node(edition.framework, top["item"], language),
        group=labels.node(edition.framework, top["code"], language),
        loading=number(top["loading"], language=language),
        low=number(top["low"], language=language),
        high=number(top["high"], language=language),
    )


def sobol(table: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """The choice with the greatest total index for the mean shift of rank."""
    own = table[table["output"] == "mean_rank_shift"].dropna(subset=["total"]) if not table.empty else table
    if own.empty:
        return _nothing(language)
    top = own.sort_values(["total", "factor"], ascending=[False, True]).iloc[0]
    return _say(
        "says_sobol",
        language,
        factor=labels.factor(edition.alternatives, top["factor"], language),
        total=number(top["total"], language=language),
        low=number(top["total_low"], language=language),
        high=number(top["total_high"], language=language),
        first=number(top["first"], language=language),
    )


def distributions(values: pd.DataFrame, treatment: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """The most skewed indicator with its range."""
    if values.empty or treatment.empty:
        return _nothing(language)
    skewed = treatment.set_index("code")["skewness_raw"].abs().sort_values(ascending=False, kind="stable")
    code = str(skewed.index[0])
    own = values.loc[values["code"] == code, "value"].dropna()
    return _say(
        "says_distributions",
        language,
        n=integer(len(edition.framework.indicators), language=language),
        name=labels.node(edition.framework, code, language),
        skewness=number(treatment.set_index("code").at[code, "skewness_raw"], language=language),
        low=measured(own.min(), language=language),
        high=measured(own.max(), language=language),
        measure=labels.measure(edition.framework.node(code), language),
    )


def compensation(table: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """Whose balance costs most under a geometric mean."""
    own = table.dropna(subset=["lost_geometric"]) if not table.empty else table
    if own.empty:
        return _nothing(language)
    top = own.sort_values(["lost_geometric", "unit_code"], ascending=[False, True]).iloc[0]
    return _say(
        "says_compensation",
        language,
        unit=labels.unit(edition.units, top["unit_code"], language),
        lost=number(top["lost_geometric"], language=language, digits=1),
        before=rank(top["rank_arithmetic"], language=language),
        after=rank(top["rank_geometric"], language=language),
        n=integer(int(own["flagged"].fillna(False).astype(bool).sum()), language=language),
    )
