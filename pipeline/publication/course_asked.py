"""What the exercises of the course ask with: the working, the spellings of its names, and numbers as a reader writes them.

The course speaks of certain fictitious provinces; the prose of the notebooks names the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipeline.publication import exercises
from pipeline.publication.exercises import Choice, One, Some
from pipeline.publication.worked_edition import WorkedEdition
from pipeline.reporting import labels, numbers

SONG_MO, NUI_AO, BIEN_VE, DONG_XA, RUNG_THAM = "T01", "T02", "T03", "T04", "T05"
DAO_UOC, HO_LANG, GO_SUONG, BEN_NHO, DEO_MAY = "T06", "T07", "T08", "T09", "T10"

INFORMATION, LITERACY, STUDENTS = "1.1.1", "2.1.1", "2.1.2"
INTERNET, COMPUTERS, OUTAGES, ENTERPRISES = "3.1.1", "3.1.2", "3.1.3", "3.2.2"


@dataclass(frozen=True, eq=False)
class Asked:
    """One working, in the language of the reader."""

    own: WorkedEdition
    language: str

    def say(self, value: float, digits: int = 2) -> str:
        """A number as the reader writes it."""
        return numbers.number(value, language=self.language, digits=digits)

    def unit(self, code: str) -> str:
        """The name of a province."""
        return labels.unit(self.own.edition.units, code, self.language)

    def node(self, code: str) -> str:
        """Code and name of a node."""
        return labels.node(self.own.edition.framework, code, self.language)

    @cached_property
    def _units(self) -> dict[str, str]:
        named = {item.unit_code: (item.name_vi, item.name_en) for item in self.own.edition.units.units}
        return exercises.spellings(named)

    @property
    def a_unit(self) -> One:
        """One province is asked for."""
        return One(self._units)

    @property
    def some_units(self) -> Some:
        """Any number of provinces are asked for."""
        return Some(self._units)

    @property
    def an_indicator(self) -> One:
        """One indicator is asked for."""
        return self._one_of(self.own.edition.framework.indicator_codes)

    @property
    def a_pillar(self) -> One:
        """One pillar is asked for."""
        return self._one_of([node.code for node in self.own.edition.framework.pillars])

    def _one_of(self, codes: list[str]) -> One:
        nodes = [self.own.edition.framework.node(code) for code in codes]
        return One(exercises.spellings({node.code: (node.name_vi, node.name_en) for node in nodes}))


THREE, FOUR = Choice(3), Choice(4)
"""Statements to choose from."""
