"""Targets that a policy sets: ``params/targets/<name>.yaml``.

Each says where it is stated and by whom it is reported, and either what measures it or what it awaits; a target without
a series stays without a number.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from typing import Literal

import pydantic

from pipeline.errors import listed, nearest
from pipeline.framework.model import Model
from pipeline.framework.sourcing import Column, Expression, Source, columns

Comparison = Literal["at_least", "at_most", "between"]
MEASURED, AWAITS, REFUSED = "measured", "awaits", "refused"


class Statement(Model):
    """The document that sets targets, and who reported what it says where the document itself is not public."""

    document_vi: str
    document_en: str
    issued: str  # as exactly as known: 2025-08 or 2025-08-21
    reported_by_vi: str
    reported_by_en: str

    @pydantic.field_validator("issued")
    @classmethod
    def _is_a_date(cls, value: str) -> str:
        datetime.date.fromisoformat(f"{value}-01" if value.count("-") == 1 else value)
        return value

    def said(self, language: str) -> str:
        """Document, date and reporter in one line."""
        vi = language == "vi"
        document, reporter = (self.document_vi, self.reported_by_vi) if vi else (self.document_en, self.reported_by_en)
        return f"{document} ({self.issued}); {reporter}"


class Awaited(Model):
    """What has to be collected before a target can be measured, and of whom it would be asked."""

    what_vi: str
    what_en: str
    from_vi: str
    from_en: str

    def what(self, language: str) -> str:
        return self.what_vi if language == "vi" else self.what_en

    def asked_of(self, language: str) -> str:
        return self.from_vi if language == "vi" else self.from_en


class Series(Model):
    """A series of raw tables that measures a target and is no indicator of the edition."""

    value: Expression
    factor: float = 1.0
    first_year: int

    @property
    def source(self) -> Source:
        """The series as something that can be evaluated."""
        return Source(value=self.value, factor=self.factor)


class Target(Model):
    """One target: what is wanted, by when, and what measures it.

    ``low`` and ``high`` bound what is acceptable: at least ``low``, at most ``high``, between both. Exactly one of
    ``indicator`` (a code of the edition), ``series`` and ``awaits`` is given.
    """

    code: str
    name_vi: str
    name_en: str
    year: int
    comparison: Comparison
    low: float = -math.inf
    high: float = math.inf
    unit_of_measure: str
    unit_of_measure_vi: str
    statement: str
    share_of_growth: bool = False
    path: Literal["linear", "geometric"] = "linear"
    baseline: float | None = None  # where the score is 0
    baseline_note_vi: str = ""
    baseline_note_en: str = ""
    indicator: str | None = None
    series: Series | None = None
    awaits: Awaited | None = None

    @property
    def status(self) -> str:
        """Measured, refused (a share of growth, which no accounting identifies), or awaiting figures."""
        if self.awaits is None:
            return MEASURED
        return REFUSED if self.share_of_growth else AWAITS

    def name(self, language: str) -> str:
        return self.name_vi if language == "vi" else self.name_en

    def measure(self, language: str) -> str:
        return self.unit_of_measure_vi if language == "vi" else self.unit_of_measure

    def baseline_note(self, language: str) -> str:
        return self.baseline_note_vi if language == "vi" else self.baseline_note_en

    @pydantic.model_validator(mode="after")
    def _says_what_is_wanted(self) -> Target:
        where = f"target {self.code!r}, {self.comparison}"
        bounds = {"low": math.isfinite(self.low), "high": math.isfinite(self.high)}
        needed = {"at_least": ["low"], "at_most": ["high"], "between": ["low", "high"]}[self.comparison]
        if [name for name, given in bounds.items() if given] != needed:
            raise ValueError(f"{where}: {listed(needed)} and no other bound is expected. Correct low and high")
        if self.low > self.high:
            raise ValueError(f"{where}: low <= high is expected, found {self.low:g} and {self.high:g}. Correct them")
        return self

    @pydantic.model_validator(mode="after")
    def _says_what_measures_it(self) -> Target:
        where = f"target {self.code!r}"
        given = [name for name in ("indicator", "series", "awaits") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(
                f"{where}: one of indicator, series and awaits is expected, found {listed(given) or 'none'}. Give one"
            )
        if self.share_of_growth and self.awaits is None:
            raise ValueError(
                f"{where}: a share of growth is not identified by growth accounting, so nothing measures it; found "
                f"{given[0]}. Say under `awaits` whose estimate would be needed"
            )
        if self.awaits is None and (self.baseline is None or not (self.baseline_note_vi and self.baseline_note_en)):
            raise ValueError(f"{where}: the score needs a baseline and, in both languages, its reason. Give them")
        if self.baseline is not None and self.low <= self.baseline <= self.high:
            raise ValueError(
                f"{where}: a baseline that misses the target is expected, found {self.baseline:g}. Change it"
            )
        if self.path == "geometric" and not all(b > 0 for b in (self.low, self.high) if math.isfinite(b)):
            raise ValueError(f"{where}: a geometric path leads to bounds above 0. Correct them, or take a linear path")
        return self


class Rule(Model):
    """How lights are given; numbers of method with their source."""

    least_years: int = pydantic.Field(ge=3, description="observed years below which a pace is not estimable")
    on_track: pydantic.PositiveFloat = pydantic.Field(description="least share of the required pace; Eurostat: 0.95")
    moderate: pydantic.PositiveFloat = pydantic.Field(description="least share of the required pace; Eurostat: 0.6")
    source_vi: str
    source_en: str

    @pydantic.model_validator(mode="after")
    def _in_order(self) -> Rule:
        if not self.moderate < self.on_track:
            raise ValueError(
                f"moderate < on_track is expected, found {self.moderate:g} and {self.on_track:g}. Correct the thresholds"
            )
        return self


class Growth(Model):
    """Inputs of growth accounting: levels at constant prices, by year, and the elasticity with respect to capital."""

    output: Expression
    capital: Expression
    labour: Expression
    first_year: int
    capital_share: float = pydantic.Field(gt=0, lt=1)
    source_vi: str
    source_en: str

    @property
    def inputs(self) -> dict[str, Source]:
        """Each input as something that can be evaluated."""
        return {name: Source(value=getattr(self, name)) for name in ("output", "capital", "labour")}


class Targets(Model):
    """Everything that one file says."""

    name: str
    name_vi: str
    name_en: str
    note_vi: str
    note_en: str
    statements: Mapping[str, Statement]
    rule: Rule
    targets: tuple[Target, ...] = pydantic.Field(min_length=1)
    growth: Growth | None = None
    fictitious: bool = False

    def title(self, language: str) -> str:
        return self.name_vi if language == "vi" else self.name_en

    def note(self, language: str) -> str:
        return self.note_vi if language == "vi" else self.note_en

    @property
    def by_code(self) -> dict[str, Target]:
        return {target.code: target for target in self.targets}

    @property
    def measured(self) -> list[Target]:
        """Targets that something measures."""
        return [target for target in self.targets if target.status == MEASURED]

    @property
    def columns(self) -> list[Column]:
        """Every column of raw tables that a series or the growth accounting reads."""
        expressions = [target.series.value for target in self.targets if target.series is not None]
        if self.growth is not None:
            expressions += [source.value for source in self.growth.inputs.values()]
        return [column for expression in expressions for column in columns(expression)]

    @pydantic.model_validator(mode="after")
    def _agrees_with_itself(self) -> Targets:
        codes = [target.code for target in self.targets]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"each target has a code of its own, found twice: {listed(twice)}. Rename one")
        for target in self.targets:
            if target.statement not in self.statements:
                raise ValueError(
                    f"target {target.code!r}: a statement of this file is expected, found {target.statement!r}; "
                    f"{nearest(target.statement, list(self.statements))}. Say where the target is set"
                )
        return self


def faults(targets: Targets, *, codes: Sequence[str], rebuilt: bool, fictitious: bool) -> list[str]:
    """What an edition contradicts, as sentences.

    Parameters
    ----------
    codes : of the edition's indicators, outcomes and sizes.
    rebuilt : whether its units are made from those of the raw tables, for whom alone a series has values.
    fictitious : whether the edition is.
    """
    where = f"targets {targets.name!r}"
    unknown = [t for t in targets.targets if t.indicator is not None and t.indicator not in codes]
    found = [
        f"{where}, target {target.code!r}: an indicator, outcome or size of the edition is expected, found "
        f"{target.indicator!r}; {nearest(str(target.indicator), list(codes))}. Correct it, or say what the target awaits"
        for target in unknown
    ]
    if rebuilt and targets.columns:
        found.append(
            f"{where}: a series has values for the units of the raw tables only, and this edition's are rebuilt. Make it "
            "an indicator, outcome or size with a rule of rebuilding"
        )
    if targets.fictitious and not fictitious:
        found.append(f"{where} are fictitious, and this edition is not. Name real targets, or none")
    return found
