"""Who is to be cited for a bundle."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.chain import bundle_authors
from pipeline.chain.bundle_authors import Author
from pipeline.errors import FrameworkError


def authors(text):
    return bundle_authors.read({"CITATION.cff": f"cff-version: 1.2.0\n{text}".encode()})


def test_nobody_is_named_without_the_file():
    assert bundle_authors.read({"LICENSE": b""}) == ()


def test_persons_and_organisations_are_read_in_their_order():
    text = """\
authors:
- {given-names: Thị A, family-names: Trần, orcid: 'https://orcid.org/0000-0002-1825-0097', affiliation: An office}
- {name: A team, website: 'https://team.example'}
"""
    assert authors(text) == (
        Author("Thị A Trần", True, orcid="https://orcid.org/0000-0002-1825-0097", affiliation="An office"),
        Author("A team", False, url="https://team.example"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: x", "`authors` must be a list of at least one, found None"),
        ("authors: []", "`authors` must be a list of at least one, found \\[\\]"),
        ("authors: [A]", "author 1: `family-names` and `given-names`, or the `name` of an organisation is expected"),
        ("authors: [{name: A}, {given-names: B}]", "author 2: `family-names` and .* found {'given-names': 'B'}"),
        ("authors: [{name: A, orcid: 12}]", "author 1: an orcid such as https://orcid.org/0000.* is expected, got 12"),
        ("authors: [", "CITATION.cff"),
    ],
)
def test_a_file_that_names_nobody_is_refused(text, said):
    with pytest.raises(FrameworkError, match=said):
        authors(text)


def test_the_projects_own_file_names_whom_its_licence_names():
    root = Path(__file__).resolve().parents[2]
    (author,) = bundle_authors.read({"CITATION.cff": (root / "CITATION.cff").read_bytes()})
    assert author.name.lower() in (root / "LICENSE").read_text(encoding="utf-8").lower()
