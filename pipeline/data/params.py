"""Reads ``params/``: nobody else reads YAML or the framework's CSV files."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import pydantic

from pipeline.data import project, yaml_text
from pipeline.errors import FrameworkError, ParameterError, listed, nearest
from pipeline.framework import edition as edition_model
from pipeline.framework.alternatives import Alternatives
from pipeline.framework.audit import Preset
from pipeline.framework.concordance import Concordance, Correspondence
from pipeline.framework.edition import Edition, EditionFile
from pipeline.framework.experts import Experts
from pipeline.framework.goalposts import Goalposts
from pipeline.framework.hierarchy import Hierarchy, Node
from pipeline.framework.method import Method
from pipeline.framework.model import Model, explain
from pipeline.framework.sourcing import Sources
from pipeline.framework.targets import Targets
from pipeline.framework.units import Unit, Units

Row = TypeVar("Row", bound=Model)
BASED_ON = "based_on"
PROSE = ".md"  # beside the files of an edition, such as a foreword
UNITS_BEFORE = "units_before.csv"
EXPERTS, GOALPOSTS, TARGETS = "experts", "goalposts", "targets"  # folders under params, each file named by an edition
LIKE_A_KNOWN_COLUMN = 0.8  # similarity from which a further column is taken for a misspelt one


class MethodChanges(Model):
    """A method file that says what it does otherwise than another one."""

    name: str
    based_on: str
    description_vi: str
    description_en: str
    changes: Mapping[str, Any]

    def descriptions(self) -> dict[str, str]:
        return {"name": self.name, "description_vi": self.description_vi, "description_en": self.description_en}


def editions(*, root: Path | None = None) -> list[str]:
    """Names of the editions under ``params/editions``."""
    return _names((root or project.root()) / "params" / "editions", "*/edition.yaml", parent=True)


def methods(*, root: Path | None = None) -> list[str]:
    """Names of the methods under ``params/methods``."""
    return _names((root or project.root()) / "params" / "methods", "*.yaml")


def alternatives(*, root: Path | None = None) -> list[str]:
    """Names of the sets of admissible choices under ``params/alternatives``."""
    return _names((root or project.root()) / "params" / "alternatives", "*.yaml")


def load_edition(name: str, *, root: Path | None = None, alternatives: str | None = None) -> Edition:
    """Read and cross-check one edition, with the method and alternatives that it names.

    Parameters
    ----------
    alternatives : another set of admissible choices than the edition's own.

    Raises
    ------
    FrameworkError : a name that does not exist or leaves its folder; anything that contradicts itself, with its file.
    """
    root = root or project.root()
    edition_model.check_name(name, what="edition")
    if name not in editions(root=root):
        raise FrameworkError(
            f"there is no edition {name!r} under params/editions; {nearest(name, editions(root=root))}"
        )
    folder = root / "params" / "editions" / name
    about = EditionFile.read(yaml_text.read(folder / "edition.yaml"), where=_shown(folder / "edition.yaml", root))
    if about.id != name:
        raise FrameworkError(
            f"{_shown(folder / 'edition.yaml', root)}: id {about.id!r} must be the folder's name {name!r}"
        )
    parts: dict[str, Any] = {
        "about": about,
        "full_framework": _framework(folder / "framework.csv", about, root),
        "units": _units(folder / "units.csv", root),
        **_rebuilt(folder, about, root),
        "sources": Sources.read(yaml_text.read(folder / "sources.yaml"), where=_shown(folder / "sources.yaml", root)),
        "method": load_method(about.method, root=root),
        "alternatives": load_alternatives(alternatives or about.alternatives, root=root),
        "experts": _experts(about.experts, root),
        "goalposts": _named(GOALPOSTS, about.goalposts, Goalposts, root),
        "targets": _named(TARGETS, about.targets, Targets, root),
    }
    try:
        return Edition(**parts)
    except pydantic.ValidationError as error:
        raise FrameworkError(f"edition {name}: {explain(error, Edition)}") from None


def load_method(name: str, *, root: Path | None = None, above: tuple[str, ...] = ()) -> Method:
    """Read one method: all groups, or another method (``based_on``) with named parameters changed.

    Parameters
    ----------
    above : methods that are based on this one, on the way here.

    Raises
    ------
    FrameworkError : an unknown name (with the nearest), a file that breaks the model, or methods based on each other.
    """
    root = root or project.root()
    if name in above:
        raise FrameworkError(f"methods {listed(above)} are based on each other in a circle. Base one on another method")
    edition_model.check_name(name, what="method")
    if name not in methods(root=root):
        raise FrameworkError(f"there is no method {name!r} under params/methods; {nearest(name, methods(root=root))}")
    path = _method_file(name, root)
    content = yaml_text.read(path)
    if BASED_ON not in content:
        return parse_method({"name": name, **content}, where=_shown(path, root))
    changed = MethodChanges.read({"name": name, **content}, where=_shown(path, root))
    base = load_method(changed.based_on, root=root, above=(*above, name))
    try:
        return base.model_copy(update=changed.descriptions()).replace(changed.changes)
    except ParameterError as error:
        raise FrameworkError(f"{_shown(path, root)}: {error}") from None


def parse_method(content: Mapping[str, Any], *, where: str) -> Method:
    """A method from a mapping: of a YAML file, or of the record that the chain hands to a chapter."""
    return Method.read(content, where=where)


def load_alternatives(name: str, *, root: Path | None = None) -> Alternatives:
    """Read one set of admissible choices."""
    return _read_named("alternatives", name, Alternatives, root or project.root())


def load_preset(name: str, *, root: Path | None = None) -> Preset:
    """Read one preset of the audit, ``params/audits/<name>.yaml``."""
    return _read_named("audits", name, Preset, root or project.root())


def load_concordance(name: str, *, root: Path | None = None) -> Concordance:
    """Read one map between the units of two editions, ``params/concordance/<name>.csv``."""
    root = root or project.root()
    edition_model.check_name(name, what="concordance")
    known = _names(root / "params" / "concordance", "*.csv")
    if name not in known:
        raise FrameworkError(f"there is no {name!r} under params/concordance; {nearest(name, known)}")
    path = root / "params" / "concordance" / f"{name}.csv"
    content = {"name": name, "rows": _rows(path, Correspondence, root)}
    return Concordance.read(content, where=_shown(path, root))


def parameter_files(edition: Edition, *, root: Path | None = None) -> list[Path]:
    """Every parameter file that a run of the edition under its method reads, for the ledger's digests.

    Prose beside them (a foreword, ``.md``) makes no number: it may be written when the run is in force or even released.
    """
    root = root or project.root()
    about = edition.about
    folder = root / "params" / "editions" / about.id
    return [
        *sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != PROSE),
        *(_method_file(name, root) for name in _lineage(edition.method.name, root)),
        root / "params" / "alternatives" / f"{edition.alternatives.name}.yaml",
        *(
            root / "params" / kind / f"{chosen}.yaml"
            for kind, chosen in ((EXPERTS, about.experts), (GOALPOSTS, about.goalposts), (TARGETS, about.targets))
            if chosen is not None
        ),
        *(path for path in [_relevance_file(about.experts, root)] if path.is_file()),
        *([] if about.rebuilt is None else [root / "params" / "concordance" / f"{about.rebuilt.concordance}.csv"]),
    ]


def _rebuilt(folder: Path, about: EditionFile, root: Path) -> dict[str, Any]:
    """Concordance and old units of an edition whose units changed."""
    path = folder / UNITS_BEFORE
    if about.rebuilt is None:
        if path.exists():
            raise FrameworkError(
                f"{_shown(path, root)}: the units of the raw tables are given, but edition.yaml has no `rebuilt`. Add it, "
                "or remove the file"
            )
        return {}
    return {
        "concordance": load_concordance(about.rebuilt.concordance, root=root),
        "units_before": _units(path, root),
    }


def _named(kind: str, name: str | None, model: type[Row], root: Path) -> Row | None:
    return None if name is None else _read_named(kind, name, model, root)


def _experts(name: str | None, root: Path) -> Experts | None:
    """Judgements of importance, and ratings of relevance from the table beside them, where there is one."""
    judged = _named(EXPERTS, name, Experts, root)
    path = _relevance_file(name, root)
    if judged is None or not path.is_file():
        return judged
    ratings = _ratings(path, root)
    return Experts.read({**judged.model_dump(), "relevance": ratings}, where=_shown(path, root))


def _relevance_file(name: str | None, root: Path) -> Path:
    """A row for each indicator, by ``code``, and a column for each expert."""
    return root / "params" / EXPERTS / f"{name}.relevance.csv"


def _ratings(path: Path, root: Path) -> dict[str, dict[str, str]]:
    rows = _read(path, root)
    if "code" not in rows[0] or len(rows[0]) < 2:
        raise FrameworkError(f"{_shown(path, root)}: columns 'code' and one for each expert are expected. Add them")
    codes = [str(row["code"]).strip() for row in rows]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice or any(None in row for row in rows):
        raise FrameworkError(
            f"{_shown(path, root)}: one row for each indicator, as long as the header, is expected, found twice: "
            f"{listed(twice) or 'none'}. Correct the rows"
        )
    return {
        code: {
            expert: cell.strip()
            for expert, cell in row.items()
            if expert != "code" and cell is not None and cell.strip()
        }
        for code, row in zip(codes, rows, strict=True)
    }


def _read_named(kind: str, name: str, model: type[Row], root: Path) -> Row:
    """``params/<kind>/<name>.yaml`` as a model."""
    edition_model.check_name(name, what=kind)
    known = _names(root / "params" / kind, "*.yaml")
    if name not in known:
        raise FrameworkError(f"there is no {name!r} under params/{kind}; {nearest(name, known)}")
    path = root / "params" / kind / f"{name}.yaml"
    return model.read({"name": name, **yaml_text.read(path)}, where=_shown(path, root))


def _method_file(name: str, root: Path) -> Path:
    return root / "params" / "methods" / f"{name}.yaml"


def _lineage(method: str, root: Path) -> list[str]:
    """A method and those that it is based on, one by one."""
    names = [method]
    while base := yaml_text.read(_method_file(names[-1], root)).get(BASED_ON):
        names.append(base)
    return names


def _framework(path: Path, about: EditionFile, root: Path) -> Hierarchy:
    nodes = _rows(path, Node, root)
    try:
        return Hierarchy(nodes=tuple(nodes), levels=about.levels, incomplete=about.incomplete)
    except pydantic.ValidationError as error:
        raise FrameworkError(f"{_shown(path, root)}: {explain(error, Hierarchy)}") from None


def _units(path: Path, root: Path) -> Units:
    try:
        return Units(units=tuple(_rows(path, Unit, root)))
    except pydantic.ValidationError as error:
        raise FrameworkError(f"{_shown(path, root)}: {explain(error, Units)}") from None


def _rows(path: Path, model: type[Row], root: Path) -> list[Row]:
    """Every row of a CSV file as a model; an empty cell is an absent key, a further column is kept."""
    rows = _read(path, root)
    _check_header(list(rows[0]), model, _shown(path, root))
    read = []
    for number, row in enumerate(rows, start=2):
        if None in row:
            raise FrameworkError(
                f"{_shown(path, root)}, row {number}: more cells than columns. Quote a comma in a name"
            )
        filled = {key: value.strip() for key, value in row.items() if value is not None and value.strip()}
        read.append(model.read(filled, where=f"{_shown(path, root)}, row {number}"))
    return read


def _read(path: Path, root: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        raise FrameworkError(
            f"{_shown(path, root)}: the file is expected and not there. Add it, or restore it from git"
        )
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except UnicodeDecodeError:
        raise FrameworkError(
            f"{_shown(path, root)}: UTF-8 is expected, found another encoding. In Excel, save as 'CSV UTF-8'"
        ) from None
    if not rows:
        raise FrameworkError(f"{_shown(path, root)}: a header and rows are expected, found none")
    header = ",".join(name or "" for name in rows[0])
    if len(rows[0]) == 1 and (";" in header or "\t" in header):
        mark = ";" if ";" in header else "tab"
        raise FrameworkError(
            f"{_shown(path, root)}: columns are separated by {mark!r}, a comma is expected. Save it again"
        )
    return rows


def _check_header(header: list[str], model: type[Model], where: str) -> None:
    """Refuse a column that is missing, and one that looks like a misspelt one, which would be lost in silence."""
    known = list(model.model_fields)
    absent = [name for name in known if name not in header]
    required = [name for name in absent if model.model_fields[name].is_required()]
    misspelt = {
        name: close[0]
        for name in header
        if name and name not in known and (close := get_close_matches(name, absent, n=1, cutoff=LIKE_A_KNOWN_COLUMN))
    }
    if misspelt:
        told = listed(f"{name!r} (nearest: {close})" for name, close in misspelt.items())
        raise FrameworkError(f"{where}: unknown column {told}. Correct its spelling, or name it quite differently")
    if required:
        raise FrameworkError(f"{where}: columns {listed(required)} are expected and not there. Add them")


def _names(folder: Path, pattern: str, *, parent: bool = False) -> list[str]:
    return sorted(path.parent.name if parent else path.stem for path in folder.glob(pattern))


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
