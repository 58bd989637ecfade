"""What is said of where numbers were made: enough to explain their last digits, and nobody's name."""

from __future__ import annotations

import json
import platform
import subprocess

from pipeline.chain import origin


def test_the_machine_is_described_without_its_name_or_its_users():
    described = origin.machine()
    assert set(described) == {"platform", "processor", "cores", "memory_mb"}
    assert described["cores"] >= 1
    assert platform.node() not in json.dumps(described) or platform.node() in ("", "localhost")


def test_versions_are_known_without_a_repository(tmp_path):
    found = origin.of(tmp_path)
    assert (found.commit, found.dirty) == (None, None)
    assert {"python", "pandas", "pipeline"} <= set(found.versions)


def test_the_commit_of_a_repository_is_known_and_whether_files_differ_from_it(tmp_path):
    git = ["git", "-C", str(tmp_path), "-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--allow-empty", "--message", "First"], check=True)
    found = origin.of(tmp_path)
    assert (len(found.commit), found.dirty) == (40, False)
    (tmp_path / "new").touch()
    assert origin.of(tmp_path).dirty is True
