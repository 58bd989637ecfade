"""Words of the findings of the audit: every sentence, every source of a threshold, and the table that shows them.

Each area of the audit has its own module ``words_findings_<area>`` with ``SENTENCES`` (name of a finding to a template
in Vietnamese and English) and ``SOURCES`` (key of a source to how it is printed). They come together here. What a
template may hold is said in ``sentences_findings``.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from pipeline.errors import ParameterError
from pipeline.reporting import (
    words_findings_coherence,
    words_findings_data,
    words_findings_importance,
    words_findings_regression,
    words_findings_sensitivity,
    words_findings_uncertainty,
)

Pair = tuple[str, str]

_AREAS = (
    words_findings_data,
    words_findings_coherence,
    words_findings_regression,
    words_findings_importance,
    words_findings_uncertainty,
    words_findings_sensitivity,
)

_SHARED: dict[str, Pair] = {
    "handbook": (
        "Cẩm nang OECD/JRC về chỉ số tổng hợp (2008), doi:10.1787/9789264043466-en",
        "OECD/JRC Handbook on Constructing Composite Indicators (2008), doi:10.1787/9789264043466-en",
    ),
    "jrc_audit": (
        "các báo cáo kiểm toán thống kê của JRC (COIN)",
        "statistical audits by the JRC (COIN)",
    ),
    "gii_audit": (
        "báo cáo kiểm toán của JRC về Chỉ số đổi mới sáng tạo toàn cầu (GII)",
        "JRC audits of the Global Innovation Index (GII)",
    ),
    "method_review": (
        "bản thẩm định phương pháp của dự án này, cho n = 63 và n = 34",
        "this project's method review, for n = 63 and n = 34",
    ),
    "edition": ("quy định của ấn bản", "the edition's own rule"),
}
"""Sources that several areas name; an area may define further ones."""


@cache
def sentences() -> MappingProxyType[str, Pair]:
    """Every finding's template by its name.

    Raises
    ------
    ParameterError : two areas give one finding different sentences.
    """
    return _merged("SENTENCES", {})


@cache
def sources() -> MappingProxyType[str, Pair]:
    """Every source by its key; areas may repeat one in the same words.

    Raises
    ------
    ParameterError : two areas print one source differently.
    """
    return _merged("SOURCES", _SHARED)


def _merged(catalogue: str, shared: dict[str, Pair]) -> MappingProxyType[str, Pair]:
    merged = dict(shared)
    for area in _AREAS:
        own: dict[str, Pair] = getattr(area, catalogue)
        differing = sorted(key for key in merged.keys() & own.keys() if merged[key] != own[key])
        if differing:
            raise ParameterError(
                f"{area.__name__}.{catalogue}: a key has one wording, found another for {', '.join(differing)}. "
                "Rename it or use the same words"
            )
        merged |= own
    return MappingProxyType(merged)


WORDS: dict[str, Pair] = {
    "table_findings": ("Các phát hiện của chương này", "Findings of this chapter"),
    "table_findings_empty": ("Chương này không có phát hiện nào.", "This chapter has no findings."),
    "finding": ("Phát hiện", "Finding"),
    "finding_interval": ("Khoảng", "Interval"),
    "verdict_descriptive": ("mô tả", "descriptive"),
    "verdict_not_applicable": ("không áp dụng", "not applicable"),
    "verdict_counts": (
        "Rõ ràng: {clear}; giáp ngưỡng: {borderline}; không đạt: {fail}; mô tả, không xác định hoặc không áp dụng: {other}. "
        "Dòng tô màu là dòng không đạt.",
        "Clear: {clear}; borderline: {borderline}; fail: {fail}; descriptive, undefined or not applicable: {other}. "
        "Shaded rows fail.",
    ),
    "and_further": ("và {n} mục khác", "and {n} more"),
    "one_place": ("{n} bậc", "{n} place"),
    "so_many_places": ("{n} bậc", "{n} places"),
    "no_interval": ("không có khoảng", "no interval"),
    "no_number": ("không xác định", "undefined"),
}
