"""``pii compare``: what differs between two editions or runs, what changed, and why, under ``reports/compare/<name>``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.chain import compare_sides, folders, side_notebook
from pipeline.chain.compare_sides import GATHERED, Loaded
from pipeline.construction import attribution, changes, congruence, differences
from pipeline.construction.attribution import Attribution
from pipeline.construction.comparison import Pair
from pipeline.data import params, project, store
from pipeline.errors import DataError, FrameworkError, MethodError, ParameterError
from pipeline.framework import edition as edition_model

NOTEBOOK, FOLDER = "compare", "compare"
LONGEST_NAME = 64
EVERY = 10  # provinces between two lines of progress

Said = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """Where the comparison is, and what it found."""

    folder: Path
    notebook: Path
    pair: Pair
    tables: Mapping[str, pd.DataFrame]


def make(
    before: str,
    after: str,
    *,
    root: Path,
    name: str | None = None,
    concordance: str | None = None,
    language: str | None = None,
    said: Said = lambda sentence: None,
) -> Outcome:
    """Compare two editions or runs and write it, whole or not at all.

    Parameters
    ----------
    before, after : ``edition`` (its nominal run) or ``edition/run``.
    name : of the comparison; ``<before>-<after>`` where none is given, with ``_`` for ``/``.
    concordance : a file of ``params/concordance`` from the units of ``before`` to those of ``after``; where none is
        given, the one by which ``after`` was rebuilt from the units of ``before``, if it was.
    language : of the notebook's tables and figures; the later edition's where none is given.
    said : is told a sentence for every side and stage.

    Raises
    ------
    ParameterError, FrameworkError : a run, an edition, a concordance or a name that cannot be used.
    MethodError, DataError : as in the steps.
    StepFailedError : a cell of the notebook stopped; the half-run notebook stays in ``reports/compare/.partial-<name>``.
    """
    name = _name(before, after, name)
    wanted = [compare_sides.wanted(item, root=root) for item in (before, after)]
    own_map = compare_sides.concordance(*(own.edition for own in wanted))
    known = own_map if concordance is None else params.load_concordance(concordance, root=root)
    preparations = [own.edition.method.preparation for own in wanted]
    loaded: list[Loaded] = []
    gathered: compare_sides.Known = {}
    for own, beside in zip(wanted, reversed(preparations), strict=True):
        loaded.append(compare_sides.load(own, beside=beside, known=gathered, root=root))
        said(_of_side(loaded[-1]))
    if own_map is not None and known == own_map:
        loaded = _on_each_others_units(loaded, gathered, root, said)
    pair = Pair(loaded[0].side, loaded[1].side, known)
    found = _attributed(pair, said)
    tables = {
        "compare_sides": compare_sides.table(*loaded),
        "compare_differences": differences.differences(pair),
        "compare_changes": changes.changes(pair),
        "compare_attribution": found.table(),
        "compare_players": found.summary(),
        "compare_congruence": congruence.between_sides(pair),
    }
    parameters = {
        "BEFORE": pair.before.edition.id,
        "AFTER": pair.after.edition.id,
        "LANGUAGE": language or pair.after.edition.about.language,
        "FOLDER": f"{FOLDER}/{name}",
    }
    folder = _write(tables, parameters, name=name, root=root)
    return Outcome(folder, folder / f"{NOTEBOOK}.ipynb", pair, tables)


def _on_each_others_units(loaded: list[Loaded], gathered: compare_sides.Known, root: Path, said: Said) -> list[Loaded]:
    """Each side's data on the units of both; as they are, with the reason said, where the rules for that are not given."""
    try:
        moved = list(compare_sides.on_each_others_units(*loaded, known=gathered, root=root))
    except (FrameworkError, DataError) as error:
        said(f"data of each side on its own units only: {error}")
        return loaded
    said(f"{loaded[0].side.name} and {loaded[1].side.name}: data of each on the units of both")
    return moved


