"""What we see, in words: sentences that carry the run's own numbers, in the language asked for.

A notebook shows one below its table or figure, so that no number in the prose is typed by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.reporting import labels, words
from pipeline.reporting.numbers import integer, number, rank


@dataclass(frozen=True)
class Sentence:
    """A paragraph that a notebook renders as Markdown."""

    text: str

    def _repr_markdown_(self) -> str:
        return self.text

    def __str__(self) -> str:
        return self.text


def _say(language: str, vi: str, en: str) -> Sentence:
    return Sentence(vi if language == "vi" else en)


def availability(values: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """How many cells are there, and of which kind the others are."""
    own = values[values["code"].isin(edition.framework.indicator_codes)]
    counts = own["origin"].value_counts()
    n = {
        kind: integer(int(counts.get(kind, 0)), language=language)
        for kind in ("published", "earlier_year", "structural_zero", "source_fault", "not_published")
    }
    total = integer(len(own), language=language)
    units, indicators = own["unit_code"].nunique(), len(edition.framework.indicators)
    return _say(
        language,
        f"Trong {total} ô của chỉ số ({units} đơn vị × {indicators} chỉ tiêu): {n['published']} ô công bố cho năm mới nhất, "
        f"{n['earlier_year']} ô lấy giá trị của năm trước theo quy tắc năm, {n['structural_zero']} ô là số 0 cấu trúc "
        f"theo quy tắc khai báo, {n['source_fault']} ô để trống vì lỗi ở nguồn, {n['not_published']} ô không được công bố.",
        f"Of the index's {total} cells ({units} units × {indicators} indicators), {n['published']} are published for the latest "
        f"year, {n['earlier_year']} take the value of an earlier year by the year rule, {n['structural_zero']} are "
        f"structural zeros by a declared rule, {n['source_fault']} are blank because the source is at fault, and "
        f"{n['not_published']} are not published.",
    )


def crosschecks(table: pd.DataFrame, *, language: str) -> Sentence:
    """How many group rows agree with the rows of their units."""
    outside = int((~table["within"].astype(bool)).sum())
    return _say(
        language,
        f"{len(table)} dòng vùng và cả nước được so với các dòng của tỉnh; {len(table) - outside} dòng khớp trong dung "
        f"sai, {outside} dòng lệch nhiều hơn và được liệt kê. Chênh lệch được báo cáo, không được sửa.",
        f"{len(table)} country and region figures are compared with the rows of their provinces; {len(table) - outside} "
        f"agree within their tolerance, {outside} differ by more and are listed. Differences are reported, never mended.",
    )


def screened(screening: pd.DataFrame, *, language: str) -> Sentence:
    """Who is ranked."""
    ranked = int(screening["ranked"].sum())
    return _say(
        language,
        f"{ranked} trong {len(screening)} đơn vị được xếp hạng; {len(screening) - ranked} không đủ số liệu.",
        f"{ranked} of {len(screening)} units are ranked; {len(screening) - ranked} have too little data.",
    )


def league(scores: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """Who leads and who is last, by how much."""
    root = edition.framework.root.code
    own = scores[(scores["code"] == root) & scores["rank"].notna()].sort_values("rank")
    names = {unit.unit_code: unit.name(language) for unit in edition.units.units}
    first, second, last = own.iloc[0], own.iloc[1], own.iloc[-1]
    digits = 1 if first["score"] - last["score"] >= 10 else 3  # points, or shares of the best
    gap = number(first["score"] - second["score"], language=language, digits=digits)
    one, end = (number(row["score"], language=language, digits=digits) for row in (first, last))
    return _say(
        language,
        f"{names[first['unit_code']]} đứng đầu với {one} điểm, hơn {names[second['unit_code']]} {gap} điểm; "
        f"{names[last['unit_code']]} đứng cuối với {end} điểm. Điểm chỉ có nghĩa trong ấn bản này: mỗi ấn bản được "
        "chuẩn hóa trên các tỉnh của chính nó.",
        f"{names[first['unit_code']]} leads with {one} points, {gap} ahead of {names[second['unit_code']]}; "
        f"{names[last['unit_code']]} is last with {end}. A score has meaning within this edition only: each edition is "
        "normalised on its own provinces.",
    )


def weights(table: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """Where the realised weight of a pillar is farthest from its effective one."""
    own = table[table["code"].isin([node.code for node in edition.framework.pillars])]
    row = own.loc[(own["covariance_share"] - own["effective"]).abs().idxmax()]
    name = edition.framework.node(row["code"]).name(language)
    nominal, realised = (
        number(100 * row[key], language=language, digits=0) for key in ("effective", "covariance_share")
    )
    return _say(
        language,
        f"Chênh lệch lớn nhất giữa trọng số và phần thực tế: “{name}” có trọng số {nominal} % nhưng chỉ đóng góp {realised} % "
        "phương sai của chỉ số."
        if row["covariance_share"] < row["effective"]
        else f"Chênh lệch lớn nhất giữa trọng số và phần thực tế: “{name}” có trọng số {nominal} % và đóng góp {realised} % "
        "phương sai của chỉ số.",
        f"The largest gap between weight and realised share: “{name}” has a weight of {nominal} % and contributes {realised} % "
        "of the variance of the index.",
    )


def replication(table: pd.DataFrame, *, language: str) -> Sentence:
    """How far the recomputed scores are from the published ones."""
    if table.empty:
        return _say(
            language, "Ấn bản này không tính lại một chỉ số đã công bố.", "This edition recomputes no published index."
        )
    largest = f"{table['largest_difference'].max():.1e}"
    return _say(
        language,
        f"So với các điểm đã công bố ({len(table)} nút), chênh lệch tuyệt đối lớn nhất là {largest}.",
        f"Against the published scores ({len(table)} nodes) the largest absolute difference is {largest}.",
    )


def coherence(correlations: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """How many indicators clear the threshold with their own sub-pillar and with the index."""
    own = correlations[
        (correlations["kind"] == "pearson") & correlations["code"].isin(edition.framework.indicator_codes)
    ]
    parents = {node.code: node.parent for node in edition.framework.indicators}
    nearest = own[own["with_code"] == own["code"].map(parents)]
    counts = nearest["verdict"].value_counts()
    clear, borderline, fail = (int(counts.get(kind, 0)) for kind in ("clear", "borderline", "fail"))
    limit = number(edition.method.coherence.low_correlation, language=language, digits=2)
    return _say(
        language,
        f"Với phần còn lại của nhóm mình, {clear} chỉ tiêu rõ ràng trên ngưỡng {limit}, {borderline} giáp ngưỡng (khoảng "
        f"tin cậy chứa ngưỡng), {fail} không đạt (cả khoảng ở dưới).",
        f"With the rest of their own group, {clear} indicators are clearly above {limit}, {borderline} are borderline "
        f"(the interval holds the threshold) and {fail} fail (the whole interval lies below).",
    )


def regression(fit: pd.DataFrame, terms: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """What n and R2 are, and what was left out; or why there is no regression."""
    row = fit.iloc[0]
    if row["reason"]:
        return Sentence(words.coded("no_regression", row["reason"], language))
    out = row["excluded"] or ("không có" if language == "vi" else "none")
    r2 = number(row["r2"], language=language, digits=2)
    negative = int((terms["coefficient"] < 0)[terms["term"] != "intercept"].sum())
    outcome = labels.regressed(edition.framework, dict(row), language)
    alone = number(row["index_r2"], language=language, digits=2)
    return _say(
        language,
        f"n = {row['n']}, {row['k']} biến giải thích, R² = {r2} đối với {outcome}; {negative} hệ số âm. Chỉ tiêu bị loại "
        f"vì dùng chung bảng nguồn với kết quả: {out}. Riêng chỉ số, không có các chỉ tiêu ấy, đi cùng kết quả với R² = {alone}: "
        "phần đó của chỉ số là chênh lệch trình độ phát triển.",
        f"n = {row['n']}, {row['k']} regressors, R² = {r2} for {outcome}; {negative} coefficients are negative. Left out "
        f"because they share a raw table with the outcome: {out}. The index alone, without them, goes with the outcome at "
        f"R² = {alone}: that much of it is a development gradient.",
    )


def rank_ranges(uncertainty: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """How wide the ranges are, and whether any nominal rank lies outside its own."""
    width = uncertainty["rank_p95"] - uncertainty["rank_p05"]
    outside = int(
        ((uncertainty["rank"] < uncertainty["rank_p05"]) | (uncertainty["rank"] > uncertainty["rank_p95"])).sum()
    )
    names = {unit.unit_code: unit.name(language) for unit in edition.units.units}
    widest = names[uncertainty.loc[width.astype(float).idxmax(), "unit_code"]]
    median, largest = (rank(places, language=language) for places in (width.median(), width.max()))
    return _say(
        language,
        f"Một nửa số đơn vị có khoảng hạng 90% rộng không quá {median} bậc; rộng nhất là {widest} ({largest} bậc). {outside} "
        "đơn vị có hạng theo phương án chính nằm ngoài khoảng của mình. Đây là khoảng trên các lựa chọn đã khai báo, không phải "
        "khoảng tin cậy.",
        f"For half of the units the 90% range spans no more than {median} places; the widest is that of {widest} "
        f"({largest}). {outside} units have a nominal rank outside their own range. These are ranges over declared choices, "
        "not confidence intervals.",
    )


def pairs(table: pd.DataFrame, n: int, *, language: str) -> Sentence:
    """What share of the pairs has a robust order."""
    share = number(100 * table["robust"].sum() / (n * (n - 1) / 2), language=language, digits=0)
    return _say(
        language,
        f"{share} % số cặp có thứ tự vững. Quan hệ này không bắc cầu: đó là thứ tự bộ phận, không phải các nhóm đồng hạng.",
        f"The order of {share} % of the pairs is robust. The relation is not transitive: a partial order, not tied groups.",
    )


def one_at_a_time(table: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """Which single choice moves the ranks most, and which move nothing."""
    if table.empty:
        return Sentence(words.word("empty_one_at_a_time", language))
    idle = int((table["n_changed"] == 0).sum())
    top = table.loc[table["mean_shift"].idxmax()]
    mean, largest = (
        number(top["mean_shift"], language=language, digits=1),
        rank(top["largest_shift"], language=language),
    )
    choice = labels.choice(edition.alternatives, top["factor"], top["choice"], language)
    return _say(
        language,
        f"Lựa chọn làm hạng thay đổi nhiều nhất khi đổi một mình: “{choice}” (trung bình {mean} bậc, lớn nhất "
        f"{largest} bậc). {idle} lựa chọn không làm thay đổi hạng nào: trên số liệu này chúng không có "
        "gì để tác động. Đó không phải là bằng chứng về độ vững.",
        f"The single choice that moves the ranks most: “{choice}” (mean {mean} places, largest "
        f"{largest}). {idle} alternatives change no rank: on these data they have nothing to act on, which is "
        "no evidence of robustness.",
    )


def leave_one_out(table: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """Which indicator the ranking leans on most."""
    top = table.loc[table["mean_shift"].idxmax()]
    name = edition.framework.node(top["code"]).name(language)
    mean, largest = (
        number(top["mean_shift"], language=language, digits=1),
        rank(top["largest_shift"], language=language),
    )
    return _say(
        language,
        f"Bỏ “{name}” ({top['code']}) làm hạng thay đổi nhiều nhất: trung bình {mean} bậc, lớn nhất {largest}.",
        f"Taking out “{name}” ({top['code']}) moves the ranks most: {mean} places on average, {largest} at most.",
    )


def sizes(table: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """Which indicators grow with a size that they are not divided by."""
    if table.empty:
        return Sentence(words.word("empty_sizes", language))
    flagged = table[table["flagged"].astype(bool)]
    names = "; ".join(labels.node(edition.framework, code, language) for code in dict.fromkeys(flagged["code"]))
    limit = number(edition.method.coherence.size_correlation, language=language)
    known, count = int(table["r"].notna().sum()), len(flagged)
    return _say(
        language,
        f"{count} trong {known} cặp chỉ tiêu và quy mô có |r| > {limit} mà chỉ tiêu không được chia cho quy mô ấy"
        + (f": {names}. Đó là câu hỏi cần trả lời, chưa phải là lỗi." if count else "."),
        f"{count} of {known} pairs of indicator and size have |r| > {limit} without the indicator being divided by that "
        "size" + (f": {names}. A question to answer, not yet a fault." if count else "."),
    )
