"""Who is to be cited for a bundle: what ``CITATION.cff`` beside ``params/`` says, where there is one.

An archive that gives a DOI asks for authors. Nobody is named but by this file: the ledger names no person, and those
who approve a release answer for its parts without being its authors.

References
----------
Druskat et al. (2021), Citation File Format 1.2.0, https://doi.org/10.5281/zenodo.5171937
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.data import yaml_text
from pipeline.errors import FrameworkError

CITATION = "CITATION.cff"
ORCID = re.compile(r"https://orcid\.org/\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
EXPECTED = "`family-names` and `given-names`, or the `name` of an organisation"


@dataclass(frozen=True)
class Author:
    """A person or an organisation; ``orcid``, ``url`` and ``affiliation`` where they are stated."""

    name: str
    person: bool
    orcid: str | None = None
    url: str | None = None
    affiliation: str | None = None


def read(files: Mapping[str, bytes]) -> tuple[Author, ...]:
    """The authors that the citation file among some files names; none without it.

    Raises
    ------
    FrameworkError : no YAML, no list of authors, or an author without a name.
    """
    if CITATION not in files:
        return ()
    said = yaml_text.parse(files[CITATION].decode("utf-8-sig"), where=CITATION)
    authors = said.get("authors")
    if not isinstance(authors, list) or not authors:
        raise FrameworkError(f"{CITATION}: `authors` must be a list of at least one, found {authors!r}. Name them")
    return tuple(_author(item, number) for number, item in enumerate(authors, start=1))


def _author(item: Any, number: int) -> Author:
    where = f"{CITATION}, author {number}"
    stated: dict[str, Any] = item if isinstance(item, dict) else {}
    person = "name" not in stated
    parts = ("given-names", "name-particle", "family-names", "name-suffix") if person else ("name",)
    name = " ".join(str(stated[part]) for part in parts if stated.get(part))
    if not name or (person and not stated.get("family-names")):
        raise FrameworkError(f"{where}: {EXPECTED} is expected, found {item!r}. Correct it")
    orcid = stated.get("orcid")
    if orcid is not None and not ORCID.fullmatch(str(orcid)):
        raise FrameworkError(
            f"{where}: an orcid such as https://orcid.org/0000-0000-0000-0000 is expected, got {orcid!r}"
        )
    return Author(name, person, orcid, stated.get("website"), stated.get("affiliation"))
