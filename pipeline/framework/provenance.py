"""What a raw source promises about its tables, and which of its cells are known to be wrong.

The models of ``data/raw/<source>/source.yaml`` and ``corrections.yaml``.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Literal

import pydantic

from pipeline.errors import listed
from pipeline.framework.model import Model


class Notation(Model):
    """How numbers are written; by declaration, never by guess."""

    decimal: Literal[".", ","] = "."
    thousands: Literal["", ".", ",", " "] = ""

    @pydantic.model_validator(mode="after")
    def _marks_differ(self) -> Notation:
        if self.decimal == self.thousands:
            raise ValueError(f"decimal and thousands mark are both {self.decimal!r}; they must differ")
        return self


class GroupRows(Model):
    """How the country and region rows relate to the rows of their units: sum, weighted mean, or not checkable."""

    rule: Literal["sum", "weighted_mean", "none"] = "none"
    weight: str | None = None  # <table>:<column> of the same source, {year} allowed; for weighted_mean
    tolerance: pydantic.NonNegativeFloat = 0.0  # a larger difference is reported, in the column's unit of measure

    @pydantic.model_validator(mode="after")
    def _weight_suits_the_rule(self) -> GroupRows:
        if (self.rule == "weighted_mean") != (self.weight is not None):
            raise ValueError(
                f"rule {self.rule!r} with weight {self.weight!r}: a weighted mean, and only it, has a weight"
            )
        if self.weight is not None and ":" not in self.weight:
            raise ValueError(f"weight {self.weight!r} must be written <table>:<column>")
        return self


class RawTable(Model):
    """One published table as it lies in the folder.

    ``columns`` is the whole header, in its order and spelling. A ``lookup`` is a list without units (such as the names
    of codes): its digest and header are checked, but it holds no values.
    """

    file: str
    title: str
    unit_of_measure: str
    sha256: str = pydantic.Field(pattern=r"^[0-9a-f]{64}$")
    years: str = ""
    columns: tuple[str, ...]
    notation: Notation | None = None  # where it differs from the source's
    group_rows: GroupRows = GroupRows()
    group_rows_by_column: Mapping[str, GroupRows] = pydantic.Field(default_factory=dict)  # where a column differs
    complete: bool = False  # a row for every unit is promised, so that a missing one is an error
    lookup: bool = False
    unit_column: str | None = None  # where it differs from the source's
    key_columns: tuple[str, ...] = ()  # beside the unit column, where a unit has several rows
    text_columns: tuple[str, ...] = ()
    note: str = ""

    @pydantic.field_validator("file")
    @classmethod
    def _stays_in_its_folder(cls, value: str) -> str:
        if "/" in value or "\\" in value or value.startswith("."):
            raise ValueError(f"file {value!r} must be a plain file name in the folder of its source")
        return value

    @pydantic.model_validator(mode="after")
    def _names_its_own_columns(self) -> RawTable:
        twice = sorted({column for column in self.columns if self.columns.count(column) > 1})
        if twice:
            raise ValueError(f"columns must be unique; found twice: {listed(twice)}")
        named = {*self.key_columns, *self.text_columns, *self.group_rows_by_column}
        unknown = sorted(named - set(self.columns))
        if unknown:
            raise ValueError(
                f"{listed(unknown)} named in key_columns, text_columns or group_rows_by_column, not in columns"
            )
        return self

    def rule_of(self, column: str) -> GroupRows:
        """How group rows relate to unit rows in one column, as spelt in the header."""
        return self.group_rows_by_column.get(column, self.group_rows)


class RawSource(Model):
    """``source.yaml``: producer, terms, origin, notation and tables."""

    source: str
    producer: str
    licence: str
    obtained: str  # how
    obtained_on: datetime.date
    homepage: str = ""
    fictitious: bool = False
    unit_column: str
    country_rows: tuple[str, ...] = ()
    region_rows: Mapping[str, str] = pydantic.Field(default_factory=dict)  # printed name -> region code
    unallocated_rows: tuple[str, ...] = ()  # such as "Nec."
    missing_markers: tuple[str, ...] = ("", "..", "-", "n/a")
    status_suffixes: Mapping[str, Literal["A", "P", "E"]] = pydantic.Field(default_factory=dict)  # -> SDMX OBS_STATUS
    notation: Notation = Notation()
    tables: Mapping[str, RawTable]


class Correction(Model):
    """One cell that is wrong at the source.

    ``found`` is the text that stands there now: once the source changes, the correction no longer applies and says so.
    """

    table: str
    unit: str  # as printed
    column: str
    found: str
    instead: str  # the word "missing", or the value, in the table's notation
    reason_vi: str
    reason_en: str


class Corrections(Model):
    """``corrections.yaml`` beside its source."""

    corrections: tuple[Correction, ...]
