"""Kernels of a test: nothing is computed, and what a step writes is what the test says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.chain import kernel
from pipeline.chain.kernel import Executed, Work
from pipeline.data import environment


@dataclass
class ByHand:
    """Stands in for `kernel.execute`: notes which steps it ran, writes ``content`` (by table), does what ``does`` says.

    What ``does`` gives back, if anything, is the failure.
    """

    ran: list[str] = field(default_factory=list)
    content: dict[str, str] = field(default_factory=dict)
    does: dict[str, Callable[[Work], object]] = field(default_factory=dict)

    def execute(self, work: Work, *, on_cell: Callable[[int], None]) -> Executed:
        on_cell(1)
        self.ran.append(work.step.name)
        shutil.copyfile(work.step.path, work.output)
        for name in work.step.writes:
            path = Path(work.environment[environment.OUTPUTS]) / name
            path.write_text(self.content.get(name, "x\n"), encoding="utf-8")
        failure = self.does.get(work.step.name, lambda _: None)(work)
        return Executed(failure, 100.0)


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> ByHand:
    """No kernel is started in this test."""
    stand_in = ByHand()
    monkeypatch.setattr(kernel, "execute", stand_in.execute)
    monkeypatch.setattr(kernel, "warm_up", lambda modules=(): None)
    return stand_in


@pytest.fixture(scope="session")
def kernels_by_hand() -> type[ByHand]:
    """The class of these kernels, for fixtures of a whole session."""
    return ByHand


@pytest.fixture(scope="session")
def _ran_by_hand(mini_project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project after a nominal run without kernels, with a licence."""
    project = mini_project(tmp_path_factory.mktemp("by-hand") / "project").make()
    (project.root / "LICENSE").write_text("MIT License\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "execute", ByHand().execute)
        patch.setattr(kernel, "warm_up", lambda modules=(): None)
        project.run()
    return project.root


@pytest.fixture
def bundleable(_ran_by_hand: Path, mini_project, by_hand: ByHand, tmp_path: Path):
    """A copy of the small project after a run without kernels; it can be run again, without kernels too."""
    shutil.copytree(_ran_by_hand, tmp_path / "project")
    return mini_project(tmp_path / "project")


@pytest.fixture(scope="session")
def contents(_ran_by_hand: Path):
    """What a bundle of that run holds; it is not to be changed."""
    from pipeline.chain import bundle_contents

    return bundle_contents.gather("mini-2024", "nominal", root=_ran_by_hand)


@pytest.fixture(scope="session")
def _bundle(_ran_by_hand: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from pipeline.chain import bundle  # the library for crates takes a second to load

    out = tmp_path_factory.mktemp("bundle") / "mini.zip"
    return bundle.make("mini-2024", "nominal", root=_ran_by_hand, out=out).path


@pytest.fixture
def bundled(_bundle: Path, tmp_path: Path) -> Path:
    """A bundle of that run, with no project around it."""
    return Path(shutil.copyfile(_bundle, tmp_path / "mini.zip"))
