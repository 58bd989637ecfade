"""The report: one self-contained HTML page in both languages, readable without a network and without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup

from pipeline.framework.edition import NOMINAL
from pipeline.reporting import numbers, report_annex, report_profiles, report_sections, words
from pipeline.reporting.content import ReportContent
from pipeline.reporting.report_annex import Matrix
from pipeline.reporting.report_profiles import Ground, Profile
from pipeline.reporting.report_sections import Section
from pipeline.reporting.table import Table

LANGUAGES = ("vi", "en")
TEMPLATES = "templates"


@dataclass(frozen=True)
class Page:
    """The whole report in one language."""

    language: str
    title: str
    note: str
    facts: list[tuple[str, str]]
    sections: list[Section]
    profiles: list[Profile]
    sheet: Table
    matrices: list[Matrix]


def render(content: ReportContent) -> str:
    """The report as HTML text: equal content, equal bytes.

    Every text from outside is escaped. The language shown first is the content's; a reader switches by two radio
    buttons, and what is printed is the language shown.
    """
    ground = Ground(content)
    pages = [_page(content, ground, language) for language in LANGUAGES]
    return page("report.html", pages=pages, first=content.language, strips=list(ground.strips.values()))


def page(template: str, **values: Any) -> str:
    """A page that comes with the package, its style in it; every text is escaped."""
    return _environment().get_template(template).render(css=Markup(_read("report.css")), **values)


def _page(content: ReportContent, ground: Ground, language: str) -> Page:
    about = content.edition.about
    return Page(
        language=language,
        title=about.name_vi if language == "vi" else about.name_en,
        note=about.note_vi if language == "vi" else about.note_en,
        facts=_facts(content, ground, language),
        sections=report_sections.sections(content, language),
        profiles=report_profiles.profiles(ground, language),
        sheet=report_annex.sheet(content, language),
        matrices=report_annex.matrices(content, language),
    )


def _facts(content: ReportContent, ground: Ground, language: str) -> list[tuple[str, str]]:
    """What stands on the title page, name by name; no date, so that equal content gives equal bytes."""
    edition = content.edition
    ranked = int(ground.ranks[edition.framework.root.code].notna().sum())
    facts = [
        ("fact_edition", edition.id),
        ("fact_year", numbers.year(edition.about.year)),
        ("fact_units", f"{numbers.integer(ranked, language=language)} / {len(edition.units.units)}"),
        ("fact_indicators", numbers.integer(len(edition.framework.indicators), language=language)),
        ("fact_method", edition.method.name),
        ("fact_ledger", content.ledger_head or words.word("no_ledger", language)),
    ]
    if content.run != NOMINAL:
        facts.insert(1, ("fact_run", content.run))
    return [(words.word(key, language), value) for key, value in facts]


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_read),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["word"] = words.word
    return environment


def _read(name: str) -> str:
    """A template that comes with the package."""
    package: Any = resources.files(__package__ or "pipeline.reporting")
    return str(package.joinpath(TEMPLATES, name).read_text(encoding="utf-8"))
