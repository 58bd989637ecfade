"""A bundle as a file: equal contents are equal bytes, and nothing strange is unpacked."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile

import pytest

from pipeline.chain import bundle_archive
from pipeline.errors import StaleInputError

FILES = {"a.txt": b"alpha", "data/b.csv": b"1,2\n"}


def listed(files):
    """The metadata file that lists some files with their digests."""
    graph = [
        {"@id": name, "@type": "File", "sha256": hashlib.sha256(content).hexdigest()} for name, content in files.items()
    ]
    return {**files, bundle_archive.METADATA: json.dumps({"@graph": graph}).encode()}


def packed(path, *entries):
    """A zip of entries as they are: name (or ZipInfo) and content."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


@pytest.fixture
def folder(tmp_path):
    """An unpacked bundle of two files."""
    for name, content in listed(FILES).items():
        path = tmp_path / "bundle" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "bundle"


@pytest.fixture
def empty(tmp_path):
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def test_what_is_written_is_unpacked_again(tmp_path, empty):
    bundle_archive.write(tmp_path / "x.zip", listed(FILES))
    bundle_archive.unpack(tmp_path / "x.zip", empty)
    assert bundle_archive.check(empty, fresh=True).keys() == FILES.keys()
    assert (empty / "data" / "b.csv").read_bytes() == b"1,2\n"


def test_digests_are_listed_as_sha256sum_lists_them():
    alpha, row = (hashlib.sha256(content).hexdigest() for content in (b"alpha", b"1,2\n"))
    assert bundle_archive.sums(dict(reversed(FILES.items()))) == f"{alpha}  a.txt\n{row}  data/b.csv\n".encode()


def test_the_order_in_which_files_are_given_changes_no_byte(tmp_path):
    bundle_archive.write(tmp_path / "x.zip", FILES)
    bundle_archive.write(tmp_path / "y.zip", dict(reversed(FILES.items())))
    assert (tmp_path / "x.zip").read_bytes() == (tmp_path / "y.zip").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"x.zip", "y.zip"}


def test_folders_stand_in_the_zip_because_crates_describe_them(tmp_path):
    bundle_archive.write(tmp_path / "x.zip", FILES)
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.namelist() == ["a.txt", "data/", "data/b.csv"]


@pytest.mark.parametrize(
    "name", ["../evil.txt", "data/../../evil.txt", "/etc/evil", "C:/evil", "data\\..\\..\\evil", "a\nb"]
)
def test_a_name_that_leaves_the_folder_is_refused_and_nothing_is_unpacked(tmp_path, empty, name):
    path = packed(tmp_path / "x.zip", ("a.txt", b"alpha"), (name, b"evil"))
    with pytest.raises(StaleInputError, match="names inside the bundle are expected.*Nothing was unpacked"):
        bundle_archive.unpack(path, empty)
    assert list(empty.iterdir()) == []
    assert {item.name for item in tmp_path.iterdir()} == {"empty", "x.zip"}


def test_a_link_is_refused(tmp_path, empty):
    link = zipfile.ZipInfo("link")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(StaleInputError, match="'link', a link"):
        bundle_archive.unpack(packed(tmp_path / "x.zip", (link, b"/etc/passwd")), empty)


def test_a_name_that_differs_only_in_its_letters_case_is_refused_because_some_systems_see_one_file(tmp_path, empty):
    with pytest.raises(StaleInputError, match="'A.txt' twice; 'a.txt' twice"):
        bundle_archive.unpack(packed(tmp_path / "x.zip", ("a.txt", b"1"), ("A.txt", b"2")), empty)


def test_a_file_that_is_a_folder_too_is_refused(tmp_path, empty):
    with pytest.raises(StaleInputError, match="'a', which is a folder too"):
        bundle_archive.unpack(packed(tmp_path / "x.zip", ("a", b"1"), ("a/b", b"2")), empty)


def test_an_absurd_size_is_refused_before_it_is_unpacked(tmp_path, empty, monkeypatch):
    path = packed(tmp_path / "x.zip", ("a.txt", b"alpha"))
    monkeypatch.setattr(bundle_archive, "MAX_BYTES", 4)
    with pytest.raises(StaleInputError, match="at most 20000 files of 4 bytes in all are expected, found 1 of 5"):
        bundle_archive.unpack(path, empty)
    assert list(empty.iterdir()) == []


def test_a_torn_zip_is_named(tmp_path, empty):
    bundle_archive.write(tmp_path / "x.zip", FILES)
    content = (tmp_path / "x.zip").read_bytes()
    (tmp_path / "x.zip").write_bytes(content[:-30])
    with pytest.raises(StaleInputError, match="x.zip: a whole zip file is expected, found: File is not a zip file"):
        bundle_archive.unpack(tmp_path / "x.zip", empty)


def test_a_byte_changed_in_the_zip_itself_names_its_file(tmp_path, empty):
    bundle_archive.write(tmp_path / "x.zip", FILES)
    content = (tmp_path / "x.zip").read_bytes()
    (tmp_path / "x.zip").write_bytes(content.replace(b"1,2\n", b"1,3\n"))
    with pytest.raises(StaleInputError, match=r"Bad CRC-32 for file 'data/b.csv'"):
        bundle_archive.unpack(tmp_path / "x.zip", empty)


def test_a_changed_byte_a_missing_and_an_extra_file_are_named_at_once(folder):
    (folder / "a.txt").write_bytes(b"alphA")
    (folder / "data" / "b.csv").unlink()
    (folder / "c.txt").write_bytes(b"")
    with pytest.raises(StaleInputError) as caught:
        bundle_archive.check(folder, fresh=True)
    assert "3 different: data/b.csv: it is on the list and not there; a.txt: its digest on the list is " in str(
        caught.value
    )
    assert "; c.txt: it is not on the list. Fetch the bundle again" in str(caught.value)


def test_what_systems_leave_in_a_folder_is_no_part_of_a_bundle_but_in_a_zip_it_is(folder):
    (folder / ".DS_Store").write_bytes(b"")
    (folder / "data" / "__pycache__").mkdir()
    (folder / "data" / "__pycache__" / "x.pyc").write_bytes(b"")
    assert bundle_archive.check(folder, fresh=False).keys() == FILES.keys()
    with pytest.raises(StaleInputError, match=r"2 different: .DS_Store: it is not on the list; data/__pycache__/x.pyc"):
        bundle_archive.check(folder, fresh=True)


def test_a_link_in_an_unpacked_folder_is_not_followed(folder, tmp_path):
    (tmp_path / "outside").write_bytes(b"alpha")
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(tmp_path / "outside")
    with pytest.raises(StaleInputError, match="a.txt: its digest on the list is .*, found a link"):
        bundle_archive.check(folder, fresh=False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "JSON with a @graph of entities is expected"),
        ("[]", "JSON with a @graph of entities is expected"),
        ('{"@graph": [{"name": "x"}]}', "KeyError.'@id'"),
    ],
)
def test_a_list_that_cannot_be_read_is_said(folder, text, said):
    (folder / bundle_archive.METADATA).write_text(text)
    with pytest.raises(StaleInputError, match=said):
        bundle_archive.check(folder, fresh=True)


def test_a_folder_without_a_list_is_no_bundle(tmp_path):
    with pytest.raises(StaleInputError, match="ro-crate-metadata.json: a bundle has this file, and it is not there"):
        bundle_archive.check(tmp_path, fresh=True)
