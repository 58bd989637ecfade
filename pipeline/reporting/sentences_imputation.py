"""What we see in the chapter on imputation, in words: what was filled, how old it is, how wrong, and whom it moves."""

from __future__ import annotations

import pandas as pd

from pipeline.errors import listed
from pipeline.framework.units import Units
from pipeline.reporting import labels, words
from pipeline.reporting.numbers import integer, number, rank
from pipeline.reporting.sentences import Sentence
from pipeline.reporting.tables_imputation import KINDS, concerned


def imputed(
    imputed: pd.DataFrame, cells: pd.DataFrame, models: pd.DataFrame, method: str, *, language: str
) -> Sentence:
    """How much of the matrix was imputed, what lies outside the observed range, and what did not converge.

    Parameters
    ----------
    imputed : ``imputed.csv``. cells : ``imputed_cells.csv``. models : ``imputation_models.csv``.
    """
    said = [
        _said(
            "imputed_sentence",
            language,
            n=integer(len(cells), language=language),
            total=integer(len(imputed), language=language),
            share=number(100 * len(cells) / len(imputed), language=language, digits=1),
            method=words.coded("imputation", method, language),
            left=integer(imputed["value"].isna().sum(), language=language),
        )
    ]
    beyond = cells["beyond"].fillna("")
    if beyond.ne("").any():
        counts = {"observed": beyond.ne("").sum(), "plausible": beyond.eq("plausible").sum()}
        told = {name: integer(count, language=language) for name, count in counts.items()}
        said.append(_said("imputed_beyond", language, **told))
    unsettled = models.loc[~models["converged"].astype(bool), "node"]
    if len(unsettled):
        said.append(_said("imputed_not_converged", language, nodes=listed(unsettled)))
    return Sentence(" ".join(said))


def stand_ins(stand_ins: pd.DataFrame, *, language: str) -> Sentence:
    """How many values the year rule carried forward, and what moves most over that age."""
    if stand_ins.empty:
        return Sentence(words.word("no_stand_ins", language))
    known = stand_ins.dropna(subset=["error_sd"])
    farthest = known.loc[known["error_sd"].idxmax()] if len(known) else stand_ins.iloc[0]
    return Sentence(
        _said(
            "stand_ins_sentence",
            language,
            n=integer(len(stand_ins), language=language),
            units=integer(stand_ins["unit_code"].nunique(), language=language),
            lag=integer(farthest["lag"], language=language),
            code=farthest["code"],
            error=number(farthest["error_sd"], language=language, digits=1) or "…",
        )
    )


def errors(errors: pd.DataFrame, *, language: str) -> Sentence:
    """Which method moves the hidden unit least, source by source, for blocks and for cells; and where none would."""
    applied = errors[errors["reason"].fillna("").eq("") & errors["mean_rank_shift"].notna()]
    said = []
    for (kind, source), own in sorted(
        applied.groupby(["kind", "block"]), key=lambda item: (KINDS.index(item[0][0]), item[0][1])
    ):
        best = own.loc[own["mean_rank_shift"].idxmin()]
        none = own.loc[own["method"] == "none", "mean_rank_shift"]
        said.append(
            _said(
                "errors_sentence",
                language,
                hidden=words.coded("hidden", kind, language),
                source=source,
                method=words.coded("imputation", best["method"], language),
                shift=number(best["mean_rank_shift"], language=language),
                none=number(none.iloc[0], language=language) if len(none) else "…",
                largest=rank(best["largest_rank_shift"], language=language),
            )
        )
    return Sentence(" ".join(said) or words.word("empty_imputation_errors", language))


def ranks(imputation_ranks: pd.DataFrame, units: Units, *, language: str) -> Sentence:
    """Whose rank is least certain under each stochastic imputation."""
    frame = imputation_ranks if imputation_ranks.empty else concerned(imputation_ranks)
    if frame.empty:
        return Sentence(words.word("no_ranks", language))
    said = []
    for variant, own in frame.groupby("variant"):
        widest = own.loc[(own["rank_high"] - own["rank_low"]).idxmax()]
        said.append(
            _said(
                "ranks_sentence",
                language,
                method=words.coded("imputation", variant, language),
                n=integer((own["n_cells"] > 0).sum(), language=language),
                unit=labels.unit(units, widest["unit_code"], language),
                low=rank(widest["rank_low"], language=language),
                high=rank(widest["rank_high"], language=language),
            )
        )
    return Sentence(" ".join(said))


def shadow(shadow: pd.DataFrame, units: Units, *, language: str) -> Sentence:
    """How many cells have a shadow, and whose rank it would change most."""
    if shadow.empty:
        return Sentence(words.word("no_shadow", language))
    n = integer(len(shadow), language=language)
    moved = (shadow["rank_shadow"] - shadow["rank_explicit"]).abs()
    if not (moved > 0).any():
        return Sentence(_said("shadow_nobody", language, n=n))
    farthest = shadow.loc[moved.idxmax()]
    return Sentence(
        _said(
            "shadow_sentence",
            language,
            n=n,
            moved=integer(shadow.loc[moved > 0, "unit_code"].nunique(), language=language),
            units=integer(shadow["unit_code"].nunique(), language=language),
            unit=labels.unit(units, farthest["unit_code"], language),
            kind=words.coded("origin", farthest["class"], language),
            explicit=rank(farthest["rank_explicit"], language=language),
            shadow=rank(farthest["rank_shadow"], language=language),
        )
    )


def _said(key: str, language: str, **numbers: object) -> str:
    return words.word(key, language).format(**numbers)
