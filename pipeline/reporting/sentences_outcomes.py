"""What we see in the regressions of every outcome, in the expected band and against rankings from outside, in words."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.reporting import labels, numbers, words
from pipeline.reporting.sentences import Sentence


def regression_outcomes(outcomes: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """Which outcome the pillars predict best and worst."""
    known = outcomes.dropna(subset=["predicted_share"]) if not outcomes.empty else outcomes
    if known.empty:
        return Sentence(words.word("table_regression_outcomes_empty", language))
    best = known.loc[known["predicted_share"].astype(float).idxmax()]
    worst = known.loc[known["predicted_share"].astype(float).idxmin()]
    first, last = (edition.framework.node(row["outcome"]).name(language) for row in (best, worst))
    high, low = (numbers.percent(row["predicted_share"], language=language) for row in (best, worst))
    if len(known) == 1:
        return Sentence(
            f"Các trụ cột dự báo được {high} phương sai của “{first}” ở những tỉnh chưa thấy."
            if language == "vi"
            else f"The pillars predict {high} of the variance of “{first}” among provinces not seen."
        )
    return Sentence(
        f"Ở những tỉnh chưa thấy, các trụ cột dự báo tốt nhất “{first}” ({high} phương sai), kém nhất “{last}” ({low})."
        if language == "vi"
        else f"Among provinces not seen, the pillars predict “{first}” best ({high} of its variance) and “{last}” worst "
        f"({low})."
    )


def implied_shifts(shifts: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """How far the ranking would move under the implied weights, and whose place most."""
    own = shifts[shifts["variant"] == "implied"] if not shifts.empty else shifts
    if own.empty:
        return Sentence(words.word("table_implied_shifts_empty", language))
    row = own.iloc[0]
    mean = numbers.number(row["mean_shift"], language=language, digits=1)
    largest, unit = (
        numbers.rank(row["largest_shift"], language=language),
        labels.unit(edition.units, str(row["unit_code"]), language),
    )
    return Sentence(
        f"Với trọng số mà kết quả hàm ý, hạng thay đổi trung bình {mean} bậc, nhiều nhất {largest} bậc ({unit})."
        if language == "vi"
        else f"Under the weights that the outcome implies, ranks move by {mean} places on average and by {largest} at "
        f"most ({unit})."
    )


def outside_band(performance: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """The share outside the expected band beside what the band itself lets expect."""
    known = performance[performance["verdict"].isin(("above", "within", "below"))]
    if known.empty:
        return Sentence(words.word("empty_performance", language))
    above, below = ((known["verdict"] == verdict).sum() for verdict in ("above", "below"))
    share = numbers.percent((known["verdict"] != "within").mean(), language=language)
    usual = numbers.percent(1 - edition.method.coherence.confidence, language=language)
    return Sentence(
        f"{above} đơn vị cao hơn khoảng dự kiến ở trình độ phát triển của mình, {below} thấp hơn, "
        f"{len(known) - above - below} trong khoảng: {share} nằm ngoài, trong khi theo cách dựng khoảng có thể chờ đợi "
        f"{usual}. n = {len(known)}."
        if language == "vi"
        else f"{above} units are above the band expected at their level of development, {below} below, "
        f"{len(known) - above - below} within: {share} lie outside, where the band by construction lets expect {usual}. "
        f"n = {len(known)}."
    )


def external(external: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """Agreement with each ranking from outside, beside development alone, and the caution about the sample."""
    if external.empty:
        return Sentence(words.word("empty_external", language))
    said = []
    for item in edition.about.external:
        rows = external[(external["external"] == item.code) & (external["kind"] == "pearson")].to_dict("records")
        if not rows:
            continue
        row = rows[0]
        r, alone = (numbers.number(row[key], language=language) or "–" for key in ("r", "alone_r"))
        n, n_all = (numbers.integer(row[key], language=language) for key in ("n", "n_all"))
        said.append(
            f"{item.name('vi')}: r = {r} (n = {n} trong {n_all} tỉnh); riêng trình độ phát triển đạt r = {alone}."
            if language == "vi"
            else f"{item.name('en')}: r = {r} (n = {n} of {n_all} provinces); development alone reaches r = {alone}."
        )
    caution = (
        "Các tỉnh có điểm công khai không phải mẫu ngẫu nhiên, và một phần lớn sự phù hợp chỉ là trình độ phát triển chung."
        if language == "vi"
        else "The provinces with a public score are no random sample, and much of the agreement is common development."
    )
    return Sentence(" ".join([*said, caution]))
