"""Keep, query or drop: a proposal for each indicator by a stated rule, with its reason in words; never a decision."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Literal

import pandas as pd

from pipeline.framework.edition import Edition

Proposal = Literal["keep", "query", "drop"]

ASK_EVEN_IF_BORDERLINE = ("low", "opposed", "redundant", "identical")
"""Flags that are asked about where the value lies beyond the threshold, even if its interval holds it."""

_REASONS = {
    "low": ("ít đi cùng {other}: r = {r} {interval}", "goes little with {other}: r = {r} {interval}"),
    "opposed": ("đi ngược với {other}: r = {r} {interval}", "works against {other}: r = {r} {interval}"),
    "elsewhere": (
        "đi cùng trụ cột {other} (r = {r}) hơn trụ cột của mình (r = {threshold})",
        "goes with pillar {other} (r = {r}) more than with its own (r = {threshold})",
    ),
    "redundant": ("gần như trùng với {other}: r = {r} {interval}", "nearly the same as {other}: r = {r} {interval}"),
    "identical": ("trùng với {other}: r = {r} {interval}", "the same as {other}: r = {r} {interval}"),
    "size": (
        "lớn theo quy mô {other} mà không được chia cho nó: r = {r} {interval}",
        "grows with size {other} without being divided by it: r = {r} {interval}",
    ),
    "low_within": (
        "trong cùng một vùng hầu như không đi cùng {other}: r = {r} {interval}",
        "within regions goes little with {other}: r = {r} {interval}",
    ),
    "forgetful": (
        "thứ hạng năm trước nói ít về năm nay: r = {r} {interval}",
        "last year's order says little about this year's: r = {r} {interval}",
    ),
}
_NOTHING = ("không có dấu hiệu nào vượt ngưỡng", "no sign beyond its threshold")
_INDEX = ("chỉ số", "the index")
_BORDERLINE = ("giáp ngưỡng, chưa cần hỏi: ", "borderline, no question yet: ")


def propose(flags: pd.DataFrame, correlations: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """For each indicator its ``flags``, ``proposal``, ``reason_vi`` and ``reason_en``, indexed by code.

    The rule. ``drop``: the whole interval says that it works against its parent or the index (``opposed``), or that it
    is one with another indicator (``identical``) which goes better with its own parent. ``query``: any other flag whose
    whole interval lies beyond its threshold, or one of ``low``, ``opposed``, ``redundant``, ``identical`` whose value
    does. ``keep``: everything else. An indicator may be needed for what it means whatever its figures are, so the
    proposal is where a discussion begins.

    Parameters
    ----------
    flags, correlations : ``flags.csv`` and ``correlations.csv``.
    """
    parents = {node.code: node.parent for node in edition.framework.tree}
    own = correlations[correlations["kind"] == "pearson"]
    rest = own[own["with_code"] == own["code"].map(parents)].set_index("code")["r"].to_dict()
    rows = []
    for code in edition.framework.indicator_codes:
        raised = flags[flags["code"] == code].to_dict("records")
        proposal = _proposal(code, raised, parents, rest, root=edition.framework.root.code)
        reasons = (_reason(raised, proposal, language, edition) for language in (0, 1))
        names = " ".join(dict.fromkeys(str(flag["flag"]) for flag in raised))
        rows.append((code, names, proposal, *reasons))
    columns = ["code", "flags", "proposal", "reason_vi", "reason_en"]
    return pd.DataFrame(rows, columns=columns).set_index("code")


def asked_about(flag: Mapping[Hashable, Any]) -> bool:
    """Whether a flag alone makes a question."""
    return bool(flag["verdict"] == "fail" or flag["flag"] in ASK_EVEN_IF_BORDERLINE)


def _proposal(
    code: str,
    raised: list[dict[Hashable, Any]],
    parents: Mapping[str, str | None],
    rest: Mapping[str, float],
    *,
    root: str,
) -> Proposal:
    for flag in raised:
        if flag["verdict"] != "fail":
            continue
        other = str(flag["with_code"])
        if flag["flag"] == "opposed" and other in (parents[code], root):
            return "drop"
        if flag["flag"] == "identical" and rest.get(code, -1.0) < rest.get(other, -1.0):
            return "drop"
    return "query" if any(asked_about(flag) for flag in raised) else "keep"


def _reason(raised: list[dict[Hashable, Any]], proposal: Proposal, language: int, edition: Edition) -> str:
    counting = [flag for flag in raised if asked_about(flag)] if proposal != "keep" else raised
    if not counting:
        return _NOTHING[language]
    said = "; ".join(_said(flag, language, edition) for flag in counting)
    return (_BORDERLINE[language] if proposal == "keep" else "") + said


def _said(flag: Mapping[Hashable, Any], language: int, edition: Edition) -> str:
    r, low, high, threshold = (_written(flag[name], language) for name in ("r", "low", "high", "threshold"))
    interval = f"[{low}; {high}]"
    return _REASONS[str(flag["flag"])][language].format(
        other=_named(flag["with_code"], language, edition), r=r, interval=interval, threshold=threshold
    )


def _named(code: object, language: int, edition: Edition) -> str:
    """Code and name, for a code alone says nothing; the index is called so."""
    if code == edition.framework.root.code:
        return _INDEX[language]
    node = edition.full_framework.by_code.get(str(code))
    return str(code) if node is None else f"{code} {node.name('en' if language else 'vi')}"


def _written(value: float, language: int) -> str:
    text = f"{round(value, 2) + 0.0:.2f}".replace("-", "\u2212")  # adding nothing makes a negative zero a zero
    return text if language else text.replace(".", ",")
