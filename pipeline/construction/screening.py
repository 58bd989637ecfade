"""Who can be ranked: the GII's rule in integer counts, with a floor per pillar; zeros may count as missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import matrix
from pipeline.errors import CoverageError
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.statistics import screening as rules
from pipeline.statistics import zero_screening
from pipeline.statistics.types import FloatArray, IntArray

RULE_SHARE, RULE_SUB_PILLARS, RULE_FLOOR = "share", "sub_pillars", "floor"
PROVEN = 1.0  # in place of a zero that a rule has proven, where only the count of values matters

Count = Callable[[FloatArray], IntArray]


@dataclass(frozen=True)
class Screened:
    """``coverage.csv`` (every rule for every unit) and ``screening.csv`` (the verdict with its reason)."""

    coverage: pd.DataFrame
    screening: pd.DataFrame


def screen(values: pd.DataFrame, edition: Edition) -> Screened:
    """Apply the three rules to every unit.

    1. of the index and of each sub-index: at least ceil(share k) of its k indicators. The index as a whole passes
       wherever every sub-index does; it stands in the table because COINr screens by it alone;
    2. per pillar: at least min(``sub_pillars``, its number) computable sub-pillars, one being computable
       when at least one of its indicators is there;
    3. per pillar: at least the floor, in indicators.

    Share, ``sub_pillars`` and floors are the block ``screening`` of ``edition.yaml``, whatever the method.
    A value of an earlier year inside the year rule and a structural zero count as present. Under
    ``zeros_are_missing`` a zero does not, unless a declared rule has proven it: a structural zero is a real zero, a
    published one may mean that nothing was reported.

    Parameters
    ----------
    values : the table ``values.csv``.

    Returns
    -------
    ``coverage`` with what is ``present``, and how many ``zeros`` were counted as missing (of the rule on sub-pillars:
    sub-pillars that only zeros would have made computable).

    Raises
    ------
    CoverageError : fewer than two units pass.

    References
    ----------
    WIPO, Global Innovation Index, appendix on methodology: 66 % of the indicators of each sub-index and two
    sub-pillars in every pillar.
    """
    table, zeros = _counted(values, edition), edition.about.screening.zeros_are_missing
    count = zero_screening.available if zeros else rules.available
    known, coverage = (
        pd.concat(_rules(table, edition, count=by), ignore_index=True) for by in (rules.available, count)
    )
    coverage.insert(coverage.columns.get_loc("present") + 1, "zeros", known["present"] - coverage["present"])
    coverage["passed"] = coverage["present"] >= coverage["required"]
    verdict = pd.DataFrame([_verdict(unit, rows, edition) for unit, rows in coverage.groupby("unit_code")])
    if int(verdict["ranked"].sum()) < 2:
        raise CoverageError(
            f"edition {edition.id}: a ranking needs at least two units that pass screening, found "
            f"{int(verdict['ranked'].sum())} of {len(verdict)}. Look at availability by indicator, or lower the rules"
        )
    return Screened(coverage=coverage, screening=verdict)


def _counted(values: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """Units x indicators as they are counted: a proven zero is no zero any more."""
    codes = edition.framework.indicator_codes
    table = matrix.wide(values, codes, units=edition.units.codes)
    origin = values.pivot(index="unit_code", columns="code", values="origin").reindex(index=table.index, columns=codes)
    return table.mask(origin == "structural_zero", PROVEN)


def _rules(table: pd.DataFrame, edition: Edition, *, count: Count) -> Iterator[pd.DataFrame]:
    """What each rule asks of each node, and what every unit has of it by a way of counting values."""
    framework, thresholds = edition.framework, edition.about.screening

    def present(code: str) -> IntArray:
        return count(matrix.array(table[framework.leaves(code)]))

    def rows(rule: str, code: str, counts: IntArray, *, of: int, required: int) -> pd.DataFrame:
        named = {"unit_code": table.index, "rule": rule, "node": code}
        return pd.DataFrame({**named, "present": counts, "of": of, "required": required})

    for node in (framework.root, *framework.with_role("sub_index")):
        k = len(framework.leaves(node.code))
        required = rules.required(k, share=thresholds.share)
        yield rows(RULE_SHARE, node.code, present(node.code), of=k, required=required)
    for pillar in framework.with_role("pillar"):
        children = [child.code for child in framework.children(pillar.code) if child.role == "aggregate"]
        if children:
            computable = np.sum([present(child) > 0 for child in children], axis=0)
            required = min(thresholds.sub_pillars, len(children))
            yield rows(RULE_SUB_PILLARS, pillar.code, computable, of=len(children), required=required)
    for code, floor in thresholds.pillar_floor.items():
        yield rows(RULE_FLOOR, code, present(code), of=len(framework.leaves(code)), required=floor)


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
    lacking, zeros = row.required - row.present, int(row.zeros)  # type: ignore[attr-defined]
    if language == "vi":
        because = f"; {zeros} do số 0 coi là thiếu" if zeros else ""
        return f"{node.name_vi}: có {row.present}/{row.of} {thing}, cần {row.required} (thiếu {lacking}{because})"  # type: ignore[attr-defined]
    because = f"; {zeros} not counted, being zero" if zeros else ""
    return f"{node.name_en}: {row.present} of {row.of} {thing}, {row.required} needed ({lacking} short{because})"  # type: ignore[attr-defined]
