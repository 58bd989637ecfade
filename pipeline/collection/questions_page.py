"""The list of figures to ask about as a page."""

from __future__ import annotations

import pandas as pd

from pipeline.collection import pages
from pipeline.collection.data_round import Round
from pipeline.collection.round_status import Section, Shown
from pipeline.framework.edition import Edition
from pipeline.reporting import numbers
from pipeline.reporting.words_round import CHECKS, QUESTIONS, STATUS


def page(asked: pd.DataFrame, round_: Round, edition: Edition, *, language: str) -> str:
    """The page, the most urgent figure first."""
    place = 0 if language == "vi" else 1
    names, units = edition.full_framework.by_code, edition.units.by_code
    rows = []
    for row in asked.itertuples():
        unit = units.get(row.unit_code)
        named = QUESTIONS["questions_all"][place] if unit is None else unit.name_vi if place == 0 else unit.name_en
        shown = {"value": _number(row.value, language), "compared": _number(row.compared, language)}
        rows.append(
            [
                Shown(str(row.place), "number"),
                Shown(named),
                Shown(f"{row.code} {names[row.code].name(language)}"),
                Shown(CHECKS[row.check][place].format(**shown)),
                Shown(numbers.number(row.unusual, language=language, digits=2), "number"),
            ]
        )
    heads = [QUESTIONS["questions_place"], STATUS["status_unit"], STATUS["status_indicator"]]
    heads += [QUESTIONS["questions_why"], QUESTIONS["questions_strange"]]
    title = QUESTIONS["questions_title"][place].format(round=round_.name)
    lead = QUESTIONS["questions_lead" if rows else "questions_none"][place]
    sections = [Section("", [pair[place] for pair in heads], rows)] if rows else []
    return pages.page("status.html", language=language, title=title, lead=lead, frozen="", sections=sections)


def _number(value: float, language: str) -> str:
    return numbers.number(value, language=language, digits=0 if float(value).is_integer() else 2)
