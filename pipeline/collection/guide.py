"""``pii guide``: the data collection guide, made from the framework and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.collection import data_round, form_field, pages
from pipeline.data import params, project
from pipeline.framework.collecting import UNIT
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.reporting import numbers, words_forms
from pipeline.reporting.words_guide import GUIDE

FOLDER = "guide"
PER = ("/", " per ", " trên ", "bình quân")
TEXTS = ("evidence", "formula", "example")
RULES_VI = slice(2, 6)
"""Of the instructions on the form: those that say how a number is written."""

RULES_EN = (
    "Write the number alone, in the unit of measure of its line, with a decimal comma (12,5). No words, no unit, no "
    "“about”, no two numbers in one cell.",
    "Zero and no figure are two things. Write 0 where it is zero; leave the cell blank and choose “Không có số liệu” (no "
    "figure) where there is none.",
    "Shares are written from 0 to 100.",
    "Choose the unit of measure that you used; convert before you write.",
)


@dataclass(frozen=True)
class Item:
    """One head of an indicator's sheet; ``missing`` where the framework says nothing."""

    head: str
    texts: Sequence[str]
    missing: bool = False


@dataclass(frozen=True)
class Entry:
    """The sheet of one indicator."""

    code: str
    anchor: str
    name: str
    place: str
    items: Sequence[Item]


def make(edition: str, *, root: Path, languages: Sequence[str]) -> list[Path]:
    """Write ``reports/<edition>/guide/guide.<language>.html``.

    Raises
    ------
    FrameworkError : no such edition.
    """
    asking = params.load_edition(edition, root=root)
    folder = project.reports(edition, FOLDER, root=root)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for language in languages:
        path = folder / f"guide.{language}.html"
        path.write_text(page(asking, language=language), encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def page(edition: Edition, *, language: str) -> str:
    """The guide as a page."""
    return pages.page("guide.html", **content(edition, language=language))


def content(edition: Edition, *, language: str) -> dict[str, Any]:
    """Everything that the guide says, for the page and for the document."""
    vi = language == "vi"
    about = edition.about
    rules = words_forms.GUIDE[RULES_VI] if vi else RULES_EN
    return {
        "language": language,
        "title": _word("title", language),
        "edition": about.name_vi if vi else about.name_en,
        "note": about.note_vi if vi else about.note_en,
        "lead": _word("lead", language),
        "warning": _word("incomplete", language) if about.incomplete else "",
        "contents": _word("contents", language),
        "writing": _word("writing", language),
        "rules": [rule.split(". ", 1)[1] if rule[0].isdigit() else rule for rule in rules],
        "entries": entries(edition, language=language),
        "foot": _word(
            "foot", language, edition=edition.id, digest=data_round.digest(form_field.fields_of(edition))[:12]
        ),
    }


def entries(edition: Edition, *, language: str) -> list[Entry]:
    """The sheet of every indicator, outcome and size, in the order of the framework."""
    return [_entry(node, edition, language) for node in edition.full_framework.nodes if node.role != "aggregate"]


def _word(key: str, language: str, **shown: str) -> str:
    return GUIDE[key][0 if language == "vi" else 1].format(**shown)


def _entry(node: Node, edition: Edition, language: str) -> Entry:
    tree = edition.full_framework
    above, here = [], node.parent
    while here:
        above.append(tree.node(here).name(language))
        here = tree.node(here).parent
    items = [
        _item("purpose", node.concept(language), language),
        _item("definition", node.definition(language), language),
        _item("formula", node.said("formula", language), language),
        _item("measure", _measure(node, language), language),
        _item("period", node.said("reference_period", language), language),
        Item(_word("supplier", language), _supplier(node, language), missing=not node.supplier),
        _item("evidence", node.said("evidence", language), language),
        _item("example", node.said("example", language), language),
        Item(_word("mistakes", language), _mistakes(node, language)),
        _item("range", _range(node, language), language),
        _item("direction", _word("more" if node.direction > 0 else "less", language), language),
    ]
    return Entry(node.code, node.code.replace(".", "-"), node.name(language), " › ".join(reversed(above)), items)


def _item(key: str, text: str, language: str) -> Item:
    return Item(_word(key, language), [text or _word("undeclared", language)], missing=not text)


def _measure(node: Node, language: str) -> str:
    whole = _word("whole_numbers", language) if node.value_type == "integer" else ""
    return ", ".join(part for part in (node.measure(language), whole) if part)


def _supplier(node: Node, language: str) -> list[str]:
    if not node.supplier:
        return [_word("supplier_undeclared", language)]
    named = _word("units_supply", language) if node.supplier == UNIT else node.supplier
    note = node.said("supplier_note", language)
    return [named, note] if note else [named]


def _mistakes(node: Node, language: str) -> list[str]:
    """The framework's own, and those that the unit of measure invites."""
    measure = f"{node.unit_of_measure} {node.unit_of_measure_vi}".lower()
    keys = ["mistake_percent"] if node.unit_of_measure.startswith(form_field.PERCENT) else []
    keys += ["mistake_integer"] if node.value_type == "integer" else []
    keys += ["mistake_per"] if any(mark in measure for mark in PER) else []
    own = node.said("mistakes", language)
    return [*([own] if own else []), *(_word(key, language) for key in [*keys, "mistake_zero"])]


def _range(node: Node, language: str) -> str:
    shown = {
        name: numbers.number(value, language=language, digits=0 if float(value).is_integer() else 2)
        for name, value in (("low", node.plausible_low), ("high", node.plausible_high))
        if value is not None
    }
    if not shown:
        return ""
    key = "from_to" if len(shown) == 2 else "at_least" if "low" in shown else "at_most"
    return _word(key, language, **shown)
