"""What the chapter on data says of units that are made from others."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.reporting import labels, numbers, words
from pipeline.reporting.sentences import Sentence
from pipeline.reporting.tables_rebuilding import PUBLISHED, chosen


def rebuilt(values: pd.DataFrame, rebuilt: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """How many units were made from how many, how many cells are approximate or blank, and what is refused."""
    concordance = edition.concordance
    if concordance is None:
        return Sentence(words.word("rebuilt_nothing", language))
    changed = [code for code in edition.units.codes if concordance.predecessor(code) is None]
    own = values[values["unit_code"].isin(changed)]
    refused = [labels.node(edition.full_framework, code, language) for code in edition.refused]
    counts = {
        "after": len(edition.units.codes),
        "before": len(edition.raw_units.codes),
        "same": len(edition.units.codes) - len(changed),
        "changed": len(changed),
        "parts": len({part for code in changed for part, _ in concordance.parts(code)}),
        "cells": len(own),
        "approximate": int(chosen(values, rebuilt)["approximate"].astype(bool).sum()),
        "blank": int(own["value"].isna().sum()),
    }
    return Sentence(
        words.word("rebuilt_units", language).format(
            concordance=concordance.name,
            refused=words.word("rebuilt_refused", language).format(names="; ".join(refused))
            if refused
            else words.word("rebuilt_none_refused", language),
            **{name: numbers.integer(count, language=language) for name, count in counts.items()},
        )
    )


def rebuilt_checks(checks: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """Whether the totals are those of the old units, and what was published for the new ones is met."""
    sums = checks[checks["part"] != PUBLISHED]
    held = checks[checks["part"] == PUBLISHED]
    said = [_sums(sums, language)] if len(sums) else []
    if len(held):
        said.append(_held(held, edition, language))
    return Sentence(" ".join(said))


def _sums(sums: pd.DataFrame, language: str) -> str:
    differ = int((~sums["within"].astype(bool)).sum())
    exact = int((sums["difference"] == 0).sum())
    outcome = (
        words.word("rebuilt_sums_differ", language).format(n_differ=differ)
        if differ
        else words.word("rebuilt_sums_exact", language).format(exact=exact, rounded=len(sums) - exact)
    )
    return words.word("rebuilt_sums", language).format(n=len(sums), outcome=outcome)


def _held(held: pd.DataFrame, edition: Edition, language: str) -> str:
    furthest = held.loc[held["difference"].abs().fillna(float("inf")).idxmax()]
    names = [labels.node(edition.framework, str(code), language) for code in dict.fromkeys(held["code"])]
    return words.word("rebuilt_held", language).format(
        n=len(held),
        names="; ".join(names),
        within=int(held["within"].astype(bool).sum()),
        largest=numbers.measured(furthest["difference"], language=language),
        unit=labels.unit(edition.units, str(furthest["unit_code"]), language),
    )
