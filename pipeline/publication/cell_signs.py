"""What is not simply a published figure of its own year: a letter for each cell of a run, with what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.publication.published_run import PublishedRun
from pipeline.reporting import words

ORDER = (
    "imputed",
    "earlier_year",
    "structural_zero",
    "not_published",
    "source_fault",
    "treated",
    "approximate",
    "estimated",
    "provisional",
)
"""What a cell may be, in the order in which its letters stand."""

ORDINARY = "published"
STATUS = {"P": "provisional", "E": "estimated"}
"""SDMX OBS_STATUS of a value that its source calls preliminary or an estimate."""


@dataclass(frozen=True)
class Sign:
    """A letter and its meaning; ``key`` names the class that colours it, never alone."""

    key: str
    letter: str
    meaning: str


def sign(key: str, language: str) -> Sign:
    """The sign of what a cell is."""
    return Sign(key, words.word(f"mark_{key}", language), words.word(f"signs_{key}", language))


def of_run(run: PublishedRun) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """(unit, code) -> keys of `ORDER`, for every cell that has one."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in run.table("values").to_dict("records"):
        own = {key for key in (row["origin"], STATUS.get(row["status"], ORDINARY)) if key in ORDER}
        if own:
            found[(row["unit_code"], row["code"])] = own
    for name, key in (("imputed_cells", "imputed"), ("treated_cells", "treated")):
        for row in run.table(name).to_dict("records"):
            found.setdefault((row["unit_code"], row["code"]), set()).add(key)
    rebuilt = run.table("rebuilt")
    used = {(row["unit_code"], row["code"]): row["data_year"] for row in run.table("values").to_dict("records")}
    for row in rebuilt[rebuilt["approximate"].astype(bool)].to_dict("records"):
        cell = (row["unit_code"], row["code"])
        if used.get(cell) == row["year"]:
            found.setdefault(cell, set()).add("approximate")
    return {cell: tuple(key for key in ORDER if key in keys) for cell, keys in found.items()}
