"""A run as one file to archive: ``pii bundle``.

A zip that is a Workflow Run RO-Crate and, unpacked, a project of the usual layout: chapters as stored and as executed,
tables, report and workbook, the parameters and the raw data of the run with their licences, the edition's whole ledger,
the locked environment, the licence and this package itself. Nothing else is needed to check it (`bundle_verify`), and
but for the locked packages nothing else to make it again.

The same run gives the same bytes: dates are those of the ledger, entries are sorted and stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.chain import bundle_actions, bundle_archive, bundle_contents, bundle_crate, bundle_readme
from pipeline.data import digests, project


@dataclass(frozen=True)
class Bundled:
    """A bundle that was written; ``head`` is that of the ledger in it."""

    path: Path
    n_files: int
    size: int
    digest: str
    head: str

    def told(self, root: Path) -> list[str]:
        """Lines to read."""
        return [
            f"bundle: {project.shown(self.path, root)}  ({self.n_files} files, {self.size / 1e6:.1f} MB)",
            f"its digest (sha256): {self.digest}",
            f"head of the ledger: {self.head}",
        ]


def make(edition: str, run: str, *, root: Path, out: Path | None = None) -> Bundled:
    """Verify a run and bundle it with everything that it rests on.

    Parameters
    ----------
    out : the file to write; by default ``reports/<edition>/<edition>-<run>.zip``. One that is there is replaced.

    Raises
    ------
    StaleInputError, ChainError : see `bundle_contents.gather`; nothing is written.
    """
    contents = bundle_contents.gather(edition, run, root=root)
    files = {**contents.files, bundle_crate.README: bundle_readme.text(contents).encode()}
    files[bundle_crate.SUMS] = bundle_archive.sums(files)
    crate = bundle_crate.begun(contents, files)
    bundle_actions.tell(crate)
    target = out or project.reports(edition, f"{edition}-{run}.zip", root=root)
    bundle_archive.write(target, {**files, bundle_archive.METADATA: crate.text().encode()})
    return Bundled(target, len(files), target.stat().st_size, digests.of_file(target), contents.head)
