"""What the chapter on targets says: what awaits collection, how the units stand, the rule, and what is refused."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.framework.targets import AWAITS, MEASURED, REFUSED
from pipeline.reporting import numbers, tables_targets, words
from pipeline.reporting.sentences import Sentence
from pipeline.statistics import pace


def targets(standing: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """How many targets there are of each status; by light, or by name where nothing measures them."""
    own = edition.targets
    if own is None:
        return Sentence(words.word("targets_none", language))
    statuses = [target.status for target in own.targets]
    said = words.word("targets_named", language).format(
        name=own.title(language),
        n=len(statuses),
        measured=statuses.count(MEASURED),
        awaits=statuses.count(AWAITS),
        refused=statuses.count(REFUSED),
        note=own.note(language),
    )
    if own.measured:
        return Sentence("\n\n".join([said, *_counted(standing, edition, language)]))
    names, refused = (
        "; ".join(tables_targets.title(target, language) for target in own.targets if target.status == status)
        or words.word("targets_no_other", language)
        for status in (AWAITS, REFUSED)
    )
    nothing = words.word("targets_nothing_measured", language).format(names=names, refused=refused)
    return Sentence(f"{said}\n\n{nothing}")


def _counted(standing: pd.DataFrame, edition: Edition, language: str) -> list[str]:
    """For each measured target how many units have which light."""
    by_target = standing.set_index("target")
    found = []
    for target in edition.targets.measured if edition.targets is not None else ():
        row = by_target.loc[target.code]
        parts = [
            f"{words.coded('light', light, language)}: {int(row[f'n_{light}'])}"
            for light in pace.LIGHTS
            if row[f"n_{light}"] > 0
        ]
        name = tables_targets.title(target, language)
        found.append(
            words.word("targets_counted", language).format(name=name, n=int(row["n_units"]), parts="; ".join(parts))
        )
    return found


def lights_rule(edition: Edition, *, language: str) -> Sentence:
    """How the lights are given, with the source of the thresholds; nothing where nothing has a light."""
    own = edition.targets
    if own is None or not own.measured:
        return Sentence("")
    return Sentence(
        words.word("lights_rule", language).format(
            on_track=numbers.percent(own.rule.on_track, language=language),
            moderate=numbers.percent(own.rule.moderate, language=language),
            least_years=own.rule.least_years,
            source=own.rule.source_vi if language == "vi" else own.rule.source_en,
        )
    )


def growth(residuals: pd.DataFrame, edition: Edition, *, language: str) -> Sentence:
    """The residual with its formula and source, or that it has no inputs; and that it is not split, with the reason."""
    own = edition.targets
    if own is None:
        return Sentence("")
    refused = words.word("growth_split_refused", language)
    if own.growth is None:
        return Sentence(f"{words.word('growth_no_inputs', language)} {refused}")
    known = residuals["residual"].dropna()
    said = words.word("growth_formula", language).format(
        alpha=numbers.measured(own.growth.capital_share, language=language),
        beta=numbers.measured(1.0 - own.growth.capital_share, language=language),
        source=own.growth.source_vi if language == "vi" else own.growth.source_en,
        n=len(known),
        median=numbers.percent(known.median(), language=language, digits=1),
    )
    return Sentence(f"{said} {refused}")
