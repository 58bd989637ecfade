"""What units say of the indicators, tallied: every comment as it was written, by indicator."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.collection import data_round, intake, pages
from pipeline.collection.round_status import Section, Shown
from pipeline.framework.edition import Edition
from pipeline.reporting.words_round import STATUS


def comments(folder: Path) -> pd.DataFrame:
    """The last comment of every unit on every indicator; an earlier one that it replaces stays in its intake."""
    parts = [intake.table(folder, number, intake.COMMENTS) for number in intake.numbers_of(folder)]
    if not parts:
        return pd.DataFrame(columns=["unit_code", "code", "file", "comment"])
    return (
        pd.concat(parts, ignore_index=True).drop_duplicates(["unit_code", "code"], keep="last").reset_index(drop=True)
    )


def page(folder: Path, edition: Edition, *, language: str) -> str:
    """The consultation report."""
    asked = data_round.read(folder)
    said = comments(folder)
    units = edition.units.by_code
    place = 0 if language == "vi" else 1
    sections = []
    for code in asked.indicators:
        own = said[said["code"] == code]
        if len(own):
            rows = [
                [
                    Shown(units[row.unit_code].name_vi if language == "vi" else units[row.unit_code].name_en),
                    Shown(row.comment),
                ]
                for row in own.sort_values("unit_code").itertuples()
            ]
            title = f"{code} {edition.full_framework.node(code).name(language)}"
            heads = (STATUS["status_unit"][place], STATUS["consultation_n"][place].format(n=len(own)))
            sections.append(Section(title, heads, rows))
    return pages.page(
        "status.html",
        language=language,
        title=STATUS["consultation_title"][place].format(round=asked.name),
        lead="" if sections else STATUS["consultation_none"][place],
        frozen="",
        sections=sections,
    )
