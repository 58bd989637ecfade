"""Every word that figures, tables and pages show, in Vietnamese and English, under one key.

The catalogue stands in the modules ``words_<subject>``; a name that belongs to the edition (a unit, an indicator, a
level, a choice) comes from the framework instead.
"""

from __future__ import annotations

from types import MappingProxyType

from pipeline.errors import ParameterError, nearest
from pipeline.reporting import (
    numbers,
    words_aggregation,
    words_audit,
    words_certificate,
    words_coherence,
    words_compare,
    words_denomination,
    words_documents,
    words_edition_report,
    words_exercises,
    words_exercises_of_index,
    words_explorer,
    words_figures,
    words_findings,
    words_gaps,
    words_importance,
    words_imputation,
    words_indicator_pages,
    words_missing_pages,
    words_open_data,
    words_outcomes,
    words_panel,
    words_parameters,
    words_profiles,
    words_rebuilding,
    words_report,
    words_sensitivity,
    words_site,
    words_tables,
    words_targets,
    words_treatment,
    words_uncertainty,
    words_validity,
    words_weights,
    words_workbook,
)

Pair = tuple[str, str]


def _merged(*parts: dict[str, Pair]) -> dict[str, Pair]:
    merged: dict[str, Pair] = {}
    for part in parts:
        twice = merged.keys() & part.keys()
        if twice:
            raise ParameterError(f"words: a key stands once, found twice: {', '.join(sorted(twice))}. Rename one")
        merged |= part
    return merged


CATALOGUE = MappingProxyType(
    _merged(
        words_figures.WORDS,
        words_tables.WORDS,
        words_targets.WORDS,
        words_parameters.WORDS,
        words_report.WORDS,
        words_weights.WORDS,
        words_importance.WORDS,
        words_aggregation.WORDS,
        words_certificate.WORDS,
        words_panel.WORDS,
        words_compare.WORDS,
        words_treatment.WORDS,
        words_uncertainty.WORDS,
        words_sensitivity.WORDS,
        words_audit.WORDS,
        words_gaps.WORDS,
        words_imputation.WORDS,
        words_denomination.WORDS,
        words_rebuilding.WORDS,
        words_site.WORDS,
        words_findings.WORDS,
        words_coherence.WORDS,
        words_outcomes.WORDS,
        words_validity.WORDS,
        words_exercises.WORDS,
        words_exercises_of_index.WORDS,
        words_explorer.WORDS,
        words_missing_pages.WORDS,
        words_indicator_pages.WORDS,
        words_profiles.WORDS,
        words_documents.WORDS,
        words_edition_report.WORDS,
        words_open_data.WORDS,
        words_workbook.WORDS,
    )
)
"""Key to (Vietnamese, English)."""


def word(key: str, language: str) -> str:
    """The words under a key in ``vi`` or ``en``.

    Raises
    ------
    ParameterError : a key that the catalogue lacks (with the nearest ones), or another language.

    >>> word("rank", "vi"), word("rank", "en")
    ('Hạng', 'Rank')
    """
    numbers.check(language)
    if key not in CATALOGUE:
        raise ParameterError(
            f"words: there is no key {key!r}; {nearest(key, sorted(CATALOGUE))}. Add it to the catalogue, in both languages"
        )
    return CATALOGUE[key][0 if language == "vi" else 1]


def coded(group: str, value: object, language: str) -> str:
    """The words for a coded value of a table (``verdict``, ``origin``); a value without words stands for itself.

    >>> coded("verdict", "clear", "en"), coded("verdict", "unheard-of", "en")
    ('clear', 'unheard-of')
    """
    key = f"{group}_{value}"
    return word(key, language) if key in CATALOGUE else "" if numbers.missing(value) else str(value)
