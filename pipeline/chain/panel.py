"""``pii panel``: several editions computed as one, with their notebook, under ``reports/panel/<name>``.

The values are gathered through the library, so no edition needs to have been run. Nothing of an edition's own runs is
read or changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.chain import folders, side_notebook
from pipeline.construction import imputation, matrix, panel, panel_index, panel_trends, screening
from pipeline.construction.panel import Part
from pipeline.construction.panel_index import PanelIndex
from pipeline.data import assembly, params, project, store, stored_goalposts
from pipeline.errors import ParameterError, listed
from pipeline.framework import edition as edition_model
from pipeline.framework.edition import Edition
from pipeline.framework.goalposts import Goalposts

NOTEBOOK, FOLDER = "panel", "panel"
LONGEST_NAME = 64

Said = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """Where the panel is, and where its goalposts were stored, if they were."""

    folder: Path
    notebook: Path
    stored: Path | None


def make(
    ids: Sequence[str],
    *,
    root: Path,
    name: str | None = None,
    method: str | None = None,
    store_as: str | None = None,
    said: Said = lambda sentence: None,
) -> Outcome:
    """Compute a panel and write it, whole or not at all.

    Parameters
    ----------
    ids : editions; the first one lends its tree and its weights.
    name : of the panel; the editions' names joined by ``_`` where none is given.
    method : another than the editions' own, which must be the same for all.
    store_as : name under which the goalposts are kept in ``params/goalposts``.
    said : is told a sentence for every edition and stage.

    Raises
    ------
    FrameworkError, ParameterError : editions that are no panel, methods that differ, a name that cannot be used.
    MethodError, DataError : as in the steps; goalposts that a method does not have.
    StepFailedError : a cell of the notebook stopped; the half-run notebook stays in ``reports/panel/.partial-<name>``.
    """
    name = _name(ids, name)
    if store_as is not None:
        stored_goalposts.check_is_new(store_as, root=root)
    editions = _editions(ids, method, root)
    panel.check(editions)
    parts = []
    for number, edition in enumerate(editions, start=1):
        parts.append(gather(edition, root=root))
        n_units, n_indicators = parts[-1].values.shape
        said(f"[{number}/{len(editions)}] {edition.id}  {n_units} ranked units, {n_indicators} indicators")
    built = panel_index.build(panel.join(parts))
    said(_shared(built))
    kept = _goalposts(built, name=store_as or name, required=store_as is not None)
    folder = _write(built, kept, name=name, language=editions[0].about.language, root=root)
    stored = stored_goalposts.write(kept, root=root) if store_as is not None and kept is not None else None
    return Outcome(folder=folder, notebook=folder / f"{NOTEBOOK}.ipynb", stored=stored)


def gather(edition: Edition, *, root: Path) -> Part:
    """One edition from its raw tables to its prepared and imputed matrix."""
    gathered = assembly.gather(edition, root=root)
    units = matrix.ranked_units(screening.screen(gathered.values, edition).screening)
    prepared = matrix.prepared(gathered.values, edition, edition.method, units=units)
    return Part(
        edition=edition, values=imputation.impute(prepared, gathered.panel, edition, seed=edition.about.seed).values
    )


def _name(ids: Sequence[str], name: str | None) -> str:
    joined = "_".join(ids)
    if name is None and len(joined) > LONGEST_NAME:
        raise ParameterError(f"panel: the name {joined!r} is longer than {LONGEST_NAME} characters. Give one with --as")
    return edition_model.check_name(joined if name is None else name, what="panel")


def _editions(ids: Sequence[str], method: str | None, root: Path) -> list[Edition]:
    """The editions under one method."""
    editions = [params.load_edition(name, root=root) for name in ids]
    if method is not None:
        chosen = params.load_method(method, root=root)
        return [edition.with_method(chosen) for edition in editions]
    own = {edition.id: edition.method.name for edition in editions}
    if len(set(own.values())) > 1:
        told = listed(f"{name} has {method}" for name, method in own.items())
        raise ParameterError(f"panel: one method is expected for all editions, found {told}. Choose one with --method")
    return editions


def _shared(built: PanelIndex) -> str:
    shared, left_out = len(built.panel.values.columns), list(built.panel.left_out["code"])
    told = f"; left out: {listed(left_out)}" if left_out else ""
    return f"panel of {len(built.panel.editions)} editions: {shared} shared indicators{told}"


def _goalposts(built: PanelIndex, *, name: str, required: bool) -> Goalposts | None:
    """The goalposts, or None where there are none and nobody asks for them."""
    if not required and panel_index.without_goalposts(built):
        return None
    return panel_index.goalposts(built, name=name)


def _write(built: PanelIndex, kept: Goalposts | None, *, name: str, language: str, root: Path) -> Path:
    """Tables and the executed notebook in a folder aside, which then takes the place of the old one."""
    target = root / "reports" / FOLDER / name
    parameters = {
        "EDITIONS": built.panel.ids,
        "TREE": built.panel.base.id,
        "LANGUAGE": language,
        "FOLDER": f"{FOLDER}/{name}",
    }
    with folders.written_aside(target) as partial:
        _write_tables(built, kept, partial)
        side_notebook.execute(root, NOTEBOOK, parameters=parameters, inputs=partial, outputs=partial)
    return target


def _write_tables(built: PanelIndex, kept: Goalposts | None, folder: Path) -> None:
    tables = {
        "panel_scores": built.table(),
        "panel_trends": panel_trends.trends(built),
        "panel_goalposts": panel_index.goalpost_table(kept),
        "panel_left_out": built.panel.left_out,
    }
    for stem, frame in tables.items():
        store.write_table(frame, folder / f"{stem}.csv")


def told(outcome: Outcome, *, root: Path) -> list[str]:
    """What the terminal says at the end."""
    lines = [f"panel: {project.shown(outcome.notebook, root)}"]
    if outcome.stored is not None:
        name = outcome.stored.stem
        lines += [
            f"goalposts: {project.shown(outcome.stored, root)}. An edition uses them with `goalposts: {name}` in its "
            "edition.yaml and a method with normalisation goalposts and outlier_rule none"
        ]
    return lines
