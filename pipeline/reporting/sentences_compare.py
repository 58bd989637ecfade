"""What a comparison of two editions or runs says, in words."""

from __future__ import annotations

import pandas as pd

from pipeline.construction import differences
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, words
from pipeline.reporting.sentences import Sentence
from pipeline.reporting.tables_compare import MERGED, RANKED, measure_of


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
    in_places = measure_of(changes, framework) == "places"
    mean = (
        numbers.number(ranked["places"].abs().mean(), language=language, digits=1)
        if in_places
        else numbers.percent(ranked["position"].abs().mean(), language=language, digits=1)
    )
    return Sentence(
        words.word("compare_moved" if in_places else "compare_moved_positions", language).format(
            **{name: count for name, count in counts.items() if name != "others"},
            n_before=numbers.integer(furthest["n_before"], language=language),
            n_after=numbers.integer(furthest["n_after"], language=language),
            mean=mean,
            unit=labels.unit(units, furthest["unit_code"], language),
            before=numbers.rank(furthest["rank_before"], language=language),
            after=numbers.rank(furthest["rank_after"], language=language),
        )
        + _merged(own, units, language)
        + others
    )


def _merged(own: pd.DataFrame, units: Units, language: str) -> str:
    """How new units stand to the composite of their parts, where there are any."""
    merged = own[(own["kind"] == MERGED) & own["position"].notna()]
    if merged.empty:
        return ""
    furthest = merged.loc[merged["position"].abs().idxmax()]
    before, after = (
        numbers.percent(furthest[f"position_{side}"], language=language, digits=1) for side in ("before", "after")
    )
    return words.word("compare_merged", language).format(
        merged=len(merged),
        up=int((merged["position"] > 0).sum()),
        down=int((merged["position"] < 0).sum()),
        unit=labels.unit(units, furthest["unit_code"], language),
        before=before,
        after=after,
    )


def only_units(found: pd.DataFrame, players: pd.DataFrame, after: Edition, *, language: str) -> Sentence:
    """Which parts differ; or that the later side is the earlier one on other units and nothing else."""
    if differences.only_units(found, players, after):
        names = "; ".join(labels.node(after.full_framework, code, language) for code in after.refused)
        refused = words.word("compare_only_units_refused", language).format(names=names) if names else ""
        return Sentence(words.word("compare_only_units", language).format(refused=refused))
    parts = [part for part in differences.PARTS if (found["part"] == part).any()]
    if not parts:
        return Sentence(words.word("compare_nothing_differs", language))
    told = ", ".join(words.coded("difference_part", part, language) for part in parts)
    return Sentence(words.word("compare_parts_differ", language).format(parts=told))


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
