"""Who can be ranked: the GII's rule in integer counts, with a floor per pillar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.construction import matrix
from pipeline.errors import CoverageError
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.statistics import screening as rules

RULE_SHARE, RULE_SUB_PILLARS, RULE_FLOOR = "share", "sub_pillars", "floor"


@dataclass(frozen=True)
class Screened:
    """``coverage.csv`` (every rule for every unit) and ``screening.csv`` (the verdict with its reason)."""

    coverage: pd.DataFrame
    screening: pd.DataFrame


def screen(values: pd.DataFrame, edition: Edition) -> Screened:
    """Apply the three rules to every unit.

    1. per sub-index (the index itself where there is none): at least ceil(share k) of its k indicators;
    2. per pillar: at least min(``sub_pillars``, its number) computable sub-pillars, one being computable
       when at least one of its indicators is there;
    3. per pillar: at least the floor, in indicators.

    Share, ``sub_pillars`` and floors are the block ``screening`` of ``edition.yaml``, whatever the method.
    A value of an earlier year inside the year rule and a structural zero count as present.

    Parameters
    ----------
    values : the table ``values.csv``.

    Raises
    ------
    CoverageError : fewer than two units pass.

    References
    ----------
    WIPO, Global Innovation Index, appendix on methodology: 66 % of the indicators of each sub-index and two
    sub-pillars in every pillar.
    """
    table = matrix.wide(values, edition.framework.indicator_codes, units=edition.units.codes)
    present = table.notna()
    rows = [
        {"unit_code": unit, "rule": rule, "node": node, "present": count, "of": of, "required": required}
        for rule, node, counts, of, required in _rules(present, edition)
        for unit, count in counts.items()
    ]
    coverage = pd.DataFrame(rows)
    coverage["passed"] = coverage["present"] >= coverage["required"]
    verdict = pd.DataFrame([_verdict(unit, rows, edition) for unit, rows in coverage.groupby("unit_code")])
    if int(verdict["ranked"].sum()) < 2:
        raise CoverageError(
            f"edition {edition.id}: a ranking needs at least two units that pass screening, found "
            f"{int(verdict['ranked'].sum())} of {len(verdict)}. Look at availability by indicator, or lower the rules"
        )
    return Screened(coverage=coverage, screening=verdict)


def _rules(present: pd.DataFrame, edition: Edition) -> Iterator[tuple[str, str, pd.Series, int, int]]:
    framework, thresholds = edition.framework, edition.about.screening
    for node in framework.with_role("sub_index") or (framework.root,):
        leaves = framework.leaves(node.code)
        yield (
            RULE_SHARE,
            node.code,
            present[leaves].sum(axis=1),
            len(leaves),
            rules.required(len(leaves), share=thresholds.share),
        )
    for pillar in framework.with_role("pillar"):
        children = [child for child in framework.children(pillar.code) if child.role == "aggregate"]
        if children:
            computable = pd.DataFrame({c.code: present[framework.leaves(c.code)].any(axis=1) for c in children})
            required = min(thresholds.sub_pillars, len(children))
            yield RULE_SUB_PILLARS, pillar.code, computable.sum(axis=1), len(children), required
    for code, floor in thresholds.pillar_floor.items():
        leaves = framework.leaves(code)
        yield RULE_FLOOR, code, present[leaves].sum(axis=1), len(leaves), floor


def _verdict(unit: object, rows: pd.DataFrame, edition: Edition) -> dict[str, object]:
    failed = rows[~rows["passed"]]
    return {
        "unit_code": unit,
        "ranked": failed.empty,
        "reason_vi": "; ".join(_reason(row, edition, "vi") for row in failed.itertuples()),
        "reason_en": "; ".join(_reason(row, edition, "en") for row in failed.itertuples()),
    }


def _reason(row: object, edition: Edition, language: str) -> str:
    node: Node = edition.framework.node(row.node)  # type: ignore[attr-defined]
    thing = {
        ("vi", True): "nhóm chỉ tiêu tính được",
        ("en", True): "computable sub-pillars",
        ("vi", False): "chỉ tiêu",
        ("en", False): "indicators",
    }[language, row.rule == RULE_SUB_PILLARS]  # type: ignore[attr-defined]
    lacking = row.required - row.present  # type: ignore[attr-defined]
    if language == "vi":
        return f"{node.name_vi}: có {row.present}/{row.of} {thing}, cần {row.required} (thiếu {lacking})"  # type: ignore[attr-defined]
    return f"{node.name_en}: {row.present} of {row.of} {thing}, {row.required} needed ({lacking} short)"  # type: ignore[attr-defined]
