"""The course for provincial staff, ``notebooks/tutorial``: what a lesson holds in its hands.

A lesson works an edition of fictitious provinces through in memory, so that it needs no run and writes nothing. Its
exercises know the right answers from that same working, never from a list of answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import pandas as pd

from pipeline.data import project
from pipeline.errors import ChainError, ParameterError, listed, nearest
from pipeline.publication import course_of_data, course_of_index, exercises, worked_edition
from pipeline.publication.course_asked import Asked
from pipeline.publication.exercises import Exercise, Verdict
from pipeline.publication.worked_edition import WorkedEdition
from pipeline.reporting import numbers, tables_tutorial, words
from pipeline.reporting.table import Table

OWN_NAMES = ("EDITION", "LANGUAGE")
"""What every lesson declares in its parameters."""

SOURCE = "toy"
"""The raw tables that lessons show as printed."""

Builder = Callable[[Asked], Exercise]

LESSONS: Mapping[str, tuple[Builder, ...]] = MappingProxyType(
    {
        "1_index": (course_of_data.meaning, course_of_data.count, course_of_data.unranked),
        "2_values": (
            course_of_data.per_head,
            course_of_data.remainder,
            course_of_data.zero_or_missing,
            course_of_data.earlier_year,
        ),
        "3_imputation": (course_of_data.stand_in, course_of_data.imputed_value, course_of_data.proven_zero),
        "4_treatment": (
            course_of_data.outlier,
            course_of_data.without_log,
            course_of_data.order_kept,
            course_of_data.longer_tail,
        ),
        "5_normalisation": (
            course_of_index.min_max,
            course_of_index.less_is_better,
            course_of_index.fixed_goalposts,
        ),
        "6_weights": (
            course_of_index.effective_weight,
            course_of_index.arithmetic,
            course_of_index.geometric,
            course_of_index.not_importance,
        ),
        "7_ranks": (course_of_index.range_width, course_of_index.open_pair, course_of_index.robustly_behind),
        "8_profile": (course_of_index.own_measure, course_of_index.marked_cell, course_of_index.may_be_said),
        "9_compare": (
            course_of_index.moved,
            course_of_index.others_data,
            course_of_index.method_moved,
            course_of_index.command,
        ),
    }
)
"""Notebook -> its exercises, in order."""

EXERCISES: Mapping[str, Builder] = MappingProxyType(
    {builder.__name__: builder for builders in LESSONS.values() for builder in builders}
)


@dataclass(frozen=True, eq=False)
class Lesson:
    """One notebook of the course at work."""

    worked: WorkedEdition
    language: str

    @cached_property
    def asked(self) -> Asked:
        """What the exercises ask with."""
        return Asked(self.worked, self.language)

    def printed(self, table: str) -> Table:
        """A raw table of the course as its source printed it, such as ``students``."""
        frame = self.worked.printed(f"{SOURCE}/{table}")
        rows = [code for code in frame.as_printed.index if code in frame.printed]
        return tables_tutorial.printed(
            frame.as_printed.loc[rows],
            frame.group_rows,
            self.worked.edition.units,
            title=frame.path,
            language=self.language,
        )

    def values(self, *codes: str) -> Table:
        """Values of a few indicators for every ranked province, before imputation."""
        return self._by_unit(self.worked.known[list(codes)], "values")

    def scores(self, *codes: str) -> Table:
        """Scores of a few nodes for every ranked province."""
        return self._by_unit(self.worked.built.scores[list(codes)], "scores")

    def _by_unit(self, frame: pd.DataFrame, key: str) -> Table:
        edition = self.worked.edition
        return tables_tutorial.by_unit(frame, edition.units, edition.framework, key=key, language=self.language)

    def steps(self, code: str) -> Table:
        """One indicator from value to score."""
        return tables_tutorial.steps(
            self.worked.complete[code],
            self.worked.treated.values[code],
            self.worked.built.scores[code],
            self.worked.edition.units,
            name=self.asked.node(code),
            language=self.language,
        )

    def ranks_beside(self, choice: str) -> Table:
        """Ranks as published beside those under one other admissible choice, by its English label."""
        headers = words.word("tutorial_nominal", self.language), self.worked.choice(choice).label(self.language)
        ranks = self.worked.ranks, self.worked.under(choice).ranks
        return tables_tutorial.ranks(
            dict(zip(headers, ranks, strict=True)), self.worked.edition.units, language=self.language
        )

    def check(self, name: str, answer: object) -> Verdict:
        """Mark the answer to one exercise; whatever was answered, this says right or not yet and never raises.

        Raises
        ------
        ParameterError : there is no exercise of this name, which is a fault of the notebook.
        """
        if name not in EXERCISES:
            raise ParameterError(
                f"course: an exercise is expected, got {name!r}; {nearest(name, sorted(EXERCISES))}. Correct the check"
            )
        return exercises.mark(EXERCISES[name](self.asked), answer, language=self.language)


def begin(cells: Mapping[str, Any]) -> Lesson:
    """Open a lesson: work its edition through, under the edition's own method.

    Parameters
    ----------
    cells : what the notebook's tagged cell has declared, ``begin(globals())``: ``EDITION`` and ``LANGUAGE``.

    Raises
    ------
    ChainError : a name that every lesson declares is not there.
    ParameterError : another language; an edition of real provinces, on which nobody should practise.
    """
    absent = [name for name in OWN_NAMES if name not in cells]
    if absent:
        raise ChainError(
            f"a lesson declares {listed(OWN_NAMES)} in its tagged cell; {listed(absent)} missing. Run that cell first"
        )
    numbers.check(cells["LANGUAGE"])
    worked = worked_edition.work(cells["EDITION"], root=project.root())
    if not worked.edition.about.fictitious:
        raise ParameterError(
            f"lesson, EDITION: an edition of fictitious provinces is expected, got {cells['EDITION']!r}. The exercises "
            'are about those; say EDITION = "toy"'
        )
    return Lesson(worked=worked, language=cells["LANGUAGE"])
