"""The edition report as data: chapters made of blocks, which ``typst/report.typ`` sets one after the other.

A block is a dictionary with its ``kind``; texts are plain and are never read as markup.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pipeline.framework.hierarchy import Hierarchy, Node
from pipeline.publication import cell_signs, house
from pipeline.publication.figure_files import Described
from pipeline.publication.figure_ground import Ground
from pipeline.reporting import numbers, words
from pipeline.reporting.table import Table

Block = dict[str, Any]
PLAIN = 14  # letters: a cell as short as a name is never broken
DIGITS = 1.25  # of the width of a letter: figures are as wide as each other
LINE = 112  # letters of a line of a table over the whole width
ROOM = 0.75  # of the line: a table that needs less is only as wide as its cells
TALLEST = 188.0  # mm: with a heading and a sentence above and a caption below it fills a page


@dataclass(frozen=True)
class Chapter:
    """A chapter or an annex: it begins on a page of its own."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Report:
    """What chapters are made from: the run in one language, and its figures by name."""

    ground: Ground
    pictures: Mapping[str, tuple[Described, str]] = field(default_factory=dict)
    foreword: Sequence[str] = ()

    @cached_property
    def signs(self) -> dict[tuple[str, str], str]:
        """(unit, code) -> the letters of a cell that is not simply published for its own year."""
        found = cell_signs.of_run(self.ground.run)
        return {
            cell: "".join(cell_signs.sign(key, self.language).letter for key in keys) for cell, keys in found.items()
        }

    @property
    def signs_told(self) -> str:
        """What the letters beside scores and values mean."""
        told = [cell_signs.sign(key, self.language) for key in cell_signs.ORDER]
        return self.say("signs", signs="; ".join(f"{sign.letter} – {sign.meaning}" for sign in told))

    @property
    def language(self) -> str:
        return self.ground.language

    def say(self, key: str, **told: object) -> str:
        """Words of the report in its language."""
        return words.word(f"report_{key}", self.language).format(**told)

    def picture(self, name: str, *, height: float = TALLEST) -> list[Block]:
        """A figure, or nothing where the run has none of that name."""
        if name not in self.pictures:
            return []
        described, svg = self.pictures[name]
        return [
            {
                "kind": "figure",
                "svg": svg,
                "caption": described.caption,
                "alt": described.alt,
                "width": described.width,
                "height": described.height,
                "tallest": height,
            }
        ]


def paragraph(text: str) -> Block:
    return {"kind": "paragraph", "text": text}


def aside(text: str, tone: str = "accent") -> Block:
    """A sentence set apart; ``tone`` names a colour of the house."""
    return {"kind": "aside", "text": text, "tone": tone}


def heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def listing(items: Iterable[str], *, numbered: bool = False) -> Block:
    return {"kind": "list", "items": list(items), "numbered": numbered}


def shown(table: Table, *, small: bool = False, shares: Mapping[int, float] | None = None) -> Block:
    """A table with the widths that its words ask for, or with shares of the whole width by the place of a column."""
    own = widths(table) if shares is None else dict(shares)
    return {"kind": "table", "table": house.table(replace(table, note=_told(table)), widths=own), "small": small}


def _told(table: Table) -> str:
    """A table's note without the count of its rows, which on paper stands before the reader."""
    count = {
        words.word("n_rows", language).format(n=numbers.integer(table.n_rows, language=language))
        for language in ("vi", "en")
    }
    told = table.note
    for text in count:
        told = told.removeprefix(text)
    return told.strip()


def page() -> Block:
    """What follows begins on a new page."""
    return {"kind": "page"}


def downward(framework: Hierarchy, node: Node) -> Iterator[Node]:
    """A node, and everything below each of its children before the next one."""
    yield node
    for child in framework.children(node.code):
        yield from downward(framework, child)


def widths(table: Table) -> dict[int, float]:
    """Shares of the free width by what the longest cell and word need; none where the table fits as it is.

    >>> widths(Table("", []))
    {}
    """
    lengths = [max([*map(len, column.cells), 0]) for column in table.columns]
    natural = [max(longest, len(column.header)) for longest, column in zip(lengths, table.columns, strict=True)]
    if sum(natural) + 2 * len(natural) < ROOM * LINE:
        return {}
    needs = {}
    for place, (longest, column) in enumerate(zip(lengths, table.columns, strict=True)):
        word = max((len(part) for text in (column.header, *column.cells) for part in text.split()), default=1)
        body = longest if longest <= PLAIN else PLAIN + (longest - PLAIN) ** 0.75
        body *= DIGITS if column.numeric else 1.0
        needs[place] = math.ceil(max(min(word, 2 * PLAIN) + 1, body, min(len(column.header) / 2, PLAIN)) + 2)
    return needs
