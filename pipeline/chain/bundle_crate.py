"""A bundle described for others: RO-Crate 1.1, in the manner of Workflow Run and Provenance Run Crates 0.5.

The root names edition, run, licences and date; every file stands with its digest; every raw source with its licence;
and how the run came about is told by `bundle_actions`. Nothing comes from the clock or from chance: the same run is
described by the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from rocrate.model.contextentity import ContextEntity
from rocrate.model.entity import Entity
from rocrate.model.file import File
from rocrate.rocrate import ROCrate

from pipeline.chain import bundle_authors, bundle_descriptions
from pipeline.chain.bundle_contents import LICENCE, Contents, digest
from pipeline.chain.verify_files import RAW
from pipeline.errors import listed

VERSION = "1.1"
RUN_TERMS = "https://w3id.org/ro/terms/workflow-run#"
TERMS = {name: f"{RUN_TERMS}{name}" for name in ("sha256", "resourceUsage")}
"""What the context of RO-Crate 1.1 lacks. Named here and not by the context of the profile, so that the crate can be
read with one document of others instead of two."""

WORKFLOW_CRATE = "https://w3id.org/workflowhub/workflow-ro-crate/1.0"
PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": "Process Run Crate",
    "https://w3id.org/ro/wfrun/workflow/0.5": "Workflow Run Crate",
    "https://w3id.org/ro/wfrun/provenance/0.5": "Provenance Run Crate",
    WORKFLOW_CRATE: "Workflow RO-Crate",
}
README, SUMS = "README.md", "SHA256SUMS"
UNCERTAIN = "to be confirmed"  # what a source.yaml says of terms that nobody has stated
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
FORMATS = {
    ".csv": "text/csv",
    ".css": "text/css",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".md": "text/markdown",
    ".py": "text/x-python",
    ".toml": "application/toml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "application/yaml",
}


class Crate:
    """A crate under construction; entities are named by paths and ``#fragments``, never by chance.

    Parameters
    ----------
    contents : what it describes.
    files : every file of the bundle, those made for it too.
    """

    def __init__(self, contents: Contents, files: Mapping[str, bytes]) -> None:
        self.contents = contents
        self._crate = ROCrate(version=VERSION)
        self._crate.metadata.extra_terms = dict(TERMS)
        self._folders: dict[str, Entity] = {}
        self._files = {name: self._add_file(name, content) for name, content in sorted(files.items())}

    @property
    def root(self) -> Entity:
        return self._crate.root_dataset

    def add(self, identifier: str, kind: str | list[str], **properties: Any) -> Entity:
        """An entity that is no file; a property that is None is left out."""
        stated = {name: value for name, value in properties.items() if value is not None}
        return self._crate.add(ContextEntity(self._crate, identifier, properties={"@type": kind, **stated}))

    def add_folder(self, path: str, **properties: Any) -> Entity:
        """A folder of the bundle with its files as parts."""
        parts = [entity for name, entity in self._files.items() if name.startswith(path)]
        self._folders[path] = self._crate.add_dataset(dest_path=path, properties={**properties, "hasPart": parts})
        return self._folders[path]

    def folder(self, path: str) -> Entity:
        """The entity of a folder that was added."""
        return self._folders[path]

    def has(self, path: str) -> bool:
        """Whether a file is in the bundle."""
        return path in self._files

    def file(self, path: str) -> Entity:
        """The entity of a file."""
        return self._files[path]

    def types(self, entity: Entity, *kinds: str) -> None:
        """Say what a file is beside a file."""
        entity.properties()["@type"] = list(kinds)

    def files(self, paths: Iterable[str]) -> list[Entity]:
        """The entities of files, each once, by path."""
        return [self._files[path] for path in sorted(set(paths))]

    def text(self) -> str:
        """The metadata file: entities sorted by their id, after the descriptor and the root."""
        metadata = self._crate.metadata.generate()
        first = [self._crate.metadata.id, self.root.id]
        graph = sorted(metadata["@graph"], key=lambda entity: (entity["@id"] not in first, entity["@id"]))
        return json.dumps({**metadata, "@graph": graph}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    def conform(self) -> None:
        """Say which profiles the crate follows."""
        profiles = [
            self.add(url, "CreativeWork", name=name, version=url.rsplit("/", 1)[-1]) for url, name in PROFILES.items()
        ]
        self.root["conformsTo"] = profiles
        self._crate.metadata["conformsTo"] = [
            {"@id": f"https://w3id.org/ro/crate/{VERSION}"},
            {"@id": WORKFLOW_CRATE},
        ]

    def _add_file(self, name: str, content: bytes) -> Entity:
        properties = {
            "name": name,
            "contentSize": str(len(content)),
            "encodingFormat": FORMATS.get(PurePosixPath(name).suffix, "text/plain"),
            "sha256": digest(content),
        }
        return self._crate.add(File(self._crate, dest_path=name, properties=properties))


def begun(contents: Contents, files: Mapping[str, bytes]) -> Crate:
    """A crate with its root, every file, and the raw sources with their licences."""
    crate = Crate(contents, files)
    _root(crate)
    _authors(crate)
    crate.file(README)["about"] = crate.root
    for path, text in bundle_descriptions.describe(contents).items():
        crate.file(path)["description"] = text
    crate.conform()
    _licences(crate)
    _conditions(crate)
    return crate


def _root(crate: Crate) -> None:
    """What the bundle as a whole is, in the edition's language first."""
    contents, root = crate.contents, crate.root
    about = contents.about
    vietnamese, english = (contents.name("vi"), about.note_vi), (contents.name("en"), about.note_en)
    (name, note), (other, translated) = (vietnamese, english) if about.language == "vi" else (english, vietnamese)
    root["name"], root["alternateName"] = name, other
    root["description"] = " ".join(
        [
            note,
            translated,
            f"Edition {contents.edition}, run {contents.run}: chapters, parameters, raw data, results, ledger and library.",
            f"Head of the ledger: {contents.head}.",
        ]
    )
    root["identifier"] = f"{contents.edition}/{contents.run}"
    root["version"] = contents.head
    root["inLanguage"] = ["vi", "en"]
    root["temporalCoverage"] = str(about.year)
    root["dateCreated"], root["datePublished"] = contents.closing["finished"], contents.published


