"""What ``framework.csv`` says of an indicator for those who supply its values: from whom, with which evidence, how."""

from __future__ import annotations

from typing import Literal

from pipeline.framework.model import Model

UNIT = "unit"
"""The supplier of an indicator whose values the ranked units themselves send in; any other name is a central body's."""

ValueType = Literal["number", "integer"]


class Collecting(Model):
    """Columns of collection; each may be empty: not declared yet.

    Parameters
    ----------
    supplier : ``unit``, or the name of the body that supplies the values of all units.
    supplier_note : where that is not certain, why.
    evidence : documents that are sent with a value.
    formula : how the value is computed from what is counted.
    reference_period : which days or which year the value is about.
    example : a value worked out on numbers that are marked as invented.
    mistakes : what is often done wrong.
    value_type : ``integer`` for counts, which are refused with decimals.
    part_of : code of an indicator, outcome or size that the value is a part of and can never exceed.
    """

    supplier: str = ""
    supplier_note_vi: str = ""
    supplier_note_en: str = ""
    evidence_vi: str = ""
    evidence_en: str = ""
    formula_vi: str = ""
    formula_en: str = ""
    reference_period_vi: str = ""
    reference_period_en: str = ""
    example_vi: str = ""
    example_en: str = ""
    mistakes_vi: str = ""
    mistakes_en: str = ""
    value_type: ValueType = "number"
    part_of: str = ""

    @property
    def supplied_by_units(self) -> bool:
        """Whether the units send the value in: so declared, or not declared at all yet."""
        return self.supplier in (UNIT, "")

    def said(self, what: str, language: str) -> str:
        """A text of collection in ``vi`` or ``en``, such as ``said("evidence", "vi")``; may be empty."""
        return str(getattr(self, f"{what}_{language}"))
