"""A project with one round of fictitious units, and its forms filled in correctly."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl
import yaml
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import Table, exchanged, tables_of

from pipeline.collection import data_round, form_field, forms
from pipeline.collection.data_round import Round
from pipeline.collection.form_field import FormField
from pipeline.collection.form_workbook import FIRST_ROW
from pipeline.data import params
from pipeline.reporting import words_forms

REPOSITORY = Path(__file__).parents[2]
EDITION, ROUND = "toy", "2025-1"
N_UNITS = 63
OPENED, DUE = datetime.date(2025, 6, 1), datetime.date(2025, 8, 30)
SHEET = "xl/worksheets/sheet2.xml"
WHOLE = "o.2"
"""The outcome that this edition declares as a whole number."""

COLUMNS = {name: "ABCDEFGHIJKL"[place] for place, name in enumerate(words_forms.COLUMNS)}
HOW_MUCH: Mapping[str, tuple[float, float]] = {
    "score 1-10": (1.1, 9.9),
    "%": (20.0, 95.0),
    "thousand persons": (1100.0, 9800.0),
    "km2": (1100.0, 9800.0),
}


@dataclass(frozen=True)
class Project:
    """Where it lies, its round and what is asked."""

    root: Path
    folder: Path
    round: Round
    fields: tuple[FormField, ...]

    def empty_round(self, at: Path) -> Path:
        """A copy of the round's folder, in which nothing has come back yet."""
        shutil.copytree(self.folder, at)
        return at

    def filled(self, unit_code: str) -> Filled:
        """One unit's form, filled in correctly."""
        form = (self.folder / data_round.FORMS / f"{unit_code}.xlsx").read_bytes()
        values = {field.code: truth(unit_code, field) for field in self.fields}
        rows = {field.code: row for row, field in enumerate(self.fields, start=FIRST_ROW + 1)}
        return Filled(unit_code, self, fill(form, values, rows), values, rows)


@dataclass(frozen=True)
class Filled:
    """A form that is filled in: its bytes, and what it says."""

    unit_code: str
    project: Project
    content: bytes
    values: Mapping[str, float]
    rows: Mapping[str, int]

    @property
    def name(self) -> str:
        return f"{self.unit_code}.xlsx"

    def at(self, code: str, column: str = "value") -> str:
        """Where a cell stands, such as ``G5``."""
        return f"{COLUMNS[column]}{self.rows[code]}"

    def place(self, code: str, column: str = "value") -> tuple[int, int]:
        return self.rows[code] - 1, list(COLUMNS).index(column)

    def edited(self, change: Callable[[Workbook, Worksheet], Any]) -> bytes:
        """The form after a change by openpyxl; the sheet is that of the values."""
        book = openpyxl.load_workbook(io.BytesIO(self.content))
        change(book, book[words_forms.SHEET_VALUES])
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    def with_cell(self, code: str, content: object, *, column: str = "value", number_format: str = "") -> bytes:
        """The form with something else in one cell."""

        def change(book: Workbook, sheet: Worksheet) -> None:
            cell = sheet[self.at(code, column)]
            cell.value = content
            if isinstance(content, str):
                cell.data_type = "s"  # a text that begins with = is a text
            if number_format:
                cell.number_format = number_format

        return self.edited(change)

    def with_xml(self, code: str, inside: str, *, kind: str = "") -> bytes:
        """The form with one value's cell written in XML, such as a formula with what it gave."""
        reference = self.at(code)
        cell = re.compile(rf'<c r="{reference}"( s="\d+")?>.*?</c>')
        typed = f' t="{kind}"' if kind else ""
        return exchanged(self.content, {SHEET: lambda t: cell.sub(rf'<c r="{reference}"\1{typed}>{inside}</c>', t)})

    @cached_property
    def tables(self) -> list[Table]:
        return tables_of(self.content)


def truth(unit_code: str, field: FormField) -> float:
    """A figure that nobody could object to, other for every unit."""
    share = int(hashlib.sha256(f"{unit_code} {field.code}".encode()).hexdigest()[:8], 16) / 0xFFFFFFFF
    low, high = HOW_MUCH.get(field.unit_of_measure, (1100.5, 9900.5) if field.code == WHOLE else (12.5, 950.5))
    value = low + share * (high - low)
    return float(round(value)) if field.value_type == "integer" else round(value // 0.1 * 0.1 + 0.05, 2)


def fill(form: bytes, values: Mapping[str, float], rows: Mapping[str, int]) -> bytes:
    """A form with figures in its yellow cells."""

    def rewrite(text: str) -> str:
        for code, value in values.items():
            reference = f"{COLUMNS['value']}{rows[code]}"
            text, n = re.subn(rf'<c r="{reference}"( s="\d+")?/>', rf'<c r="{reference}"\1><v>{value!r}</v></c>', text)
            assert n == 1, reference
        return text

    return exchanged(form, {SHEET: rewrite})


def make_project(root: Path, *, n_units: int) -> Project:
    """Parameters of the fictitious edition with so many units, and a round of it."""
    shutil.copytree(REPOSITORY / "params", root / "params")
    for path in (root / "params/editions").iterdir():
        if path.name != EDITION:
            shutil.rmtree(path)
    (root / "pyproject.toml").write_text("")
    _units(root / "params/editions" / EDITION / "units.csv", n_units)
    _framework(root / "params/editions" / EDITION / "framework.csv")
    _alone(root / "params/editions" / EDITION / "edition.yaml")
    folder = root / "data/rounds" / EDITION / ROUND
    folder.parent.mkdir(parents=True)
    made = forms.make(EDITION, folder, root=root, name=ROUND, opened=OPENED, due=DUE)
    return Project(root, folder, made, form_field.fields_of(params.load_edition(EDITION, root=root)))


def _alone(path: Path) -> None:
    """Without what the edition takes from other tables than those of a round."""
    about = yaml.safe_load(path.read_text(encoding="utf-8"))
    own = {key: value for key, value in about.items() if key not in ("external", "targets", "experts")}
    path.write_text(yaml.safe_dump(own, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _units(path: Path, n_units: int) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        known = list(csv.DictReader(stream))
    rows = []
    for number in range(1, n_units + 1):
        row = dict(known[(number - 1) % len(known)])
        row |= {"unit_code": f"T{number:02d}", "tile_row": "", "tile_column": ""}
        if number > len(known):  # the ten fictitious provinces, repeated
            again = (number - 1) // len(known) + 1
            row |= {"name_vi": f"{row['name_vi']} {again}", "name_en": f"{row['name_en']} {again}"}
        rows.append(row)
    _write(path, rows)


def _framework(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row |= {"value_type": "integer" if row["code"] == WHOLE else "number", "supplier": "unit"}
        row["reference_period_vi"] = "Năm 2024" if row["role"] != "aggregate" else ""
    _write(path, rows)


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
