"""A run as one file to archive."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.chain import bundle, bundle_archive, bundle_contents, ledger, steps
from pipeline.data import project, store

PROFILE = "provenance-run-crate"
ALL_PROFILES = {
    "ro-crate-1.1",
    "workflow-ro-crate-1.0",
    "process-run-crate-0.5",
    "workflow-run-crate-0.5",
    "provenance-run-crate-0.5",
}
ROOT = Path(__file__).resolve().parents[2]
CONTEXT = "https://w3id.org/ro/crate/1.1/context"


def test_a_bundle_lies_beside_the_report_and_says_its_digest_and_the_ledgers_head(bundleable):
    made = bundle.make(bundleable.edition, "nominal", root=bundleable.root)
    assert project.shown(made.path, bundleable.root) == "reports/mini-2024/mini-2024-nominal.zip"
    head = ledger.head(project.ledger(bundleable.edition, root=bundleable.root))
    assert made.told(bundleable.root)[1:] == [
        f"its digest (sha256): {store.digest(made.path)}",
        f"head of the ledger: {head}",
    ]


def test_the_same_run_gives_the_same_bytes(bundleable, tmp_path):
    first = bundle.make(bundleable.edition, "nominal", root=bundleable.root, out=tmp_path / "a.zip")
    again = bundle.make(bundleable.edition, "nominal", root=bundleable.root, out=tmp_path / "b.zip")
    assert first.path.read_bytes() == again.path.read_bytes()


def test_the_command_bundles_and_verifies(bundleable, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PII_PROJECT", str(bundleable.root))
    target = tmp_path / "mini.zip"
    assert cli.main(["bundle", "mini-2024/nominal", "--out", str(target)]) == 0
    monkeypatch.delenv("PII_PROJECT")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["verify", "mini.zip"]) == 0, "no project is needed for it"
    assert "this installation has the same modules" in capsys.readouterr().out


def test_a_bundle_that_cannot_be_written_leaves_nothing(bundleable, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(OSError, match="No space left"):
        bundle.make(bundleable.edition, "nominal", root=bundleable.root, out=tmp_path / "out" / "a.zip")
    assert list((tmp_path / "out").iterdir()) == []


def cache_of_contexts(folder):
    """A cache as roc-validator keeps it, holding the one document of others that a bundle names."""
    import requests
    import requests_cache
    import urllib3

    content = (Path(__file__).parent / "ro-crate-1.1" / "context.jsonld").read_bytes()
    answer = requests.Response()
    answer.status_code, answer.url, answer._content = 200, CONTEXT, content
    answer.headers["Content-Type"] = "application/ld+json"
    answer.request = requests.Request("GET", CONTEXT).prepare()
    answer.raw = urllib3.HTTPResponse(io.BytesIO(content), status=200, preload_content=False, request_url=CONTEXT)
    session = requests_cache.CachedSession(str(folder / "http"), backend="sqlite", expire_after=-1)
    session.cache.save_response(answer)
    session.close()
    return folder / "http"


@pytest.fixture
def validate(tmp_path):
    """roc-validator, offline; gives its result for a crate at a severity."""
    from rocrate_validator import models, services

    cache = cache_of_contexts(tmp_path)

    def refused(*_, **__):
        pytest.fail("a connection was opened")

    def result(path, severity):
        settings = models.ValidationSettings(
            rocrate_uri=str(path),
            profile_identifier=PROFILE,
            requirement_severity=getattr(models.Severity, severity),
            offline=True,
            cache_path=cache,
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(socket.socket, "connect", refused)
            return services.validate(settings)

    return result


@pytest.mark.prove
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, within the validator
def test_roc_validator_passes_it_offline_in_all_five_profiles_at_what_is_required(bundled, validate):
    """RO-Crate 1.1, Workflow RO-Crate 1.0, Process, Workflow and Provenance Run Crate 0.5; the last inherits the others."""
    result = validate(bundled, "REQUIRED")
    assert [issue.message for issue in result.get_issues()] == []
    assert {check.requirement.profile.identifier for check in result.executed_checks} == ALL_PROFILES


@pytest.mark.prove
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_of_what_is_recommended_it_lacks_persons_and_addresses_that_nobody_has_declared(bundled, validate):
    result = validate(bundled, "RECOMMENDED")
    assert {issue.check.identifier for issue in result.get_issues()} == {
        "process-run-crate-0.5_3.2",  # notebooks have no address on the web
        "process-run-crate-0.5_5.1",  # and their ids are their paths
        "process-run-crate-0.5_8.6",  # the ledger names no person
        "ro-crate-1.1_22.2",  # no author
        "ro-crate-1.1_22.3",  # no publisher
        "ro-crate-1.1_31.2",  # a producer without a homepage
    }


@pytest.mark.prove
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_validator_sees_what_is_wrong(bundled, validate, tmp_path):
    wrong = tmp_path / "wrong.zip"
    with zipfile.ZipFile(bundled) as before, zipfile.ZipFile(wrong, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == "ro-crate-metadata.json":
                metadata = json.loads(content)
                metadata["@graph"] = [item for item in metadata["@graph"] if item["@id"] != "#run"]
                content = json.dumps(metadata).encode()
            after.writestr(entry, content)
    assert not validate(wrong, "REQUIRED").passed()


def made(edition, root):
    """A project of its own in which an edition has run, and the bundle of it."""
    for part in ("params", "notebooks", "data/raw"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns(".*"))
    for name in bundle_contents.BESIDE:
        shutil.copy(ROOT / name, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PII_PROJECT", str(root))
        assert cli.main(["run", edition]) == 0
        assert cli.main(["bundle", edition]) == 0
    return root / "reports" / edition / f"{edition}-nominal.zip", ledger.head(project.ledger(edition, root=root))


WHEEL = "import sys, setuptools.build_meta as build; build.build_wheel(sys.argv[1])"


def installed_from(archive, folder):
    """What its README says to install, without an installation: its wheel, built from the bundle alone and unpacked."""
    source, wheel, installed = folder / "source", folder / "wheel", folder / "installed"
    bundle_archive.unpack(archive, source)
    wheel.mkdir()
    subprocess.run([sys.executable, "-P", "-c", WHEEL, str(wheel)], cwd=source, capture_output=True, check=True)
    (built,) = wheel.iterdir()
    with zipfile.ZipFile(built) as content:
        content.extractall(installed)
    return installed


def with_nothing_but(installed, home, *arguments):
    """Python as it is on a machine with the locked packages and this one package, in a folder that is no project."""
    clean = {"PATH": os.defpath, "HOME": str(home), "PYTHONPATH": str(installed), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-P", *arguments], env=clean, cwd=home, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.prove
@pytest.mark.chain
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, within the validator
@pytest.mark.parametrize("edition", ["toy", "open-2024"])
def test_a_full_editions_bundle_is_valid_and_made_again_where_there_is_nothing_else(edition, tmp_path, validate):
    """Run, bundle, validate; then with the project gone, by the package that the bundle itself carries."""
    archive, head = made(edition, tmp_path / "project")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    archive = Path(shutil.move(archive, elsewhere))
    shutil.rmtree(tmp_path / "project")
    result = validate(archive, "REQUIRED")
    assert [issue.message for issue in result.get_issues()] == []
    assert {check.requirement.profile.identifier for check in result.executed_checks} == ALL_PROFILES
    installed = installed_from(archive, tmp_path)
    _, place, _ = with_nothing_but(installed, elsewhere, "-c", "import pipeline; print(pipeline.__file__)")
    assert Path(place.strip()).is_relative_to(installed)
    command = ("-m", "pipeline.cli", "verify", archive.name, "--head", head, "--rerun")
    code, out, err = with_nothing_but(installed, elsewhere, *command)
    assert (code, err) == (0, "")
    assert "this installation has the same modules" in out
    n_chapters = len(steps.discover(ROOT, kind=steps.EDITION))
    assert f"executed notebooks: {n_chapters} of {n_chapters} show the same" in out
    assert "largest difference 0.0e+00" in out, "the same machine and the same packages"
    assert {path.name for path in elsewhere.iterdir()} - {archive.name} <= {".cache", ".config", ".ipython"}
