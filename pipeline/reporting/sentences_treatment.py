"""What we see in the chapter on treatment, in words: how much was treated, from which end, and what to be wary of."""

from __future__ import annotations

import math

import pandas as pd

from pipeline.framework.options import Treatment
from pipeline.reporting import words
from pipeline.reporting.numbers import integer, number
from pipeline.reporting.sentences import Sentence

ONE_ADDED = ("log1p", "yeo_johnson")
"""Transformations that add 1 to the value, so that its unit of measure matters."""


def treated(treatment: pd.DataFrame, cells: pd.DataFrame, options: Treatment, *, language: str) -> Sentence:
    """How many columns count as skewed before and after, and what was done."""
    key = "treated_by_nothing" if options.outlier_rule == "none" else "treated_sentence"
    said = _said(
        key,
        language,
        before=int(treatment["outlying_raw"].sum()),
        after=int(treatment["outlying_transformed"].sum()),
        end=int(treatment["outlying_treated"].sum()),
        cells=len(cells),
        fallback=int(_fallen(treatment).sum()),
    )
    beyond = treatment[treatment["n_beyond"] > 0]
    if beyond.empty:
        return Sentence(said)
    held = _said("held_at_bounds", language, n=int(beyond["n_beyond"].sum()), codes=_codes(beyond))
    return Sentence(f"{said} {held}")


def tails(treatment: pd.DataFrame, *, language: str) -> Sentence:
    """Which tails are to the left, and whether a transformation counts from that end."""
    left = treatment[treatment["outlying_raw"].astype(bool) & (treatment["skewness_raw"] < 0)]
    reflected = treatment["reflected"].astype(bool)
    key = "no_left_tails" if left.empty else "left_tails"
    said = [_said(key, language, left=len(left), codes=_codes(left), reflected=int(reflected.sum()))]
    plain = _fallen(treatment) & (treatment["skewness_transformed"] < 0) & ~reflected
    worse = treatment[plain & (treatment["skewness_treated"] < treatment["skewness_transformed"])]
    if len(worse):
        said.append(_said("left_tails_made_worse", language, codes=_codes(worse)))
    return Sentence(" ".join(said))


def ties(treatment: pd.DataFrame, *, language: str) -> Sentence:
    """Whether an extreme value that had to be drawn in is shared by several units."""
    shared = treatment[treatment["n_tied"] > 0]
    key = "no_ties" if shared.empty else "ties_moved"
    return Sentence(_said(key, language, n=int(shared["n_tied"].sum()), codes=_codes(shared)))


def small_sample(n_units: int, max_points: int, options: Treatment, *, language: str) -> Sentence:
    """What the trigger was made for, what n is here, and how seldom a skewed sample of that size trips."""
    rule = "small_sample" if n_units < options.small_n else "large_sample"
    key = "no_trigger" if options.outlier_rule == "none" else rule
    said = _said(
        key,
        language,
        n=integer(n_units, language=language),
        small_n=integer(options.small_n, language=language),
        skewness=number(options.skewness_limit, language=language, digits=2),
        kurtosis=number(options.kurtosis_limit, language=language, digits=2),
        points=integer(max_points, language=language),
        share=number(100 * max_points / n_units if n_units else math.nan, language=language, digits=1),
    )
    return Sentence(said)


def unit_of_measure(treatment: pd.DataFrame, *, language: str) -> Sentence:
    """A warning where a transformation depends on the unit of measure: the GII's logarithm first of all."""
    gii = treatment[_took(treatment, "gii_log")]
    said = [_said("gii_log_unused" if gii.empty else "gii_log_used", language, codes=_codes(gii))]
    added = treatment[_took(treatment, *ONE_ADDED)]
    if len(added):
        said.append(_said("one_added", language, codes=_codes(added)))
    return Sentence(" ".join(said))


def _took(treatment: pd.DataFrame, *names: str) -> pd.Series:
    return treatment["transformation"].isin(names) | treatment["fallback"].isin(names)


def _fallen(treatment: pd.DataFrame) -> pd.Series:
    return treatment["fallback"].fillna("") != ""


def _codes(treatment: pd.DataFrame) -> str:
    return ", ".join(treatment["code"])


def _said(key: str, language: str, **numbers: object) -> str:
    return words.word(key, language).format(**numbers)
