"""What ``pii compare`` sets side by side: an edition or a run, from its tables in force or through the library.

The tables of a run are used where the record vouches for them: the run was committed, the tables, parameters and raw
files are the ones on record, and the ranks follow from the values with the library as it is now. Everything else is
gathered from the raw files, without a kernel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.chain import ledger, resolve
from pipeline.construction import imputation, index, matrix, screening, treatment
from pipeline.construction import weights as weighing
from pipeline.construction.comparison import Side, Tables
from pipeline.data import assembly, digests, params, project, store
from pipeline.errors import DataError, FrameworkError, MethodError, ParameterError, listed, nearest
from pipeline.framework import edition as edition_model
from pipeline.framework import method as method_model
from pipeline.framework.concordance import Concordance
from pipeline.framework.edition import NOMINAL, SCRATCH, Edition
from pipeline.framework.options import Preparation
from pipeline.framework.units import Units

IN_FORCE, GATHERED = "run", "gathered"
NOT_ON_RECORD, NOT_AS_RECORDED = "not_on_record", "not_as_recorded"
OTHER_SCORES, NOT_COMPUTABLE = "other_scores", "not_computable"
USED = ("values.csv", "panel.csv", "screening.csv", "scores.csv")
BESIDE = ("EDITION", "RUN", "LANGUAGE", "SEED")
"""Names that every run records beside its options of method."""

Known = dict[tuple[str, Preparation, tuple[str, ...]], Tables]
TOLERANCE = 1e-9  # of scores on 0-100, between machines; ranks are compared exactly


@dataclass(frozen=True)
class Wanted:
    """An edition under a run's method and seed; ``closing`` is the ledger's line that put the run in force, if any."""

    edition: Edition
    run: str
    seed: int
    closing: Mapping[str, Any] | None

    @property
    def name(self) -> str:
        return self.edition.id if self.run == NOMINAL else f"{self.edition.id}/{self.run}"


@dataclass(frozen=True)
class Loaded:
    """A side, and whether its tables are those of the run in force, or why not (``reason``, with what it is about)."""

    side: Side
    wanted: Wanted
    tables: str
    reason: str
    detail: str


def wanted(name: str, *, root: Path) -> Wanted:
    """What ``edition`` or ``edition/run`` means.

    The method of a run is that of ``params/methods`` which it is named after; of any other run the recorded parameters.

    Raises
    ------
    ParameterError : a run that is neither on record nor named after a method.
    FrameworkError : an edition that does not exist or contradicts itself, or is incomplete.
    """
    edition_name, _, run = name.partition("/")
    run = run or NOMINAL
    edition_model.check_name(run, what="run")
    if run == SCRATCH:
        raise ParameterError(f"{name}: {SCRATCH!r} is for notebooks run by hand and is not on record. Name a run")
    if run != NOMINAL and run in params.methods(root=root):
        own = resolve.resolve(edition_name, root=root, method=run)
        return Wanted(own.edition, run, own.seed, _closing(own.edition, run, root))
    own = resolve.resolve(edition_name, root=root)
    closing = _closing(own.edition, run, root)
    if run == NOMINAL:
        return Wanted(own.edition, run, own.seed, closing)
    if closing is None:
        known = sorted({*params.methods(root=root), *_runs(own.edition, root)})
        raise ParameterError(f"{name}: a run on record, or the name of a method, is expected; {nearest(run, known)}")
    return _recorded(own.edition, run, closing)


def load(wanted: Wanted, *, beside: Preparation, known: Known, root: Path) -> Loaded:
    """Tables and results of a side.

    Parameters
    ----------
    beside : the other side's preparation; where it differs, the raw files are gathered under it as well.
    known : what was gathered for another side already; grows.

    Raises
    ------
    DataError, MethodError : as in the steps.
    """
    reason, detail = _unusable(wanted, root)
    side = None if reason else _in_force(wanted, root)
    if side is not None:
        reason, detail = _contradiction(side)
    found = side if side is not None and not reason else _computed(wanted, known, root)
    if beside != found.method.preparation:
        other = wanted.edition.with_method(wanted.edition.method.replace(beside.model_dump()))
        tables = {**found.tables, beside: _gathered(other, known, root)}
        found = replace(found, tables=tables)
    return Loaded(found, wanted, GATHERED if reason else IN_FORCE, reason, detail)


def concordance(before: Edition, after: Edition) -> Concordance | None:
    """The map by which the later edition was rebuilt, where the earlier one has the units that it was rebuilt from.

    Raises
    ------
    ParameterError : the earlier edition is the one that was rebuilt, from the units of the later.
    """
    if before.about.rebuilt is not None and _same_units(after, before.raw_units) and after.about.rebuilt is None:
        raise ParameterError(
            f"{before.id} is made from the units of {after.id}, so these come first; found the other way round. "
            f"Compare {after.id} with {before.id}"
        )
    if after.about.rebuilt is None or before.about.rebuilt is not None or not _same_units(before, after.raw_units):
        return None
    return after.concordance


def _same_units(edition: Edition, units: Units) -> bool:
    names = ({unit.unit_code: unit.name_vi for unit in own.units} for own in (edition.units, units))
    return next(names) == next(names)


def on_each_others_units(before: Loaded, after: Loaded, *, known: Known, root: Path) -> tuple[Loaded, Loaded]:
    """Both sides with their data on the units of the other as well, where the later one is rebuilt from the earlier's.

    Parameters
    ----------
    known : what was gathered already; grows.

    Raises
    ------
    FrameworkError : an earlier edition that does not say how its values are rebuilt.
    """
    old, new = before.side.edition, after.side.edition
    if new.about.rebuilt is None:
        raise FrameworkError(f"{after.side.name}: its units are not rebuilt. Name an edition with `rebuilt`")
    rebuilt = new.about.rebuilt.model_copy(update={"published": ()})
    moved = {
        "about": old.about.model_copy(update={"rebuilt": rebuilt, "published": ()}),
        "units": new.units,
        "units_before": old.units,
        "concordance": new.concordance,
        "targets": None,  # no part of the index, and their own series are of the units of the raw tables
    }
    unmoved = {
        "about": new.about.model_copy(update={"rebuilt": None}),
        "units": new.raw_units,
        "units_before": None,
        "concordance": None,
        "targets": None,
    }
    sides = []
    for loaded, parts in ((before, moved), (after, unmoved)):
        own = {name: getattr(loaded.side.edition, name) for name in Edition.model_fields}
        edition = Edition.read(own | parts, where=f"{loaded.side.name} on the other side's units")
        elsewhere = {
            preparation: _gathered(edition.with_method(edition.method.replace(preparation.model_dump())), known, root)
            for preparation in loaded.side.tables
        }
        sides.append(replace(loaded, side=replace(loaded.side, elsewhere=elsewhere)))
    return sides[0], sides[1]


def table(before: Loaded, after: Loaded) -> pd.DataFrame:
    """``compare_sides.csv``."""
    rows = [
        {
            "side": place,
            "name": own.side.name,
            "edition": own.wanted.edition.id,
            "run": own.wanted.run,
            "method": own.side.method.name,
            "seed": own.side.seed,
            "tables": own.tables,
            "reason": own.reason,
            "detail": own.detail,
            "n_units": len(own.side.edition.units.codes),
            "n_ranked": len(own.side.ranked),
            "n_indicators": len(own.side.edition.framework.indicators),
        }
        for place, own in (("before", before), ("after", after))
    ]
    return pd.DataFrame(rows)


def _closing(edition: Edition, run: str, root: Path) -> Mapping[str, Any] | None:
    return ledger.read(project.ledger(edition.id, root=root)).last_committed(run)


def _runs(edition: Edition, root: Path) -> list[str]:
    lines = ledger.read(project.ledger(edition.id, root=root)).lines
    return sorted({line["run"] for line in lines if line["outcome"] == ledger.COMMITTED})


def _recorded(edition: Edition, run: str, closing: Mapping[str, Any]) -> Wanted:
    """An edition under the options that a run was recorded with."""
    known = method_model.group_of()
    recorded = {name.lower(): value for name, value in closing["parameters"].items()}
    unknown = [name.upper() for name in recorded if name not in known and name.upper() not in BESIDE]
    if unknown:
        raise ParameterError(
            f"{edition.id}/{run}: the run was recorded with parameters that are none any more: {listed(unknown)}. "
            "Run it again"
        )
    options = {name: value for name, value in recorded.items() if name in known}
    return Wanted(edition.with_method(edition.method.replace(options)), run, int(recorded["seed"]), closing)


def _unusable(wanted: Wanted, root: Path) -> tuple[str, str]:
    """Why the tables of a run are not the ones on record, and what differs; or nothing."""
    if wanted.closing is None:
        return NOT_ON_RECORD, ""
    folder = project.processed(wanted.edition.id, wanted.run, root=root)
    outputs = {str(folder / name): wanted.closing["outputs"].get(name) for name in USED}
    inputs = {str(root / name): digest for name, digest in wanted.closing["inputs"].items() if "/" in name}
    differing = [
        project.shown(Path(path), root)
        for path, digest in {**inputs, **outputs}.items()
        if not Path(path).is_file() or digests.of_file(Path(path)) != digest
    ]
    return (NOT_AS_RECORDED, listed(differing)) if differing else ("", "")


def _in_force(wanted: Wanted, root: Path) -> Side:
    folder = project.processed(wanted.edition.id, wanted.run, root=root)
    values, panel, screened, scores = (store.read_table(folder / name) for name in USED)
    return _side(wanted, Tables(values, panel), screened, scores)


def _gathered(edition: Edition, known: Known, root: Path) -> Tables:
    """The raw files of an edition under a preparation, read once."""
    key = (edition.id, edition.method.preparation, tuple(edition.units.codes))
    if key not in known:
        gathered = assembly.gather(edition, root=root)
        known[key] = Tables(gathered.values, gathered.panel)
    return known[key]


def _computed(wanted: Wanted, known: Known, root: Path) -> Side:
    tables = _gathered(wanted.edition, known, root)
    screened = screening.screen(tables.values, wanted.edition).screening
    scores = _scores(_side(wanted, tables, screened, pd.DataFrame()))
    return _side(wanted, tables, screened, scores)


def _side(wanted: Wanted, tables: Tables, screened: pd.DataFrame, scores: pd.DataFrame) -> Side:
    own = {wanted.edition.method.preparation: tables}
    return Side(wanted.name, wanted.edition, wanted.seed, own, screened, scores)


def _scores(side: Side) -> pd.DataFrame:
    """``scores.csv`` from a side's values, step by step as the chapters do it."""
    edition, own = side.edition, side.own
    prepared = matrix.prepared(own.values, edition, edition.method, units=side.screened)
    filled = imputation.impute(prepared, own.panel, edition, seed=side.seed).values
    treated = treatment.treat(filled, edition).values
    outcome = weighing.outcome(own.values, edition, units=side.screened)
    return index.build(treated, edition, outcome=outcome).table(edition)


def _contradiction(side: Side) -> tuple[str, str]:
    """Whether the recorded scores are still what the library makes of the recorded values."""
    try:
        now = _scores(side)
    except (DataError, MethodError) as error:
        return NOT_COMPUTABLE, str(error)
    both = side.scores.merge(now, on=["unit_code", "code"], how="outer", suffixes=("", "_now"))
    ranks = both["rank"].astype(float).fillna(0) != both["rank_now"].astype(float).fillna(0)
    scores = (both["score"] - both["score_now"]).abs() > TOLERANCE
    if not (ranks | scores).any():
        return "", ""
    return OTHER_SCORES, listed(both.loc[ranks | scores, "unit_code"].unique())
