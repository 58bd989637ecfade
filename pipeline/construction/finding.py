"""One finding of the audit: what was looked at, the number with its interval, the threshold and the verdict.

Every chapter of the audit hands on its findings as a table of the same columns, and the audit puts them together. The
sentence that a reader sees is made from the finding's name by ``reporting.sentences_findings``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Literal, get_args

import pandas as pd

Verdict = Literal["clear", "borderline", "fail", "descriptive", "undefined", "not_applicable"]
"""``descriptive``: a number without a threshold; ``not_applicable``: the edition has nothing to look at."""

COLUMNS = ["chapter", "finding", "subject", "value", "low", "high", "n", "threshold", "source", "verdict"]


@dataclass(frozen=True)
class Finding:
    """A row of ``findings.csv``.

    ``finding`` names the sentence; ``subject`` is a code, a unit, a factor or empty; ``n`` is the number of units (or of
    draws) behind the value; ``source`` says where the threshold comes from, as a key of the sources that
    ``reporting.words_findings`` spells out. NaN and None stand for what a finding does not have.
    """

    chapter: str
    finding: str
    subject: str = ""
    value: float = math.nan
    low: float = math.nan
    high: float = math.nan
    n: int | None = None
    threshold: float = math.nan
    source: str = ""
    verdict: Verdict = "descriptive"


def judged(value: float, low: float, high: float, *, limit: float, wanted: Literal["above", "below"]) -> Verdict:
    """``clear`` where the whole interval lies on the wanted side of a limit, ``fail`` where it lies on the other.

    ``borderline`` where the interval holds the limit, whichever side the value lies on; without an interval the value
    alone decides between ``clear`` and ``fail``, and without a value it is ``undefined``.

    >>> judged(0.4, 0.32, 0.5, limit=0.3, wanted="above"), judged(0.4, 0.2, 0.5, limit=0.3, wanted="above")
    ('clear', 'borderline')
    >>> judged(0.95, 0.93, 0.97, limit=0.92, wanted="below")
    'fail'
    """
    if math.isnan(value):
        return "undefined"
    ends = (value, value) if math.isnan(low) or math.isnan(high) else (low, high)
    if wanted == "below":
        ends = (-ends[1], -ends[0])
        limit = -limit
    if ends[0] >= limit:
        return "clear"
    return "fail" if ends[1] < limit else "borderline"


def table(findings: Iterable[Finding]) -> pd.DataFrame:
    """Findings as the table that a chapter hands on, in their order.

    Raises
    ------
    ValueError : a verdict that is none, or two findings of the same name about the same subject.
    """
    rows: list[Mapping[str, object]] = [asdict(item) for item in findings]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    strange = sorted(set(frame["verdict"]) - set(get_args(Verdict)))
    if strange:
        raise ValueError(f"a verdict must be one of {', '.join(get_args(Verdict))}; got {', '.join(strange)}")
    twice = frame[frame.duplicated(["chapter", "finding", "subject"])]
    if len(twice):
        raise ValueError(f"a finding stands once for a subject; twice: {twice.iloc[0, :3].tolist()}")
    return frame
