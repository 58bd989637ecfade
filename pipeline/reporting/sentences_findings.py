"""A finding of the audit as a plain sentence, with its own numbers, in the language asked for.

A template may hold ``{subject}`` (a node, an outcome, a factor of uncertainty, or several of them parted by blanks),
``{unit}`` (the subject read as a unit: codes of units and of nodes may be the same), ``{value}``, ``{low}``, ``{high}``,
``{n}``, ``{threshold}`` and ``{interval}`` (both ends in brackets, or that there is none). A number takes a way of
writing after a colon: ``{value:percent}`` for a share (``percent2`` with two decimals), ``{value:rank}``,
``{value:places}`` for so many places of rank, ``{value:p}``, ``{value:1}`` for one decimal; without one it has two
decimals, whole numbers none. Beside its sentence a number stands as it does in it (`written`).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cache
from string import Formatter
from typing import Any

import pandas as pd

from pipeline.errors import ParameterError, nearest
from pipeline.framework.edition import Edition
from pipeline.reporting import labels, numbers, words, words_findings

LARGE = 100.0  # from here decimals say nothing
PLACES = "places"  # a way of writing: so many places, with the word
MANY = 8  # so many names make a sentence; further ones are counted


def sentence(row: Mapping[Hashable, Any] | pd.Series, edition: Edition, language: str) -> str:
    """The sentence of one row of ``findings_<area>.csv``.

    Raises
    ------
    ParameterError : a finding without a sentence, with the nearest names; a template with a field that findings lack.
    """
    name = str(row["finding"])
    template = _template(name, language)
    numbers.check(language)
    subject = "" if numbers.missing(row["subject"]) else str(row["subject"])
    figures = {key: Figure(row[key], language) for key in ("value", "low", "high", "n", "threshold")}
    try:
        return template.format(
            subject=subject_name(subject, edition, language),
            unit=" – ".join(labels.unit(edition.units, code, language) for code in subject.split(" ")),
            interval=Interval(row["low"], row["high"], language),
            **figures,
        )
    except (KeyError, IndexError) as error:
        raise ParameterError(f"the sentence of finding {name!r} asks for {error}, which no finding has") from None


def written(row: Mapping[Hashable, Any] | pd.Series, field: str, language: str) -> str:
    """A number of a finding as it stands in its sentence; empty where there is none.

    Parameters
    ----------
    field : ``value``, ``threshold`` or ``interval``. What the sentence does not mention is written like its value, an
        interval also like its ends; a count of units like any number.
    """
    ways = _ways(_template(str(row["finding"]), "en"))
    usual = ways.get("value", "") if field != "threshold" or _is_share(row["threshold"]) else ""
    way = ways.get(field, ways.get("low", usual) if field == "interval" else usual).replace(PLACES, "rank")
    if field == "interval":
        return "" if numbers.missing(row["low"]) else format(Interval(row["low"], row["high"], language), way)
    return "" if numbers.missing(row[field]) else format(Figure(row[field], language), way)


def in_order(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings chapter by chapter, and within one in the order in which the catalogue tells them, then as they stand."""
    if findings.empty:
        return findings
    places = {name: place for place, name in enumerate(words_findings.sentences())}
    ordered = findings.assign(_place=findings["finding"].map(places))
    return ordered.sort_values(["chapter", "_place"], kind="stable").drop(columns="_place").reset_index(drop=True)


def _template(name: str, language: str) -> str:
    templates = words_findings.sentences()
    if name not in templates:
        raise ParameterError(
            f"finding {name!r} has no sentence; {nearest(name, sorted(templates))}. Add it to SENTENCES in "
            "reporting/words_findings_<area>.py, in both languages"
        )
    return templates[name][0 if language == "vi" else 1]


@cache
def _ways(template: str) -> Mapping[str, str]:
    """How a sentence writes each of its numbers."""
    fields = Formatter().parse(template)
    return {field: way or "" for _, field, way, _ in fields if field is not None}


def _is_share(value: Any) -> bool:
    return not numbers.missing(value) and abs(float(value)) <= 1.0


