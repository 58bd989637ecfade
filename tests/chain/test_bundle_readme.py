"""What a person who finds a bundle reads first, and whether the commands in it do what it says."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
import sys

import pytest

from pipeline.chain import bundle_archive, bundle_contents, bundle_readme, release


@pytest.fixture
def unpacked(bundled, tmp_path):
    bundle_archive.unpack(bundled, tmp_path / "unpacked")
    return tmp_path / "unpacked"


def test_it_says_in_both_languages_what_it_is_where_the_report_is_and_what_its_head_is(contents):
    vietnamese, english = bundle_readme.text(contents).split("## What this is")
    for said, index, run in ((vietnamese, "Chỉ số nhỏ", "Lần chạy"), (english, "reports/", "Run")):
        assert index in said
        assert f"{run} `nominal`" in said
        assert "reports/mini-2024/nominal/report.html" in said
        assert f"pii verify mini-2024-nominal.zip --head {contents.head}" in said
        assert "- `data/raw/mini/`: this test." in said
        assert "biến thể" not in said
        assert "variant" not in said
    assert not re.search(r"[{}]", vietnamese + english), "every place is filled"


def test_every_folder_and_file_that_it_names_is_there_and_it_names_every_one(unpacked):
    text = (unpacked / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| (.*?) \|", text, flags=re.MULTILINE)
    paths = {path for cell in named for path in re.findall(r"`(.*?)`", cell)}
    assert all((unpacked / path).exists() for path in paths)
    covered = {path.split("/")[0] for path in paths} | {"README.md", "LICENSE"}
    assert {path.name for path in unpacked.iterdir()} == covered


def test_a_variant_is_called_one(contents):
    said = bundle_readme.text(dataclasses.replace(contents, run="gii", closing={**contents.closing, "outputs": {}}))
    assert "Đây là một biến thể, không phải ấn bản như được công bố." in said
    assert "This is a variant, not the edition as published." in said


def test_whom_to_cite_is_said_and_where_nobody_is_named_that_too(contents):
    assert "No author and no publisher is named" in bundle_readme.text(contents)
    files = {**contents.files, "CITATION.cff": b"authors: [{name: A team}]"}
    assert "authors to cite (`CITATION.cff`): A team" in bundle_readme.text(dataclasses.replace(contents, files=files))


def test_packages_are_installed_from_the_lock_or_by_the_versions_of_the_run(contents):
    assert "pip install pandas==" in bundle_readme.text(contents)
    locked = dataclasses.replace(contents, files={**contents.files, "requirements.lock": b""})
    assert "pip install --require-hashes -r requirements.lock" in bundle_readme.text(locked)


def test_a_release_is_told_with_who_approved_what(bundleable):
    asked = release.asked(
        [f"{part}=Trần Thị A, office" for part in release.PARTS], released="2026-01-01", embargo="2026-03-01"
    )
    release.release(bundleable.edition, asked, root=bundleable.root)
    said = bundle_readme.text(bundle_contents.gather(bundleable.edition, "nominal", root=bundleable.root))
    assert said.count("- embargo: not to be published before 2026-03-01\n") == 2
    assert "- method approved by Trần Thị A, office" in said


def by_python(folder):
    """The command of the README for machines with Python and nothing else, as it stands there."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    program = re.search(r'^    python3 -c "(.*)"$', text, flags=re.MULTILINE)[1]
    done = subprocess.run([sys.executable, "-I", "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def test_its_own_command_finds_a_changed_byte_with_nothing_but_python(unpacked):
    assert by_python(unpacked) == ""
    (unpacked / "LICENSE").write_text("MIT\n")
    assert by_python(unpacked) == "changed: LICENSE\n"


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="the system has no sha256sum")
def test_sha256sum_finds_a_changed_byte_and_leaves_no_file_but_the_description_out(unpacked):
    command = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    done = subprocess.run(command, cwd=unpacked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    listed = {line.split("  ", 1)[1] for line in (unpacked / "SHA256SUMS").read_text().splitlines()}
    files = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert files - listed == {"SHA256SUMS", bundle_archive.METADATA}
    (unpacked / "LICENSE").write_text("MIT\n")
    done = subprocess.run(command, cwd=unpacked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "LICENSE: FAILED\n")
