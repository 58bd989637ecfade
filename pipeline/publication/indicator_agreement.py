"""How an indicator goes with the others, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.framework.hierarchy import Node
from pipeline.publication.indicator_ground import Ground
from pipeline.reporting import labels, numbers, words


def sentences(ground: Ground, node: Node, language: str) -> list[str]:
    """Whether a node goes with its group and with what else, as far as the chapter on coherence can say."""
    if node.role == "outcome":
        return [words.word("coherence_of_outcome", language)]
    if not node.parent:
        return []
    row, sheet = ground.rests.get(node.code), ground.records["indicator_sheet"].get(node.code)
    told = [_rest(ground, node, row, language)] if row and not numbers.missing(row["r"]) else []
    told = told or [words.word("coherence_none", language)]
    return told if sheet is None else [*told, *_sheet(ground, sheet, language)]


def _rest(ground: Ground, node: Node, row: Mapping[str, Any], language: str) -> str:
    return words.word("coherence_rest", language).format(
        parent=labels.node(ground.run.edition.framework, str(node.parent), language),
        r=numbers.number(row["r"], language=language),
        low=numbers.number(row["low"], language=language) or "–",
        high=numbers.number(row["high"], language=language) or "–",
        n=numbers.integer(row["n"], language=language),
        verdict=words.coded("verdict", row["verdict"], language),
    )


def _sheet(ground: Ground, sheet: Mapping[str, Any], language: str) -> list[str]:
    """Other pillar, twin, the year before, signs and proposal, as far as they are known."""
    framework, told = ground.run.edition.framework, []
    for key, name, r in (("outside", "best_other", "best_other_r"), ("twin", "twin", "twin_r")):
        if not numbers.missing(sheet[name]):
            text = words.word(f"coherence_{key}", language)
            other = labels.node(framework, str(sheet[name]), language)
            told.append(text.format(name=other, r=numbers.number(sheet[r], language=language)))
    if not numbers.missing(sheet["round_r"]):
        parts = {
            name: numbers.number(sheet[f"round_{name}"], language=language) or "–" for name in ("r", "low", "high")
        }
        n = numbers.integer(sheet["round_n"], language=language)
        told.append(words.word("coherence_round", language).format(n=n, **parts))
    if not numbers.missing(sheet["flags"]):
        flags = ", ".join(words.coded("flag", flag, language) for flag in str(sheet["flags"]).split())
        told.append(words.word("coherence_flags", language).format(flags=flags))
    proposal = words.coded("proposal", sheet["proposal"], language)
    reason = sheet[f"reason_{language}"]
    text = "" if numbers.missing(reason) else f"{str(reason)[0].upper()}{str(reason)[1:]}."
    told.append(words.word("coherence_proposal", language).format(proposal=proposal, reason=text).strip())
    return told
