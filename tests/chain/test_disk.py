"""A disk that takes nothing more, told without a number of the system."""

from __future__ import annotations

import errno

import pytest

from pipeline.chain import disk
from pipeline.errors import ChainError


def trouble(project, error):
    with disk.trouble_told("run e/nominal", [project / "data" / "e", project / "reports"], root=project):
        raise error


def test_a_full_disk_is_told_with_its_folder_and_what_to_do(tmp_path):
    (tmp_path / "data").mkdir()
    with pytest.raises(
        ChainError, match=r"^run e/nominal: room .* the disk of data is full\. Free space there"
    ) as told:
        trouble(tmp_path, OSError(errno.ENOSPC, "No space left on device"))
    assert "28" not in str(told.value)


def test_a_refused_file_is_named(tmp_path):
    with pytest.raises(ChainError, match=r"the system refused data/x\.csv \(permission denied\)\. Allow it"):
        trouble(tmp_path, PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "data" / "x.csv")))


def test_any_other_error_is_left_as_it_is(tmp_path):
    with pytest.raises(FileNotFoundError, match="gone"):
        trouble(tmp_path, FileNotFoundError(errno.ENOENT, "gone"))
