"""The explorer: one page on which a reader moves the weights of pillars and sees ranks change beside the published ones.

The chart is declared by Vega-Altair and computed by Vega in the reader's browser; its libraries are carried along, so
that no network is needed. A script of a few lines reads the specification from the page and writes the live results into
the table, for those who do not see the chart.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import vl_convert
from markupsafe import Markup

from pipeline.framework.edition import Edition
from pipeline.publication import addresses, explorer_arithmetic, explorer_chart
from pipeline.publication.explorer_arithmetic import Arithmetic
from pipeline.publication.page import Page, Pages, file, link
from pipeline.publication.published_run import PublishedRun
from pipeline.publication.templating import render
from pipeline.reporting import labels, numbers, words

HERE = Path(__file__).parent
STATIC = "_static"
LIBRARIES, SCRIPT = "explorer-libraries.js", "explorer.js"
EXPOSED = "window.vegaEmbed = vegaEmbed;"
FORMATS = {
    "vi": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"], "minus": numbers.MINUS},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " ₫"], "minus": numbers.MINUS},
}
"""How the chart writes numbers, as d3 wants it."""


@dataclass(frozen=True)
class Row:
    """One line of the table of published results."""

    unit_code: str
    unit: str
    href: str
    rank: str
    range: str
    score: str


def pages(run: PublishedRun, language: str) -> Pages:
    """The page, by its address."""
    edition, scores, ranks = run.edition, _wide(run, "score"), _wide(run, "rank")[run.edition.framework.root.code]
    unknown = explorer_arithmetic.unknown_function(edition)
    arithmetic = None
    if unknown is None:
        arithmetic = explorer_arithmetic.of_edition(edition, run.table("weights"), scores.loc[ranks.dropna().index])
    body = render(
        "explorer.html",
        language=language,
        rows=_rows(run, scores, ranks, language),
        given=_given(edition, arithmetic, scores, ranks, language) if arithmetic else None,
        shares=_shares(edition, arithmetic, language) if arithmetic else [],
        floor=_floor_note(edition, arithmetic, scores, ranks, language) if arithmetic else "",
        function=unknown,
        scripts=[file(addresses.EXPLORER, f"{STATIC}/{name}") for name in (LIBRARIES, SCRIPT)],
        unranked=link(addresses.EXPLORER, addresses.UNRANKED) if ranks.isna().any() else "",
    )
    return {addresses.EXPLORER: Page(title=words.word("explorer_heading", language), body=body)}


@cache
def scripts() -> dict[str, str]:
    """Files for ``<language>/_static``: the libraries with their licence, and the script that starts the chart."""
    own = {name: (HERE / "explorer_files" / name).read_text(encoding="utf-8") for name in (SCRIPT, "LICENCE.txt")}
    libraries = f"/*!\n{own['LICENCE.txt']}*/\n{vl_convert.javascript_bundle(EXPOSED)}\n"
    return {LIBRARIES: libraries, SCRIPT: own[SCRIPT]}


def _wide(run: PublishedRun, name: str) -> pd.DataFrame:
    wide = run.table("scores").pivot(index="unit_code", columns="code", values=name)
    return wide.reindex(run.edition.units.codes).astype(float)


def _given(edition: Edition, arithmetic: Arithmetic, scores: pd.DataFrame, ranks: pd.Series, language: str) -> Markup:
    """What the script reads, as JSON that cannot end its element."""
    declared = explorer_chart.specification(edition, arithmetic, scores, ranks, language=language)
    given: dict[str, Any] = {
        "spec": explorer_chart.compiled(declared),
        "format": FORMATS[language],
        "language": language,
        "status": words.word("explorer_status", language),
        "undefined": words.word("explorer_undefined", language),
    }
    text = json.dumps(given, ensure_ascii=False, sort_keys=True)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)


def _shares(edition: Edition, arithmetic: Arithmetic, language: str) -> list[tuple[str, str]]:
    """Signal and name of every pillar's share."""
    return [
        (f"share{place}", labels.node(edition.framework, node.code, language))
        for place, node in enumerate(arithmetic.pillars)
    ]


def _floor_note(edition: Edition, arithmetic: Arithmetic, scores: pd.DataFrame, ranks: pd.Series, language: str) -> str:
    """What a geometric mean does with a score of zero here, or why it is not offered."""
    if len(arithmetic.choices) == 1:
        why = "tree" if arithmetic.published == explorer_arithmetic.SUM else "scores"
        reason = words.word(f"explorer_no_geometric_{why}", language)
        return words.word("explorer_no_geometric", language).format(reason=reason)
    if arithmetic.floor is None:
        return ""
    own = scores.loc[ranks.dropna().index, [node.code for node in arithmetic.pillars]]
    below = np.asarray((own < arithmetic.floor).any(axis=1))
    names = ", ".join(labels.unit(edition.units, str(code), language) for code in own.index[below])
    who = words.word("explorer_floor_who", language).format(names=names)
    return words.word("explorer_floor", language).format(
        floor=numbers.measured(arithmetic.floor, language=language),
        who=who if names else words.word("explorer_floor_nobody", language),
    )


def _rows(run: PublishedRun, scores: pd.DataFrame, ranks: pd.Series, language: str) -> list[Row]:
    """Ranked units, best first."""
    ranges = run.table("uncertainty").set_index("unit_code")
    root = run.edition.framework.root.code
    return [
        Row(
            unit_code=str(code),
            unit=labels.unit(run.edition.units, str(code), language),
            href=link(addresses.EXPLORER, addresses.unit_page(str(code))),
            rank=numbers.rank(ranks[code], language=language),
            range=_range(ranges, str(code), language),
            score=numbers.number(scores[root][code], language=language),
        )
        for code in ranks.dropna().sort_index().sort_values(kind="stable").index
    ]


def _range(ranges: pd.DataFrame, code: str, language: str) -> str:
    if code not in ranges.index:
        return ""
    low, high = (numbers.rank(ranges.loc[code, end], language=language) for end in ("rank_p05", "rank_p95"))
    return f"{low}–{high}" if low else ""
