"""How a round stands: the last accepted value of every unit and indicator, over all intakes.

The rule: a later intake's value, or its word that there is none, takes the place of an earlier one for the same unit and
indicator; a refused cell and a blank one that says nothing change nothing. What was superseded stays in its intake.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from pipeline.collection import data_round, intake, versions
from pipeline.collection.data_round import Round
from pipeline.data.schema import schema_of

State = Literal["accepted", "noted", "none", "refused", "blank", "not_received"]
TABLE = "round_values.csv"
SAID = ("accepted", "noted", "none")


@dataclass(frozen=True)
class RoundState:
    """The round, its values as they stand (`TABLE`), and what is still refused."""

    round: Round
    values: pd.DataFrame
    refused: pd.DataFrame
    files: pd.DataFrame


def of(folder: Path) -> RoundState:
    """Fold the intakes of a round, in their order.

    Raises
    ------
    DataError : no round; an intake that was changed.
    """
    asked = data_round.read(folder)
    held: dict[tuple[str, str], dict[str, object]] = {}
    refused: dict[tuple[str, str], dict[str, object]] = {}
    files = []
    for number in intake.numbers_of(folder):
        files.append(intake.table(folder, number, intake.FILES).assign(intake=number))
        reasons = {
            (row["unit_code"], row["code"], row["file"]): row
            for row in intake.table(folder, number, intake.REFUSED).to_dict("records")
        }
        for row in intake.table(folder, number, intake.VALUES).to_dict("records"):
            key = (str(row["unit_code"]), str(row["code"]))
            state = _state(row)
            if state == "refused":
                refused[key] = _told(number, row, reasons[*key, str(row["file"])])
                held.setdefault(key, _row(key, "refused", number, row))
                continue
            if state == "blank":
                held.setdefault(key, _row(key, state, number, row))
                continue
            before = held.get(key)
            replaced = before is not None and before["state"] in SAID and before["intake"] != number
            superseded = before["intake"] if before and replaced else None
            held[key] = _row(key, state, number, row) | {"supersedes": superseded}
            refused.pop(key, None)
    for unit in asked.units:
        for code in asked.indicators:
            held.setdefault((unit, code), _row((unit, code), "not_received", None, {}))
    columns = list(schema_of(TABLE).columns)
    table = pd.DataFrame([held[key] for key in sorted(held)], columns=columns)
    table["value"] = table["value"].astype(float)
    return RoundState(asked, table, _frame(refused), pd.concat(files, ignore_index=True) if files else pd.DataFrame())


def _state(row: dict[str, object]) -> State:
    outcome = str(row["outcome"])
    if outcome == "missing":
        return "none" if versions.says_none(str(row["notes"]).split()) else "blank"
    return "refused" if outcome == "refused" else "noted" if outcome == "noted" else "accepted"


def _row(key: tuple[str, str], state: State, number: int | None, row: dict[str, object]) -> dict[str, object]:
    has_value = state in ("accepted", "noted")
    return {
        "unit_code": key[0],
        "code": key[1],
        "state": state,
        "value": row["value"] if has_value else None,
        "intake": number,
        "file": row.get("file", ""),
        "sheet_cell": row.get("sheet_cell", ""),
        "notes": row.get("notes", ""),
        "said_vi": row.get("said_vi", ""),
        "said_en": row.get("said_en", ""),
        "supersedes": None,
    }


def _told(number: int, row: dict[str, object], reason: dict[str, object]) -> dict[str, object]:
    return {
        "unit_code": row["unit_code"],
        "code": row["code"],
        "intake": number,
        "file": row["file"],
        "sheet_cell": row["sheet_cell"],
        "raw": row["raw"],
        "remark": reason["remark"],
        "said_vi": reason["said_vi"],
        "said_en": reason["said_en"],
    }


def _frame(refused: dict[tuple[str, str], dict[str, object]]) -> pd.DataFrame:
    columns = ["unit_code", "code", "intake", "file", "sheet_cell", "raw", "remark", "said_vi", "said_en"]
    return pd.DataFrame([refused[key] for key in sorted(refused)], columns=columns)
