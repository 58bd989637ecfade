"""What stands behind the indicators before any statistics: concepts, experts' ratings, the official framework."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.errors import FrameworkError, listed, nearest
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.statistics import content_validity
from pipeline.statistics.content_validity import ContentValidity

SHEETS = [
    "code",
    "parent",
    "measurement",
    "defined",
    "purpose",
    "official",
    "match",
    "relevance",
    "low",
    "high",
    "kappa",
    "n_experts",
]
COVERAGE = ["round", "level", "code", "name_vi", "name_en", "confidence", "covered_by", "match", "page"]
OFFICIAL_LEVEL = {"index": "index", "pillar": "pillar", "sub_pillar": "subpillar", "indicator": "indicator"}
"""What the official list calls the levels of the tree; an outcome is held against its indicators."""


@dataclass(frozen=True)
class Rated:
    """``content_validity.csv``, and the two figures over all indicators (NaN where nobody was asked)."""

    sheets: pd.DataFrame
    average: float
    universal: float


def concept_sheets(edition: Edition) -> Rated:
    """What is said of every indicator, and how experts rate its relevance.

    ``defined`` and ``purpose`` say whether it has a definition, and a purpose beyond it, in both languages;
    ``measurement`` is of its group (reflective, formative, or empty: not declared); ``relevance`` is the share of experts
    who find it relevant (I-CVI), with Wilson's interval and the modified kappa.
    """
    nodes = edition.framework.indicators
    found = _ratings(edition)
    rows = []
    for number, node in enumerate(nodes):
        parent = edition.framework.node(node.parent) if node.parent else None
        row: dict[str, object] = {
            "code": node.code,
            "parent": node.parent,
            "measurement": (parent.measurement or "") if parent else "",
            "defined": bool(node.definition_vi and node.definition_en),
            "purpose": bool(node.concept_vi and node.concept_en),
            "official": "|".join(node.official_concepts),
            "match": node.official_match if node.official_concepts else "",
            "n_experts": 0,
        }
        if found is not None:
            row |= {
                "relevance": found.item[number],
                "low": found.low[number],
                "high": found.high[number],
                "kappa": found.kappa[number],
                "n_experts": int(found.n[number]),
            }
        rows.append(row)
    table = pd.DataFrame(rows, columns=SHEETS)
    if found is None:
        return Rated(table, np.nan, np.nan)
    return Rated(table, found.average, found.universal)


def _ratings(edition: Edition) -> ContentValidity | None:
    if edition.experts is None or not edition.experts.relevance:
        return None
    given = edition.experts.relevance
    experts = sorted({expert for by_expert in given.values() for expert in by_expert})
    codes = edition.framework.indicator_codes
    ratings = np.array([[given.get(code, {}).get(expert, np.nan) for code in codes] for expert in experts])
    return content_validity.content_validity(
        ratings,
        relevant_from=edition.method.validity.relevant_rating,
        confidence=edition.method.coherence.confidence,
    )


def coverage(official: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Every public name of the official framework, round by round, with what covers it here: ``content_coverage.csv``.

    Only names are compared, as ``official_concept`` of framework.csv declares them: ``match`` is ``same`` or ``near``
    (another denominator, a part of it), and empty where no open figure covers the concept. Measured otherwise or by
    another source it may still differ.

    Parameters
    ----------
    official : the table ``official_framework.csv``.

    Raises
    ------
    FrameworkError : a declared name that stands nowhere in the official list at that level.
    """
    declared = [
        (node, level, name)
        for node in (*edition.framework.tree, *edition.framework.outcomes)
        for level in [_level(node, edition)]
        for name in node.official_concepts
    ]
    if not len(official):
        return pd.DataFrame(columns=COVERAGE)
    known = set(zip(official["level"], official["name_vi"], strict=True))
    astray = [
        f"{node.code}: {name!r} ({level}), {nearest(name, sorted(own for at, own in known if at == level))}"
        for node, level, name in declared
        if (level, name) not in known
    ]
    if astray:
        raise FrameworkError(
            f"framework.csv, official_concept: names of {edition.about.official_framework} are expected, found none such "
            f"for {listed(astray)}. Write them as printed there, without the mark of a translation back"
        )
    by_name: dict[tuple[str, str], list[Node]] = {}
    for node, level, name in declared:
        by_name.setdefault((level, name), []).append(node)
    covering = [by_name.get(key, []) for key in zip(official["level"], official["name_vi"], strict=True)]
    return official.assign(
        covered_by=[" ".join(node.code for node in nodes) for nodes in covering],
        match=[_closest(nodes) for nodes in covering],
    )[COVERAGE]


def _level(node: Node, edition: Edition) -> str:
    """The official list's word for the level that a node stands at."""
    roles = {level.level: level.role for level in edition.framework.levels}
    role = "indicator" if node.level is None else roles[node.level]
    return OFFICIAL_LEVEL.get(role, role)


def _closest(nodes: list[Node]) -> str:
    if not nodes:
        return ""
    return "same" if any(node.official_match == "same" for node in nodes) else "near"


def undeclared(edition: Edition) -> list[str]:
    """Groups of indicators of which nobody has said whether they are reflective or formative."""
    groups = {node.parent for node in edition.framework.indicators if node.parent}
    return sorted(code for code in groups if edition.framework.node(code).measurement is None)
