"""What the certificate says, in words that carry its own numbers."""

from __future__ import annotations

import pandas as pd

from pipeline.reporting import words
from pipeline.reporting.numbers import integer
from pipeline.reporting.sentences import Sentence
from pipeline.reporting.tables_certificate import WITH_SOURCES, small


def _say(language: str, vi: str, en: str) -> Sentence:
    return Sentence(vi if language == "vi" else en)


def verdict(items: pd.DataFrame, *, language: str) -> Sentence:
    """How many items and values were compared, and whether all agree."""
    compared = items[items["passed"].notna()]
    passed, total = int(compared["passed"].sum()), len(compared)
    n, values = integer(total, language=language), integer(int(compared["n_values"].sum()), language=language)
    left_out = integer(len(items) - total, language=language)
    failed = integer(total - passed, language=language)
    if passed == total:
        return _say(
            language,
            f"**{n} mục, {values} giá trị được so; mọi mục khớp trong dung sai.** {left_out} mục không so, có lý do bên dưới.",
            f"**{n} items, {values} values compared; every item agrees within its tolerance.** {left_out} items were not "
            "compared; the reasons stand below.",
        )
    return _say(
        language,
        f"**{failed} trong {n} mục không khớp.** Chúng được nêu ở bảng đầu tiên; {left_out} mục không so.",
        f"**{failed} of {n} items do not agree.** The first table names them; {left_out} items were not compared.",
    )


def nearest(items: pd.DataFrame, *, language: str) -> Sentence:
    """How many items are equal to the last digit, and how many are held to a printed rounding."""
    compared = items[items["passed"].notna()]
    equal = integer(int((compared["max_abs_diff"] == 0).sum()), language=language)
    rounded = compared[(compared["tolerance"] > 0) & (compared["relative"] == False)]  # noqa: E712  # three-valued
    widest = rounded.loc[rounded["tolerance"].idxmax()] if len(rounded) else None
    more = "" if widest is None else _widest(widest, language)
    return _say(
        language,
        f"{equal} trong {integer(len(compared), language=language)} mục bằng nhau đến chữ số cuối; "
        f"{integer(len(rounded), language=language)} mục được so trong phạm vi làm tròn của con số in ra{more}.",
        f"{equal} of {integer(len(compared), language=language)} items are equal to the last digit; "
        f"{integer(len(rounded), language=language)} are held to the rounding of printed figures{more}.",
    )


def _widest(row: pd.Series, language: str) -> str:
    name, size = (
        f"{words.coded('oracle', row['oracle'], language)}, {row['item']}",
        small(row["tolerance"], language=language),
    )
    return f", rộng nhất {size} ({name})" if language == "vi" else f", the widest {size} ({name})"


def beyond(items: pd.DataFrame, *, language: str) -> Sentence:
    """How many examples hold the methods that COINr lacks."""
    own = items[items["oracle"].isin(WITH_SOURCES) & items["passed"].notna()]
    counts = {name: integer(int((own["oracle"] == name).sum()), language=language) for name in WITH_SOURCES}
    return _say(
        language,
        f"{counts['published']} ví dụ có con số do người khác in, {counts['hand-worked']} ví dụ tính tay bằng phân số hoặc có "
        f"nghiệm đóng, {counts['scipy']} phép so với SciPy.",
        f"{counts['published']} examples with figures printed by others, {counts['hand-worked']} worked out in fractions or "
        f"with a closed form, {counts['scipy']} comparisons with SciPy.",
    )
