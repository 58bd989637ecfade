"""The raw data that a run starts from: which files they are, that they are those described, and what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.data import digests, project
from pipeline.errors import DataError, StaleInputError, listed
from pipeline.framework.edition import Edition

if TYPE_CHECKING:
    from pipeline.data.assembly import Gathered


def digests_of(edition: Edition, *, root: Path) -> dict[str, str]:
    """SHA-256 of every raw file of an edition, each table's compared with what its source.yaml says.

    Raises
    ------
    StaleInputError : every file that is absent or differs, by name.
    """
    from pipeline.data import assembly

    incomplete = edition.about.incomplete
    paths = _files_of_sources(edition, root=root) if incomplete else assembly.raw_files(edition, root=root)
    absent = [project.shown(path, root) for path in paths if not path.is_file()]
    if absent:
        raise StaleInputError(
            f"edition {edition.id}: raw files are expected and not there: {listed(absent)}. Restore them"
        )
    found = {project.shown(path, root): digests.of_file(path) for path in paths}
    expected = _described(paths, root=root)
    changed = [name for name, digest in found.items() if expected.get(name, digest) != digest]
    if changed:
        raise StaleInputError(
            f"edition {edition.id}: raw files must be the ones that their source.yaml describes (sha256); "
            f"different: {listed(f'{name} is {found[name]}, not {expected[name]}' for name in changed)}. "
            "Raw files are never edited: restore them"
        )
    return found


def gathered(edition: Edition, *, root: Path) -> str:
    """Read and check the data as the chapters will, published totals included; say how many values there are.

    Raises
    ------
    DataError : data that break their contract, see `assembly.gather` and `assembly.published`; none at all.
    """
    from pipeline.data import assembly

    found = assembly.gather(edition, root=root)
    assembly.published(edition, root=root)
    present = int(found.values["value"].notna().sum())
    if not present:
        raise DataError(f"edition {edition.id}: at least one value is expected, found none. See sources.yaml")
    years = found.values["data_year"].value_counts().sort_index(ascending=False)
    told = ", ".join(f"{year}: {count}" for year, count in years.items())
    blank = found.values[found.values["value"].isna()]
    cells = listed(f"{row.code} {row.unit_code} ({row.origin})" for row in blank.itertuples())
    return (
        f"data: {present} of {len(found.values)} values of {len(edition.framework.indicators)} indicators, "
        f"{len(edition.framework.outcomes)} outcomes and {len(edition.framework.sizes)} sizes present; "
        f"by data year: {told}; blank: {cells or 'none'}{_rebuilt(edition, found)}"
    )


def _rebuilt(edition: Edition, found: Gathered) -> str:
    """What was made from other units, and whether the totals are theirs."""
    about = edition.about.rebuilt
    if about is None:
        return ""
    beyond = found.rebuilt_checks[~found.rebuilt_checks["within"].astype(bool)]
    differing = listed(f"{row.code} {row.part} {row.unit_code} {row.year}" for row in beyond.itertuples())
    refused = listed(edition.refused) or "none"
    return (
        f"; rebuilt from {len(edition.raw_units.codes)} units to {len(edition.units.codes)} by {about.concordance}: "
        f"refused: {refused}; of {len(found.rebuilt_checks)} totals and published figures differ: {differing or 'none'}"
    )


def _files_of_sources(edition: Edition, *, root: Path) -> list[Path]:
    """Every table of every source that an incomplete edition names so far."""
    from pipeline.data import sources

    named = {table.split("/")[0] for source in edition.sources.indicators.values() for table in source.tables}
    described = [sources.describe(name, root=root) for name in sorted(named)]
    return [item.folder / table.file for item in described for table in item.source.tables.values()]


def _described(paths: Sequence[Path], *, root: Path) -> dict[str, str]:
    """What the descriptions beside raw files promise: path -> sha256."""
    from pipeline.data import sources

    described = [sources.describe(name, root=root) for name in sorted({path.parent.name for path in paths})]
    tables = [(item.folder / table.file, table) for item in described for table in item.source.tables.values()]
    return {project.shown(path, root): table.sha256 for path, table in tables}