def told(outcome: Outcome, *, root: Path) -> list[str]:
    """What the terminal says at the end: what differs, who moved most, and by what on average."""
    counts = outcome.tables["compare_differences"].groupby("part", sort=False).size()
    differing = ", ".join(f"{part} {count}" for part, count in counts.items())
    players = outcome.tables["compare_players"]
    lines = [f"differences: {differing or 'none'}"]
    if differences.only_units(outcome.tables["compare_differences"], players, outcome.pair.after.edition):
        lines.append("only the units differ: framework, method and data are the same, but for what cannot be rebuilt")
    lines += _moved(outcome)
    if players["reason"].any():
        lines.append(f"no attribution: {players['reason'].iloc[0]}")
    elif players["mean_places"].notna().any():
        units = outcome.pair.after.edition.units.by_code
        shares = "; ".join(
            f"{_worded(row.player)} {row.mean_places:.1f}"
            + (f" (most: {units[row.unit_code].name_vi} {row.largest_places:+.1f})" if row.unit_code else "")
            for row in players.itertuples()
        )
        n_before, n_after = (len(side.ranked) for side in outcome.pair.sides)
        among = "" if n_before == n_after else f" (among {n_before} before and {n_after} after; see the positions)"
        lines.append(f"places moved on average, by cause{among}: {shares}")
        unscored = int(players["n_unscored"].max())
        if unscored:
            lines.append(f"{unscored} provinces have no score in some state and stand last there; see n_unscored")
    return [*lines, f"comparison: {project.shown(outcome.notebook, root)}"]


def _moved(outcome: Outcome) -> list[str]:
    """How many units moved, and which one most."""
    pair, own = outcome.pair, outcome.tables["compare_changes"]
    root = own[own["code"] == pair.after.edition.framework.root.code]
    ranked = root[root["kind"] == changes.RANKED]
    others = len(root) - len(ranked)
    if ranked.empty:
        return ["no province is ranked on both sides"]
    up, down = int((ranked["position"] > 0).sum()), int((ranked["position"] < 0).sum())
    furthest = ranked.loc[ranked["position"].abs().idxmax()]
    unit = pair.after.edition.units.by_code[furthest["unit_code"]]
    ends = [f"{furthest[f'rank_{name}']:g} of {furthest[f'n_{name}']:g}" for name in ("before", "after")]
    most = "" if up + down == 0 else f"; most: {unit.name_vi} {' -> '.join(ends)}"
    rest = f"; {others} units not ranked on both sides, each with its reason" if others else ""
    return [f"{len(ranked)} provinces ranked in both: {up} up, {down} down{most}{rest}"]


def _worded(player: str) -> str:
    return player.replace("others_", "others' ").replace("_", " ")


def _name(before: str, after: str, name: str | None) -> str:
    joined = f"{before}-{after}".replace("/", "_")
    if name is None and len(joined) > LONGEST_NAME:
        raise ParameterError(
            f"compare: the name {joined!r} is longer than {LONGEST_NAME} characters. Give one with --as"
        )
    return edition_model.check_name(joined if name is None else name, what="comparison")


def _of_side(own: Loaded) -> str:
    why = own.reason.replace("_", " ") + (f": {own.detail}" if own.detail else "")
    source = f"gathered from the raw files ({why})" if own.tables == GATHERED else "tables of the run in force"
    return f"{own.side.name}: {source}; {len(own.side.ranked)} ranked units"


def _attributed(pair: Pair, said: Said) -> Attribution:
    """The attribution, or why there is none: not every method can be applied to every framework."""

    def progress(done: int, of: int) -> None:
        if done % EVERY == 0 or done == of:
            said(f"attribution: {done} of {of} provinces")

    try:
        return attribution.attribute(pair, progress=progress)
    except (MethodError, FrameworkError) as error:
        return attribution.impossible(pair, str(error))


def _write(tables: Mapping[str, pd.DataFrame], parameters: Mapping[str, str], *, name: str, root: Path) -> Path:
    """Tables and the executed notebook in a folder aside, which then takes the place of the old one."""
    target = root / "reports" / FOLDER / name
    with folders.written_aside(target) as partial:
        for stem, frame in tables.items():
            store.write_table(frame, partial / f"{stem}.csv")
        side_notebook.execute(root, NOTEBOOK, parameters=parameters, inputs=partial, outputs=partial)
    return target
