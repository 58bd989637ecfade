"""What we see in the chapter on the index, in words: which functions made the scores, and how units fall into classes."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.framework import node_options
from pipeline.framework.edition import Edition
from pipeline.reporting import labels, numbers, words
from pipeline.reporting.sentences import Sentence
from pipeline.reporting.tables_aggregation import aggregates


def functions(edition: Edition, *, language: str) -> Sentence:
    """Which function stands at the nodes, what each lets a strong score do for a weak one, and the floor."""
    framework, options = edition.framework, edition.method.aggregation
    used = list(
        dict.fromkeys(node_options.function_at(node.code, framework, options) for node in reversed(aggregates(edition)))
    )
    names = ", ".join(words.coded("setting", function, language) for function in used)
    key = "functions_uniform" if len(used) == 1 else "functions_mixed"
    said = [words.word(key, language).format(functions=names)]
    said += [words.word(f"function_note_{function}", language) for function in used]
    floors = {node_options.floor_at(node.code, framework, options) for node in aggregates(edition)} - {None}
    said += [
        words.word("floor_note", language).format(floor=numbers.measured(floor, language=language)) for floor in floors
    ]
    return Sentence(" ".join(said))


def unscored(scores: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """Which ranked units have no score at an aggregate.

    Parameters
    ----------
    scores : ranked units x codes, every node.
    """
    parts = []
    for node in aggregates(edition):
        lacking = [str(unit) for unit in scores.index[scores[node.code].isna()]]
        if lacking:
            names = ", ".join(labels.unit(edition.units, unit, language) for unit in lacking)
            parts.append(f"{labels.node(edition.framework, node.code, language)}: {names}")
    if not parts:
        return Sentence(words.word("all_scored", language))
    return Sentence(words.word("not_scored", language).format(parts="; ".join(parts)))


def classes(classes: pd.DataFrame, fit: Mapping[str, float], edition: Edition, *, language: str) -> Sentence:
    """How classes were formed, with the goodness of fit of natural breaks; nothing without classes, as the table says.

    Parameters
    ----------
    fit : goodness of fit of natural breaks by node; empty for other classes.
    """
    options = edition.method.ranking
    if options.classes == "none" or classes.empty:
        return Sentence("")
    fits = ", ".join(
        f"{labels.node(edition.framework, code, language)} {numbers.percent(share, language=language)}"
        for code, share in fit.items()
    )
    said = words.word(f"classes_{options.classes}", language)
    thresholds = "; ".join(numbers.measured(value, language=language) for value in options.class_thresholds)
    return Sentence(said.format(of=int(classes["of"].iloc[0]), thresholds=thresholds, fit=fits))