def with_sentences(findings: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Findings with their sentences in both languages beside them: ``findings.csv``."""
    rows = findings.to_dict("records")
    told = {f"sentence_{language}": [sentence(row, edition, language) for row in rows] for language in ("vi", "en")}
    first = ["chapter", "finding", "subject"]
    return findings.assign(**told)[[*first, *told, *findings.columns.drop(first)]]


def subject_name(subject: str, edition: Edition, language: str) -> str:
    """What a subject is called: a node, a ranking from outside, a factor, a choice (``factor|choice``), or several codes.

    Several codes are parted by blanks. What is none of these is called by itself.
    """
    framework = edition.full_framework
    if subject in framework.by_code:
        return labels.node(framework, subject, language)
    outside = {item.code: item.name(language) for item in edition.about.external}
    if subject in outside:
        return outside[subject]
    if "|" in subject:
        owner, name = subject.split("|", 1)
        declared = edition.alternatives
        return f"{labels.factor(declared, owner, language)} – {labels.choice(declared, owner, name, language)}"
    if " " in subject:
        parts = subject.split()
        named = " – ".join(subject_name(part, edition, language) for part in parts[:MANY])
        further = numbers.integer(len(parts) - MANY, language=language)
        return named if len(parts) <= MANY else f"{named} {words.word('and_further', language).format(n=further)}"
    return labels.factor(edition.alternatives, subject, language)


def source(key: object, language: str) -> str:
    """How the source of a threshold is printed; a finding without a threshold has none.

    Raises
    ------
    ParameterError : a key that no module of words has.
    """
    if numbers.missing(key):
        return ""
    known = words_findings.sources()
    if str(key) not in known:
        raise ParameterError(
            f"source {str(key)!r} of a finding is not spelled out; {nearest(str(key), sorted(known))}. Add it to SOURCES "
            "in reporting/words_findings_<area>.py"
        )
    return known[str(key)][0 if language == "vi" else 1]


class Interval:
    """Both ends in brackets, or the words for none; ``{interval}``, ``{interval:percent}``.

    >>> f"{Interval(0.061, 0.512, 'vi')}", f"{Interval(0.061, 0.512, 'en'):percent}"
    ('[0,06; 0,51]', '[6%; 51%]')
    """

    def __init__(self, low: Any, high: Any, language: str) -> None:
        self.low, self.high, self.language = low, high, language

    def __format__(self, spec: str) -> str:
        if numbers.missing(self.low) or numbers.missing(self.high):
            return words.word("no_interval", self.language)
        low, high = (format(Figure(end, self.language), spec) for end in (self.low, self.high))
        return f"[{low}; {high}]"

    def __str__(self) -> str:
        return format(self)


class Figure:
    """A number that a template writes: ``{value}``, ``{value:percent}``, ``{value:1}``; a missing one in words.

    >>> f"{Figure(0.91, 'vi'):percent}", f"{Figure(63, 'en')}", f"{Figure(0.3, 'vi')}", f"{Figure(1234.5, 'en')}"
    ('91%', '63', '0,30', '1,234')
    """

    def __init__(self, value: Any, language: str) -> None:
        self.value, self.language = value, language

    def __format__(self, spec: str) -> str:
        value, language = self.value, self.language
        if numbers.missing(value):
            return words.word("no_number", language)
        if spec == "percent":
            return numbers.percent(value, language=language)
        if spec == "percent2":
            return numbers.percent(value, language=language, digits=2)
        if spec == "rank":
            return numbers.rank(value, language=language)
        if spec == PLACES:
            places = numbers.rank(value, language=language)
            return words.word("one_place" if float(value) == 1 else "so_many_places", language).format(n=places)
        if spec == "p":
            return numbers.p_value(value, language=language)
        if spec and not spec.isdigit():
            raise ParameterError(
                f"a number is written as percent, rank, places, p or with a count of decimals; got {spec!r}"
            )
        usual = 0 if float(value).is_integer() or abs(float(value)) >= LARGE else 2
        return numbers.number(value, language=language, digits=int(spec) if spec else usual)

    def __str__(self) -> str:
        return format(self)
