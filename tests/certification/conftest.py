"""A project that carries what a fresh clone carries, and the certificate made in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.certification import certificate
from pipeline.certification.certificate import Line

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared" / "golden"


def clone(target: Path) -> Path:
    """The parts of the project that a certificate reads; the golden figures are copies that a test may spoil."""
    for name in ("params", "data"):
        (target / name).mkdir(parents=True)
        for own in (REPOSITORY / name).iterdir():
            (target / name / own.name).symlink_to(own)
    shutil.copytree(REPOSITORY / "tests" / "golden", target / "tests" / "golden")
    (target / "pyproject.toml").write_text("")
    return target


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return clone(tmp_path / "project")


@pytest.fixture(scope="session")
def carried(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Line]]:
    """The certificate of a fresh clone."""
    root = clone(tmp_path_factory.mktemp("carried") / "project")
    return root, certificate.certify(root)


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Line]]:
    """The certificate with the oracles beside the repository."""
    if not SHARED.is_dir():
        pytest.skip("the golden tables of others are not beside the repository")
    root = clone(tmp_path_factory.mktemp("everything") / "project")
    return root, certificate.certify(root, folder=SHARED)
