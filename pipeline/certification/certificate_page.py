"""The certificate as a page that needs nothing else: every item with its oracle's call and the reason of its tolerance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.certification.defects import DEFECTS

if TYPE_CHECKING:
    from pipeline.certification.certificate import Line

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 78rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1.5rem; font-size: 0.85rem; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.5rem; border-bottom: 1px solid #d8d8d8; }
td { overflow-wrap: anywhere; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
code { font-size: 0.8rem; white-space: pre-wrap; }
.failed { background: #fbe3e0; font-weight: 600; }
.absent { color: #555; }
"""
WHY = {
    "absent": "The oracle's figures are not here.",
    "unmapped": "We have no such call.",
    "random": "Made by random numbers that cannot be repeated.",
    "defect": "A known defect of the oracle, with the independent check of ours.",
    "error": "The oracle stops with an error.",
    "input": "What the calls are made with; nothing is computed.",
    "choice": "Not offered on purpose.",
}


def page(lines: Sequence[Line], titles: Mapping[str, str]) -> str:
    """The whole page, in the order of the lines."""
    body = [_summary(lines, titles), _wrong(titles)]
    for oracle, own in groupby(lines, key=lambda line: line.oracle):
        rows = list(own)
        body.append(f"<h2>{escape(titles[oracle])}</h2>")
        compared = sorted((row for row in rows if row.agreement), key=lambda row: (row.stage, row.item))
        for stage, items in groupby(compared, key=lambda line: line.stage):
            body.append(_compared(stage, list(items)))
        body.append(_not_run([row for row in rows if not row.agreement]))
    content = "\n".join(body)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>Parity certificate</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<h1>Parity certificate</h1>\n{content}\n</body>\n</html>\n"
    )


def _summary(lines: Sequence[Line], titles: Mapping[str, str]) -> str:
    """How many comparisons, by oracle."""
    rows = []
    for oracle, title in sorted(titles.items()):
        own = [line for line in lines if line.oracle == oracle]
        passed, failed = (sum(line.passed is verdict for line in own) for verdict in (True, False))
        values = sum(line.agreement.n_values for line in own if line.agreement)
        cells = [passed + failed, passed, failed, len(own) - passed - failed, f"{values:,}"]
        rows.append(_row([escape(title)], cells))
    head = _head(["numbers by", "compared", "passed", "failed", "not run", "values"])
    return (
        "<p>Every number here was computed by somebody else. Ours is compared with it cell by cell: "
        "a difference passes within the tolerance, absolute plus relative unless the tolerance is a rounding; ranks, "
        f"counts and words pass only when equal. What was not compared is listed with its reason.</p>\n{head}"
        + "".join(rows)
        + "</table>"
    )


def _wrong(titles: Mapping[str, str]) -> str:
    """Where an oracle is wrong, what ours does, and the check that does not need the oracle."""
    rows = [
        _row(
            [
                escape(titles.get(defect.oracle, defect.oracle)),
                escape(defect.theirs[1]),
                escape(defect.ours[1]),
                f"<code>{escape(chr(10).join(defect.checks))}</code>",
                f"<code>{escape(chr(10).join(defect.items) or 'no table shows it')}</code>",
            ],
            [],
        )
        for defect in DEFECTS
    ]
    head = _head(
        ["numbers by", "what it does", "what ours does", "independent check (test, or item compared)", "shown by"]
    )
    return f"<h2>Where an oracle is wrong, and how we know</h2>\n{head}{''.join(rows)}</table>"


def _compared(stage: str, lines: Sequence[Line]) -> str:
    """The items of one stage, and the reasons of their tolerances below."""
    rows: list[str] = []
    reasons: dict[tuple[str, str], None] = {}
    for line in lines:
        if line.agreement is None or line.tolerance is None:
            continue
        verdict = "passed" if line.agreement.passed else "failed"
        remark = " ".join(part for part in (line.note, line.agreement.fault) if part)
        text = [escape(line.item), f"<code>{escape(line.call)}</code>", escape(remark), verdict]
        numbers = [f"{line.agreement.n_values:,}", f"{line.agreement.max_abs_diff:.2g}", f"{line.tolerance.value:.2g}"]
        rows.append(_row(text, numbers, kind="" if line.agreement.passed else "failed"))
        reasons[f"{line.tolerance.value:.2g}", line.tolerance.reason] = None
    head = _head(["item", "the oracle's call", "to know", "verdict", "values", "largest difference", "tolerance"])
    why = "".join(f"<li>Tolerance {value}: {escape(reason)}</li>" for value, reason in reasons)
    return f"<h3>{escape(stage)}</h3>\n{head}{''.join(rows)}</table>\n<ul>{why}</ul>"


def _not_run(lines: Sequence[Line]) -> str:
    """What was not compared, by the kind of reason."""
    if not lines:
        return "<p>Nothing was left out.</p>"
    rows = []
    for line in sorted(lines, key=lambda own: (own.not_run.why if own.not_run else "", own.item)):
        reason = line.not_run.reason if line.not_run else ""
        kind = WHY[line.not_run.why] if line.not_run else ""
        rows.append(
            _row(
                [escape(line.item), f"<code>{escape(line.call)}</code>", escape(kind), escape(reason)],
                [],
                kind="absent",
            )
        )
    head = _head(["item", "the oracle's call", "why not", "reason"])
    return f"<h3>Not run</h3>\n{head}{''.join(rows)}</table>"


def _head(names: Sequence[str]) -> str:
    return f"<table>\n<tr>{''.join(f'<th>{escape(name)}</th>' for name in names)}</tr>\n"


def _row(text: Sequence[str], numbers: Sequence[object], kind: str = "") -> str:
    cells = "".join(f"<td>{cell}</td>" for cell in text) + "".join(
        f'<td class="number">{cell}</td>' for cell in numbers
    )
    return f'<tr class="{kind}">{cells}</tr>\n' if kind else f"<tr>{cells}</tr>\n"
