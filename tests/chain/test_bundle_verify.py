"""Whether a bundle is whole, unchanged, and gives the same numbers."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile

import pytest

from pipeline.chain import bundle, bundle_archive, bundle_verify
from pipeline.errors import ParameterError, StaleInputError

VALUES = "data/processed/mini-2024/nominal/values.csv"
LEDGER = "data/ledger/mini-2024.jsonl"


def checked(path, **choices):
    stream = io.StringIO()
    bundle_verify.check(path, stream=stream, **choices)
    return stream.getvalue()


def changed(path, name, content, *, listed=False):
    """The bundle with one file replaced, added or (None) removed; ``listed``: with its list written anew as well."""
    with zipfile.ZipFile(path) as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist() if not entry.endswith("/")}
    if content is None:
        del files[name]
    else:
        files[name] = content
    if listed:
        metadata = json.loads(files[bundle_archive.METADATA])
        entity = next(item for item in metadata["@graph"] if item["@id"] == name)
        entity["sha256"] = hashlib.sha256(content).hexdigest()
        files[bundle_archive.METADATA] = json.dumps(metadata).encode()
    other = path.with_name("other.zip")
    bundle_archive.write(other, files)
    return other


def content(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def test_a_bundle_is_verified_from_its_list_to_its_library(bundled):
    said = checked(bundled)
    assert "bundle: " in said
    assert f"its digest (sha256): {hashlib.sha256(bundled.read_bytes()).hexdigest()}" in said
    assert "raw data: 2 files" in said
    assert "modules that its chapters use are those on record" in said


def test_an_unpacked_bundle_is_verified_as_well(bundled, tmp_path):
    bundle_archive.unpack(bundled, tmp_path / "unpacked")
    assert "executed notebooks: 2 files" in checked(tmp_path / "unpacked")


def test_one_changed_byte_is_named(bundled):
    other = changed(bundled, VALUES, content(bundled, VALUES) + b"\n")
    with pytest.raises(StaleInputError, match=f"1 different: {VALUES}: its digest on the list is"):
        checked(other)


def test_a_missing_file_is_named(bundled):
    with pytest.raises(StaleInputError, match="1 different: LICENSE: it is on the list and not there"):
        checked(changed(bundled, "LICENSE", None))


def test_an_extra_file_is_named(bundled):
    with pytest.raises(StaleInputError, match="1 different: notebooks/11_more.ipynb: it is not on the list"):
        checked(changed(bundled, "notebooks/11_more.ipynb", b"{}"))


def test_a_table_changed_together_with_the_list_is_found_by_the_ledger(bundled):
    other = changed(bundled, VALUES, content(bundled, VALUES) + b"\n", listed=True)
    with pytest.raises(StaleInputError, match=f"the first: {VALUES}: its digest on record is"):
        checked(other)


def test_a_ledger_changed_together_with_the_list_is_found_by_its_chain(bundled):
    other = changed(bundled, LEDGER, content(bundled, LEDGER).replace(b'"SEED": 7', b'"SEED": 8', 1), listed=True)
    with pytest.raises(StaleInputError, match="mini-2024.jsonl, line 1: its digest is expected to be"):
        checked(other)


def test_a_library_changed_together_with_the_list_is_found_by_the_ledger(bundled):
    name = "pipeline/data/chapter.py"
    notebook = content(bundled, "notebooks/01_data.ipynb")
    assert b"from pipeline.data import chapter" in notebook
    other = changed(bundled, name, content(bundled, name) + b"\nMORE = 1\n", listed=True)
    with pytest.raises(
        StaleInputError, match=r"its library must be the one on record; other modules: pipeline.data.chapter"
    ):
        checked(other)


def test_a_library_that_is_no_python_is_said(bundled):
    other = changed(bundled, "pipeline/data/chapter.py", b"def", listed=True)
    with pytest.raises(
        StaleInputError, match="bundle: its library must be the one on record, but .* no Python: invalid syntax"
    ):
        checked(other)


def test_an_installation_with_another_library_is_named(bundled, monkeypatch):
    here = bundle_verify.ImportGraph

    class Other(here):
        def digests(self, sources):
            found = super().digests(sources)
            return found if "pii-bundle-" in str(self.folder) else {**found, "pipeline.data.store": "other"}

    monkeypatch.setattr(bundle_verify, "ImportGraph", Other)
    assert "this installation, which a rerun uses, has others: pipeline.data.store" in checked(bundled)


def test_a_head_kept_elsewhere_is_asked_for(bundled):
    head = json.loads(content(bundled, LEDGER).splitlines()[-1])["digest"]
    assert head in checked(bundled, head=head[:12])
    with pytest.raises(StaleInputError, match="the given head 0123456789 is expected to be the digest of one of its"):
        checked(bundled, head="0123456789")


def test_another_run_than_the_bundles_is_refused(bundled):
    with pytest.raises(ParameterError, match="mini.zip: it holds run nominal of mini-2024, not gii"):
        checked(bundled, run="gii")


def test_a_crate_of_another_program_is_refused(tmp_path):
    text = json.dumps({"@graph": [{"@id": "./", "identifier": "../x"}]}).encode()
    bundle_archive.write(tmp_path / "x.zip", {bundle_archive.METADATA: text})
    with pytest.raises(StaleInputError, match="identifier is expected to be EDITION/RUN, found '../x'"):
        checked(tmp_path / "x.zip")


def test_a_path_without_a_bundle_is_said(tmp_path):
    with pytest.raises(StaleInputError, match="none.zip: a bundle is expected there, found none"):
        checked(tmp_path / "none.zip")


@pytest.mark.chain
def test_a_bundle_is_made_again_elsewhere(mini_run, tmp_path):
    (mini_run.root / "LICENSE").write_text("MIT License\n")
    path = bundle.make(mini_run.edition, "nominal", root=mini_run.root, out=tmp_path / "mini.zip").path
    shutil.rmtree(mini_run.root)
    said = checked(path, rerun=True)
    assert "executed notebooks: 2 of 2 show the same" in said
    assert "made again: 2 tables within 1e-09" in said
