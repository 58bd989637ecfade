"""What a comparison of two editions or runs says, in words."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, words
from pipeline.reporting.sentences import Sentence
from pipeline.reporting.tables_compare import RANKED


def moved(changes: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Sentence:
    """How many units moved up and down, and which one most."""
    own = changes[changes["code"] == framework.root.code]
    ranked = own[own["kind"] == RANKED]
    counts = {
        "n": len(ranked),
        "up": int((ranked["position"] > 0).sum()),
        "down": int((ranked["position"] < 0).sum()),
        "still": int((ranked["position"] == 0).sum()),
        "others": len(own) - len(ranked),
    }
    others = words.word("compare_others", language).format(others=counts["others"]) if counts["others"] else ""
    if counts["up"] + counts["down"] == 0:
        return Sentence(words.word("compare_unmoved", language).format(n=counts["n"]) + others)
    furthest = ranked.loc[ranked["position"].abs().idxmax()]
    return Sentence(
        words.word("compare_moved", language).format(
            **{name: count for name, count in counts.items() if name != "others"},
            mean=numbers.number(ranked["places"].abs().mean(), language=language, digits=1),
            unit=labels.unit(units, furthest["unit_code"], language),
            before=numbers.rank(furthest["rank_before"], language=language),
            after=numbers.rank(furthest["rank_after"], language=language),
        )
        + others
    )


def causes(players: pd.DataFrame, *, language: str) -> Sentence:
    """Which cause has the largest part, and what the others have; or why there are none."""
    reasons = [reason for reason in players["reason"] if reason]
    if reasons:
        return Sentence(words.word("compare_impossible", language).format(reason=reasons[0]))
    own = players[players["mean_places"] > 0].sort_values("mean_places", ascending=False)
    if own.empty:
        return Sentence(words.word("compare_no_causes", language))
    shares = own["mean_places"] / own["mean_places"].sum()
    named = [
        (words.word(f"player_{player}", language), numbers.percent(share, language=language))
        for player, share in zip(own["player"], shares, strict=True)
    ]
    rest = "".join(f"; {name}: {share}" for name, share in named[1:])
    return Sentence(words.word("compare_causes", language).format(first=named[0][0], share=named[0][1], rest=rest))