def _authors(crate: Crate) -> None:
    """Whom to cite, as far as the project says it."""
    authors = bundle_authors.read(crate.contents.files)
    entities = [
        crate.add(
            author.orcid or f"#author-{number}",
            "Person" if author.person else "Organization",
            name=author.name,
            url=author.url,
            affiliation=author.affiliation,
        )
        for number, author in enumerate(authors, start=1)
    ]
    if entities:
        crate.root["author"] = entities if len(entities) > 1 else entities[0]


def _licences(crate: Crate) -> None:
    """The code's licence, and that of each raw source in its own words."""
    sources = crate.contents.sources
    licences = [_add_source(crate, name, described) for name, described in sources.items()]
    crate.root["license"] = crate.add(
        "#licence",
        "CreativeWork",
        name="The licence of the code, and for the data those of their producers",
        description=f"Notebooks, parameters and library: {LICENCE}. Raw data, and results as far as they repeat them: "
        + "; ".join(f"{name}: {described['licence']}" for name, described in sources.items()),
        hasPart=[crate.file(LICENCE), *licences],
    )


def _conditions(crate: Crate) -> None:
    """What has to be settled or waited for before this is made public."""
    contents = crate.contents
    uncertain = [name for name, described in contents.sources.items() if UNCERTAIN in described["licence"]]
    said = [f"Terms of reuse of {listed(uncertain)} are {UNCERTAIN} with the producer"] if uncertain else []
    if contents.released:
        if contents.released.embargo:
            said.append(f"Not to be published before {contents.released.embargo}")
        crate.file(contents.release_path)["description"] = "; ".join(contents.released.told())
    if said:
        crate.root["conditionsOfAccess"] = "; ".join(said)


def _add_source(crate: Crate, name: str, described: Mapping[str, Any]) -> Entity:
    """A raw source as a folder with producer and licence; returns the licence."""
    text = described["licence"]
    licence = crate.add(
        f"#licence-{name}",
        "CreativeWork",
        name=f"Terms of {name}",
        description=text,
        url=CC0 if text.startswith("CC0") else None,
    )
    producer = crate.add(f"#producer-{name}", "Organization", name=described["producer"], url=described.get("homepage"))
    path = f"{RAW}{name}/"
    folder = crate.add_folder(
        path,
        name=name,
        description=described["obtained"],
        license=licence,
        creator=producer,
        **({"conditionsOfAccess": text} if UNCERTAIN in text else {}),
    )
    for part in folder["hasPart"]:
        part["license"] = licence
    return licence
