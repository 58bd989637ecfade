"""The profiles of all units of a run, in one language."""

from __future__ import annotations

from pipeline.framework.units import Unit
from pipeline.publication import unit_ground
from pipeline.publication.published_run import PublishedRun
from pipeline.publication.unit_ground import Ground
from pipeline.publication.unit_profile import Profile
from pipeline.publication.unit_rows import STRENGTH, WEAKNESS, Rows
from pipeline.publication.unit_standing import Placing
from pipeline.reporting import words


def make(run: PublishedRun, language: str) -> list[Profile]:
    """The profile of every unit, in the order of the codes.

    Parameters
    ----------
    language : ``vi`` or ``en``.

    Raises
    ------
    SchemaError : the run lacks the tables of scores, values or weights.
    """
    ground = Ground(run)
    rows, placing = Rows(ground, language), Placing(ground, language)
    return [_profile(ground.units.by_code[code], rows, placing) for code in ground.units.codes]


def _profile(unit: Unit, rows: Rows, placing: Placing) -> Profile:
    code, language = unit.unit_code, rows.language
    strengths, weaknesses = (rows.ends_of(code, kind) for kind in (STRENGTH, WEAKNESS))
    before, after = placing.beside(code)
    too_few = words.word("profile_no_strengths", language).format(reason=words.word("profile_too_few", language))
    return Profile(
        unit_code=code,
        language=language,
        name=unit.name(language),
        region=unit.region(language),
        group=unit_ground.group_name(unit, language),
        standing=placing.standing(code),
        bars=rows.bars(unit),
        strengths=strengths,
        weaknesses=weaknesses,
        no_strengths="" if strengths or weaknesses else too_few,
        order=placing.order(code),
        performance=placing.performance(code),
        change=placing.change(unit),
        gaps=rows.gaps(code),
        data=rows.data(code),
        sections=rows.sections(code),
        beside=rows.beside(code),
        previous=before,
        next=after,
    )
