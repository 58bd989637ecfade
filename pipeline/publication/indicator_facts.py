"""What an indicator is, how its score is made and where its figures come from, as names with what is said under them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.construction import denomination
from pipeline.framework import sourcing
from pipeline.framework.hierarchy import Node
from pipeline.publication.indicator_ground import Ground
from pipeline.reporting import labels, numbers, words


@dataclass(frozen=True)
class Fact:
    """A name and what is said under it; ``foreign`` where the text is as its producer printed it, in English."""

    name: str
    text: str
    foreign: bool = False


@dataclass(frozen=True)
class RawTable:
    """A raw table behind the values, as its producer names it."""

    producer: str
    table: str
    title: str
    licence: str


def facts(ground: Ground, node: Node, language: str) -> list[Fact]:
    """What a node is, why it belongs, what it is measured in and what it weighs."""
    told = []
    if node.role != "aggregate":
        defined = node.definition(language) or words.word("not_defined_yet", language)
        told.append(Fact(words.word("definition", language), defined))
    told.append(Fact(words.word("indicator_why", language), _why(ground, node, language)))
    told.append(Fact(words.word("indicator_official", language), _official(ground, node, language)))
    told.append(Fact(words.word("unit_of_measure", language), node.measure(language)))
    if node.role != "aggregate":
        told.append(Fact(words.word("direction", language), words.coded("direction", node.direction, language)))
    return [fact for fact in (*told, *_weights(ground, node, language)) if fact.text]


def _why(ground: Ground, node: Node, language: str) -> str:
    if node.role == "outcome":
        return words.word("outcome_beside", language)
    if node.concept(language):
        return f"{words.word('indicator_stands_for', language)}: {node.concept(language)}"
    if not node.parent:
        return ""
    parent = ground.run.edition.framework.by_code[node.parent].name(language)
    return words.word("indicator_belongs_to", language).format(parent=parent)


def _official(ground: Ground, node: Node, language: str) -> str:
    """The concepts of the official framework, which are known by their Vietnamese names alone."""
    if ground.run.edition.about.official_framework is None or node.role == "outcome" or not node.parent:
        return ""
    said = words.word(f"official_{node.official_match}", language)
    found = "; ".join(said.format(name=name) for name in node.official_concepts)
    return found or words.word("official_absent", language)


def _weights(ground: Ground, node: Node, language: str) -> list[Fact]:
    row = ground.records["weights"].get(node.code)
    if row is None or not node.parent:
        return []
    parent = labels.node(ground.run.edition.framework, node.parent, language)
    told = (
        (words.word("weight_in_parent", language).format(parent=parent), row["share"]),
        (words.word("weight_of_index", language), row["effective"]),
        (words.word("realised_of_index", language), row["covariance_share"]),
    )
    return [Fact(name, numbers.percent(value, language=language, digits=1)) for name, value in told]


def made(ground: Ground, node: Node, language: str) -> list[Fact]:
    """From raw columns to the score."""
    told = []
    source = ground.run.edition.sources.indicators.get(node.code)
    if source is not None:
        expression = denomination.written(source.value).replace(sourcing.YEAR, words.word("year_in_name", language))
        expression = expression.replace("mean(", f"{words.word('setting_mean', language)}(")
        if source.factor != 1.0:
            expression = f"{expression} × {numbers.measured(source.factor, language=language)}"
        told.append(Fact(words.word("indicator_made", language), expression))
        told.append(
            Fact(words.word("indicator_note", language), source.note_vi if language == "vi" else source.note_en)
        )
    treated = ground.records["treatment"].get(node.code)
    posts = ground.records["goalposts"].get(node.code)
    if treated is not None:
        told += _treated(treated, language)
    if posts is not None and not numbers.missing(posts["low"]):
        low, high = (numbers.measured(posts[end], language=language) for end in ("low", "high"))
        text = words.word("goalposts_between", language).format(low=low, high=high)
        if treated is not None and treated["transformation"] != "none":
            text = f"{text} ({words.word('goalposts_transformed', language)})"
        told.append(Fact(words.word("indicator_goalposts", language), text))
    return [fact for fact in told if fact.text]


def _treated(row: Mapping[str, Any], language: str) -> list[Fact]:
    arrow = " → ".join(
        numbers.number(row[name], language=language) or "–" for name in ("skewness_raw", "skewness_treated")
    )
    return [
        Fact(words.word("transformation", language), words.coded("transformation", row["transformation"], language)),
        Fact(words.word("indicator_treated_n", language), numbers.integer(row["n_winsorised"], language=language)),
        Fact(words.word("indicator_skewness", language), arrow),
    ]


def raw_tables(ground: Ground, node: Node) -> list[RawTable]:
    """The raw tables behind a value, each in its latest year."""
    source = ground.run.edition.sources.indicators.get(node.code)
    if source is None or node.role == "aggregate":
        return []
    found = []
    for name in sorted(source.tables):
        stem = name.replace(sourcing.YEAR, "")
        exact = ground.raw_tables.get(name)
        rows = exact or [
            row for key in sorted(ground.raw_tables) for row in ground.raw_tables[key] if of_year(key, name)
        ]
        if not rows:
            found.append(RawTable("", stem, "", ""))
            continue
        last = rows[-1]
        found.append(RawTable(last["producer"], last["table"], last["title"], last["licence"]))
    return found


def of_year(key: str, name: str) -> bool:
    """Whether a table's name is a name with {year} filled in."""
    before, after = name.split(sourcing.YEAR, 1) if sourcing.YEAR in name else (name, "")
    year = key.removeprefix(before).removesuffix(after)
    return key.startswith(before) and key.endswith(after) and year.isdigit()


def statistics(values: pd.Series, node: Node, language: str) -> list[Fact]:
    """How many values there are, and which are the extremes and the median."""
    own = values.dropna()
    told = [
        Fact(words.word("statistic_n", language), numbers.integer(len(own), language=language)),
        Fact(words.word("statistic_missing", language), numbers.integer(len(values) - len(own), language=language)),
    ]
    measure = node.measure(language)
    for key, value in () if own.empty else (("lowest", own.min()), ("median", own.median()), ("highest", own.max())):
        text = f"{numbers.measured(float(value), language=language)} {measure}".strip()
        told.append(Fact(words.word(f"statistic_{key}", language), text))
    return told
