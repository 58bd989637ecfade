"""The parity certificate: every comparison made, none left out unseen, and an error where one fails."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.certification import certificate_page, certificate_tables
from pipeline.certification.comparison import Agreement, Tolerance, compare
from pipeline.certification.mapping import Mapped, NotRun
from pipeline.certification.oracles import Data, Oracle, oracles
from pipeline.data import store
from pipeline.errors import DataError, PipelineError, listed

COLUMNS = ("oracle", "stage", "item", "n_values", "max_abs_diff", "tolerance", "passed")
UNMAPPED = NotRun("unmapped", "no call of ours is declared for it")
UNREADABLE = (ValueError, KeyError, TypeError, PipelineError)  # what a table that is not the oracle's may cause


@dataclass(frozen=True)
class Line:
    """One row of the certificate: compared (`agreement` and `tolerance`) or not run (`not_run`)."""

    oracle: str
    stage: str
    item: str
    call: str
    note: str
    tolerance: Tolerance | None = None
    agreement: Agreement | None = None
    not_run: NotRun | None = None

    @property
    def passed(self) -> bool | None:
        """Whether ours is near enough; None where nothing was compared."""
        return self.agreement.passed if self.agreement else None

    def cells(self) -> list[str]:
        """The row as the table has it; what was not run says so in its stage."""
        if self.agreement is None or self.tolerance is None:
            why = self.not_run.why if self.not_run else "unmapped"
            return [self.oracle, f"{self.stage} (not run: {why})", self.item, "0", "", "", ""]
        numbers = [self.agreement.n_values, self.agreement.max_abs_diff, self.tolerance.value]
        return [self.oracle, self.stage, self.item, *map(_number, numbers), str(self.agreement.passed).lower()]


def folder_of(root: Path) -> Path:
    """Where the certificate lies."""
    return root / "reports" / "certificate"


def certify(
    root: Path, *, folder: Path | None = None, said: Callable[[str], None] = lambda sentence: None
) -> list[Line]:
    """Make every comparison, write the certificate, and refuse one that fails: :func:`make`, :func:`refuse_failures`."""
    lines = make(root, folder=folder, said=said)
    refuse_failures(lines)
    return lines


def make(root: Path, *, folder: Path | None = None, said: Callable[[str], None] = lambda sentence: None) -> list[Line]:
    """Make every comparison and write ``reports/certificate``, whether all pass or not.

    Parameters
    ----------
    root : the project's folder.
    folder : of the oracles that the project does not carry; None: only what it carries, and the rest is not run.
    said : is told a sentence for every oracle.

    Returns
    -------
    The rows, sorted by oracle, stage and item.
    """
    known = oracles(root, folder)
    lines = sorted((line for oracle in known for line in lines_of(oracle)), key=lambda line: line.cells()[:3])
    titles = {oracle.name: oracle.title for oracle in known}
    target = folder_of(root)
    for chapter in target.glob("*.ipynb"):
        chapter.unlink()  # it tells of an earlier certificate
    _write(target / "certificate.csv", _table(lines))
    _write(target / "certificate.html", certificate_page.page(lines, titles))
    store.write_table(certificate_tables.items(lines, titles), target / certificate_tables.ITEMS)
    store.write_table(certificate_tables.defects(), target / certificate_tables.FAULTS)
    for oracle in known:
        said(summary(oracle.name, [line for line in lines if line.oracle == oracle.name]))
    return lines


def refuse_failures(lines: Sequence[Line]) -> None:
    """Name the comparisons that failed.

    Raises
    ------
    DataError : a comparison failed.
    """
    failed = [line for line in lines if line.passed is False]
    if failed:
        shown = listed(f"{line.oracle} {line.item}" for line in failed)
        raise DataError(
            f"reports/certificate/certificate.csv: every comparison must pass, {len(failed)} of "
            f"{sum(line.passed is not None for line in lines)} failed: {shown}. "
            "See certificate.html for the first values that differ, then mend the function or explain the oracle"
        )


def lines_of(oracle: Oracle) -> Iterator[Line]:
    """One row for every item of an oracle."""
    for stage in oracle.stages:
        for item, mapped in stage.tables.items():
            yield _line(oracle, stage.name, item, mapped)
        for item, reason in stage.not_run.items():
            yield _not_run(oracle, stage.name, item, reason)
    mapped_items = {item for stage in oracle.stages for item in (*stage.tables, *stage.not_run)}
    for item, own in oracle.known.items():
        if item not in mapped_items:
            yield _not_run(oracle, "tables", item, own or UNMAPPED)


def summary(name: str, lines: Sequence[Line]) -> str:
    """One sentence on an oracle.

    >>> summary("hdi", [])
    'hdi: 0 compared, 0 passed, 0 not run'
    """
    compared = [line for line in lines if line.passed is not None]
    passed = sum(bool(line.passed) for line in compared)
    return f"{name}: {len(compared)} compared, {passed} passed, {len(lines) - len(compared)} not run"


def _line(oracle: Oracle, stage: str, item: str, mapped: Mapped) -> Line:
    """Compare one item; a table that is not there is not run, one that cannot be read or made fails."""
    if oracle.data is None:
        return _not_run(oracle, stage, item, NotRun("absent", oracle.absent))
    try:
        expected = oracle.data.golden(item)
    except FileNotFoundError:
        return _not_run(oracle, stage, item, NotRun("absent", "the project carries only some of these figures"))
    note = " ".join(part for part in (mapped.note, mapped.partial) if part)
    tolerance, agreement = _compared(oracle.data, mapped, expected)
    return Line(oracle.name, stage, item, oracle.calls.get(item, ""), note, tolerance, agreement)


def _compared(data: Data, mapped: Mapped, expected: pd.DataFrame) -> tuple[Tolerance, Agreement]:
    tolerance = mapped.tolerance if isinstance(mapped.tolerance, Tolerance) else mapped.tolerance(data)
    try:
        theirs = mapped.theirs(expected)
        return tolerance, compare(mapped.call(data), theirs, tolerance, partial=bool(mapped.partial))
    except UNREADABLE as fault:
        return tolerance, Agreement(n_values=0, max_abs_diff=math.inf, passed=False, fault=f"{fault}")


def _not_run(oracle: Oracle, stage: str, item: str, reason: NotRun) -> Line:
    return Line(oracle.name, stage, item, oracle.calls.get(item, ""), "", not_run=reason)


def _table(lines: Sequence[Line]) -> str:
    """The certificate as CSV; names hold neither commas nor quotes."""
    return "\n".join(",".join(cells) for cells in [COLUMNS, *(line.cells() for line in lines)]) + "\n"


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
