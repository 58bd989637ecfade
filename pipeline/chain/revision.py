"""What a revision changes in the ranking that it corrects: read off the two runs in force, beside their comparison.

The comparison (``pii compare``) explains the changes and has to be there, of these very results. Its counts are taken
from the tables of the two runs, which are verified: where the library has changed since, the comparison recomputes the
earlier side, and the released ranks are the ones that count.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.chain import compare, compare_sides
from pipeline.chain.released import Revision
from pipeline.data import digests, params, project, store
from pipeline.errors import ChainError, StaleInputError, listed
from pipeline.framework.edition import NOMINAL

NEEDED = ("compare_changes.csv", "compare_sides.csv", f"{compare.NOTEBOOK}.ipynb")
SCORES = "scores.csv"


def compared(of: str, edition: str, *, root: Path) -> Revision:
    """How the index of a revision differs from that of the edition which it revises.

    Raises
    ------
    ChainError : the comparison was not made.
    StaleInputError : it was made of other results.
    """
    folder = root / "reports" / compare.FOLDER / f"{of}-{edition}"
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise ChainError(
            f"edition {edition}: a revision is released beside its comparison with {of}, which is expected in "
            f"{project.shown(folder, root)}; not there: {listed(missing)}. Make it: pii compare {of} {edition}"
        )
    before, after = _ranks(of, root=root), _ranks(edition, root=root)
    sides = store.read_table(folder / "compare_sides.csv").set_index("side")
    recomputed = sides.at["before", "tables"] == compare_sides.GATHERED
    changes = store.read_table(folder / "compare_changes.csv")
    own = changes[changes["code"] == _root(edition, root=root)]
    for column, ranks in (("rank_after", after), *((("rank_before", before),) if not recomputed else ())):
        told = own.loc[own[column].notna()].set_index("unit_code")[column]
        if told.to_dict() != ranks.to_dict():
            raise StaleInputError(
                f"edition {edition}: {project.shown(folder, root)} must compare the results in force, and its "
                f"{column} is another one. Make it again: pii compare {of} {edition}"
            )
    files = {project.shown(folder / name, root): digests.of_file(folder / name) for name in NEEDED}
    reason = ": ".join(filter(None, sides.loc["before", ["reason", "detail"]])) if recomputed else None
    return _counted(before, after, of=of, files=files, recomputed=reason)


def _counted(
    before: pd.Series, after: pd.Series, *, of: str, files: dict[str, str], recomputed: str | None
) -> Revision:
    both = before.index.intersection(after.index)
    moved = (after[both] - before[both]).abs()
    largest = float(moved.max()) if len(moved) else 0.0
    return Revision(
        of=of,
        n_compared=len(both),
        n_changed=int((moved > 0).sum()),
        largest_rank_change=largest,
        largest=tuple(sorted(moved[moved == largest].index)) if largest else (),
        ranked_in_one=tuple(sorted(before.index.symmetric_difference(after.index))),
        comparison=files,
        recomputed=recomputed,
    )


def _ranks(edition: str, *, root: Path) -> pd.Series:
    """Rank in the index of every unit that has one, by the run in force."""
    scores = store.read_table(project.processed(edition, NOMINAL, root=root) / SCORES)
    own = scores[(scores["code"] == _root(edition, root=root)) & scores["rank"].notna()]
    return own.set_index("unit_code")["rank"].astype(float)


def _root(edition: str, *, root: Path) -> str:
    return params.load_edition(edition, root=root).framework.root.code
