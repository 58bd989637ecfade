"""A small table that a notebook shows by naming it, and that a page can carry: escaped, aligned, with its count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

# Jupyter aligns every cell to the right by two elements and a class: ours says one element more.
STYLE = (
    "<style>table.pii-table{border-collapse:collapse;font-size:.9em}"
    "table.pii-table caption{text-align:left;font-weight:600;padding:.3em 0}"
    "table.pii-table tr th,table.pii-table tr td"
    "{padding:.2em .6em;border-bottom:1px solid #d9dee3;text-align:left;vertical-align:top}"
    "table.pii-table tr th.n,table.pii-table tr td.n{text-align:right;font-variant-numeric:tabular-nums}"
    "table.pii-table thead tr th{border-bottom:2px solid #55606b}"
    "table.pii-table tr.marked td,table.pii-table tr.marked th{background:#fbeee6}</style>"
)


LONG = 60  # characters; a column of words with such a cell is given room


@dataclass(frozen=True)
class Column:
    """One column: its header, its cells as finished text, and whether they are numbers (aligned to the right)."""

    header: str
    cells: Sequence[str]
    numeric: bool = False

    @property
    def wide(self) -> bool:
        """Whether a page gives it room: words of some length, that a narrow column would break into a tower."""
        return not self.numeric and any(len(cell) >= LONG for cell in self.cells)


def text(header: str, cells: Iterable[object]) -> Column:
    """A column of words."""
    return Column(header, [str(cell) for cell in cells])


def figures(header: str, cells: Iterable[str]) -> Column:
    """A column of numbers, already written in the reader's language; empty text is missing."""
    return Column(header, list(cells), numeric=True)


@dataclass(frozen=True)
class Table:
    """A finished table. ``marked`` names the rows that want attention; ``note`` carries the count behind it."""

    title: str
    columns: Sequence[Column]
    note: str = ""
    marked: frozenset[int] = field(default_factory=frozenset)

    @property
    def n_rows(self) -> int:
        return len(self.columns[0].cells) if self.columns else 0

    @property
    def html(self) -> str:
        """The table without style, every text escaped."""
        if not self.n_rows:
            return f'<p class="pii-note"><strong>{escape(self.title)}.</strong> {escape(self.note)}</p>'
        head = "".join(f'<th scope="col"{_kind(column)}>{escape(column.header)}</th>' for column in self.columns)
        body = "".join(self._row(number) for number in range(self.n_rows))
        note = f'<p class="pii-note">{escape(self.note)}</p>' if self.note else ""
        return (
            f'<div class="pii-scroll" tabindex="0"><table class="pii-table"><caption>{escape(self.title)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{note}"
        )

    def _row(self, number: int) -> str:
        cells = "".join(
            f'<th scope="row"{_kind(column)}>{escape(column.cells[number])}</th>'
            if place == 0
            else f"<td{_kind(column)}>{escape(column.cells[number])}</td>"
            for place, column in enumerate(self.columns)
        )
        return f'<tr class="marked">{cells}</tr>' if number in self.marked else f"<tr>{cells}</tr>"

    @property
    def text(self) -> str:
        """The table in plain text, columns aligned."""
        if not self.n_rows:
            return f"{self.title}. {self.note}".strip()
        widths = [max(map(len, [column.header, *column.cells])) for column in self.columns]
        rows = [[column.header for column in self.columns]]
        rows += [[column.cells[number] for column in self.columns] for number in range(self.n_rows)]
        lines = [
            "  ".join(
                cell.rjust(width) if column.numeric else cell.ljust(width)
                for cell, width, column in zip(row, widths, self.columns, strict=True)
            ).rstrip()
            for row in rows
        ]
        return "\n".join([self.title, *lines, *([self.note] if self.note else [])])

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        """What a template with autoescape puts in: the table is escaped already."""
        return self.html

    def _repr_html_(self) -> str:
        return STYLE + self.html


def _kind(column: Column) -> str:
    return ' class="n"' if column.numeric else ' class="w"' if column.wide else ""
