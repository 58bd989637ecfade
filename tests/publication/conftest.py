"""Finished runs to publish: the fictitious edition's in both languages, made once a session; open-2024's for the proof.

Whoever has a project folder with finished runs names it in ``PII_FINISHED_RUNS``: then nothing is run, and tests take
seconds; the runs are taken as they are, with the parameters of this checkout. Without it every test that asks for a
finished run has the marker ``chain``, since kernels are started.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from pipeline import cli
from pipeline.chain import publish
from pipeline.data import project
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.publication.published_run import PublishedRun

ROOT = Path(__file__).parents[2]
FINISHED = "PII_FINISHED_RUNS"
TOY, OPEN = "toy", "open-2024"
RUNS = ("published", "hostile", "published_open")
HOSTILE = (
    '<script>alert("1")</script>',
    "\"><img src=x onerror=alert('2')>",
    "{{ 7 * 7 }} {% raw %} ${alert(3)} `4` *5* [6](javascript:alert(6))",
    "=1+1 & <b>bold</b> #let x = 1 $y$ @ref \\ //",
    "Tên rất dài " * 25,
    "שלום \u202eabc مرحبا",
    "'; DROP TABLE units; --",
    "</title></style></script><svg/onload=alert(8)>",
)


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Who asks for a finished run starts kernels, unless runs are at hand."""
    if os.environ.get(FINISHED):
        return
    for item in items:
        if set(RUNS) & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.chain)


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a project in which an edition has run in both languages."""
    given = os.environ.get(FINISHED)
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base  # workers of one session share a run

    def folder(edition: str) -> Path:
        if given:
            return _with_own_parameters(Path(given), shared / "given")
        with (shared / f"{edition}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            root = shared / f"finished-{edition}"
            if not root.exists():
                _run(edition, root)
        return root

    return folder


def _with_own_parameters(given: Path, root: Path) -> Path:
    if not root.exists():
        root.mkdir()
        for part in ("data", "reports"):
            (root / part).symlink_to(given / part)
        for part in ("params", "notebooks", "pyproject.toml", "LICENSE", "CITATION.cff"):
            (root / part).symlink_to(ROOT / part)
    return root


def _run(edition: str, root: Path) -> None:
    """A copy of the project in which the edition is run; in place only when it is whole."""
    partial = root.with_name(f".{root.name}")
    shutil.rmtree(partial, ignore_errors=True)
    for part in ("params", "notebooks", "data/raw"):
        shutil.copytree(ROOT / part, partial / part)
    for name in ("pyproject.toml", "LICENSE", "CITATION.cff"):
        shutil.copy(ROOT / name, partial)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(project.VARIABLE, str(partial))
        assert cli.main(["run", edition]) == 0
        assert cli.main(["run", edition, "-p", "language=en", "--as", "nominal-en"]) == 0
    partial.rename(root)


def _gather(edition: str, root: Path) -> PublishedRun:
    with pytest.MonkeyPatch.context() as patch:
        if os.environ.get(FINISHED):  # made by an earlier state of the code: not what its record says any more
            patch.setattr(publish.verify, "verify", lambda *_, **__: Mock())
        return publish.gather(edition, root=root)


@pytest.fixture(scope="session")
def published(finished: Callable[[str], Path]) -> PublishedRun:
    """The finished run of the fictitious edition, in both languages; read-only."""
    return _gather(TOY, finished(TOY))


@pytest.fixture(scope="session")
def published_open(finished: Callable[[str], Path]) -> PublishedRun:
    """The finished run of open-2024, in both languages, for tests with the marker ``prove``; read-only."""
    return _gather(OPEN, finished(OPEN))


@pytest.fixture(scope="session")
def hostile(published: PublishedRun) -> PublishedRun:
    """The same run, whose units, regions, nodes and edition have names that are markup, endless, or run leftward."""
    return replace(published, edition=_renamed(published.edition))


def _renamed(edition: Edition) -> Edition:
    def name(number: int) -> dict[str, str]:
        text = HOSTILE[number % len(HOSTILE)]
        return {"name_vi": f"{text} {number}", "name_en": f"{number} {text}"}

    units = [
        unit.model_copy(update={**name(n), "region_vi": HOSTILE[0], "region_en": HOSTILE[1]})
        for n, unit in enumerate(edition.units.units)
    ]
    more = ("definition_vi", "definition_en", "unit_of_measure", "unit_of_measure_vi", "unit_of_measure_en")
    nodes = [
        node.model_copy(update=name(n) | {field: HOSTILE[n % 3] for field in more if field in type(node).model_fields})
        for n, node in enumerate(edition.full_framework.nodes)
    ]
    about = edition.about.model_copy(
        update={**name(0), "note_vi": f"Hư cấu {HOSTILE[1]}", "note_en": f"Fictitious {HOSTILE[1]}"}
    )
    levels = [level.model_copy(update=name(n)) for n, level in enumerate(about.levels)]
    framework = Hierarchy(nodes=tuple(nodes), levels=tuple(levels))
    told = {field: getattr(edition, field) for field in type(edition).model_fields}
    about = about.model_copy(update={"levels": tuple(levels)})
    return Edition(**told | {"about": about, "units": Units(units=tuple(units)), "full_framework": framework})


@pytest.fixture(scope="session")
def site_folder(published: PublishedRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the fictitious edition in both languages, without the files of other parts; read-only."""
    from pipeline.publication import site  # Sphinx takes seconds to load

    folder = tmp_path_factory.mktemp("site")
    site.write(published, folder, languages=("vi", "en"), boundaries=None)
    return folder


@pytest.fixture(scope="session")
def hostile_folder(hostile: PublishedRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with hostile names."""
    from pipeline.publication import site

    folder = tmp_path_factory.mktemp("hostile")
    site.write(hostile, folder, languages=("vi", "en"), boundaries=None)
    return folder
