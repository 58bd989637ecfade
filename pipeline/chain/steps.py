"""What a notebook declares: its visible parameters and its tables, read without running it.

The cell tagged ``parameters`` holds typed plain literals (``SKEWNESS_LIMIT: float = 2.25``), the cell tagged ``tables``
two lists (``READS = [...]`` and ``WRITES = [...]``) and, in a chapter that is not part of every run,
``ONLY_IN = "edition"`` or ``ONLY_IN = "audit"``.
"""

from __future__ import annotations

import ast
import hashlib
import json
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.data.schema import ONLY_IN, RAW, schema_of
from pipeline.errors import ChainError, ParameterError, SchemaError, listed, nearest
from pipeline.framework import method

OWN = {"EDITION": "str", "RUN": "str", "LANGUAGE": "str", "SEED": "int"}
"""What every chapter declares beside its options of method, with the type."""

PATTERN = "[0-9][0-9]_*.ipynb"

EDITION, AUDIT = "edition", "audit"
"""Kinds of run: of an edition under some method, and of its audit."""


@dataclass(frozen=True)
class Step:
    """One notebook: its name (``04_index``), parameters (name -> type and default), and declared tables."""

    name: str
    path: Path
    parameters: Mapping[str, tuple[str, Any]]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    n_cells: int
    sources_digest: str
    code: tuple[str, ...]
    only_in: str | None = None  # the kind of run that it is part of; None: of every one

    @property
    def documents(self) -> tuple[str, ...]:
        """What it writes that is no table, and goes to ``reports/``."""
        return tuple(name for name in self.writes if not is_table(name))


def is_table(name: str) -> bool:
    return name.endswith(".csv")


def discover(root: Path, *, kind: str | None = None) -> list[Step]:
    """Every chapter under ``notebooks/``, by name; of one kind of run, where that is named.

    Raises
    ------
    ParameterError, ChainError : a notebook that does not declare what it must; none at all.
    """
    paths = sorted((root / "notebooks").glob(PATTERN))
    if not paths:
        raise ChainError("notebooks/: at least one chapter named like 01_data.ipynb is expected, found none. Add it")
    chapters = [read(path) for path in paths]
    return [step for step in chapters if kind is None or step.only_in in (None, kind)]


def read(path: Path) -> Step:
    """One chapter's declarations."""
    where = f"notebooks/{path.name}"
    cells = read_cells(path, where)
    parameters, place = tagged(cells, "parameters", where, ParameterError)
    tables, place_of_tables = tagged(cells, "tables", where, ChainError)
    reads, writes = read_tables(tables, where=f"{where}, {place_of_tables}")
    only_in = read_only_in(tables, where=f"{where}, {place_of_tables}")
    return Step(
        name=path.stem,
        path=path,
        parameters=read_parameters(parameters, where=f"{where}, {place}"),
        reads=reads,
        writes=writes,
        n_cells=len(cells),
        sources_digest=sources_digest(cells),
        code=code_of(cells, where),
        only_in=only_in,
    )


def code_of(cells: list[dict[str, Any]], where: str) -> tuple[str, ...]:
    """Sources of the code cells, but for the parameters, which are injected.

    Raises
    ------
    ChainError : a cell that is no Python by itself; what it imports, and so what it rests on, could not be told.
    """
    found = []
    for number, cell in enumerate(cells, start=1):
        if cell.get("cell_type") == "code" and "parameters" not in cell.get("metadata", {}).get("tags", []):
            _parsed(cell["source"], f"{where}, cell {number}", ChainError)
            found.append(cell["source"])
    return tuple(found)


def read_parameters(source: str, *, where: str) -> dict[str, tuple[str, Any]]:
    """The typed literals of a ``parameters`` cell: name -> (type, default).

    Raises
    ------
    ParameterError : anything but ``NAME: type = literal``, an unknown name (with the nearest), a wrong type.
    """
    found = {}
    for place, name, annotation, default in typed_literals(source, where=where):
        _check_declaration(name, annotation, default, place)
        found[name] = (annotation, default)
    absent = [name for name in OWN if name not in found]
    if absent:
        raise ParameterError(
            f"{where}: every chapter declares {', '.join(OWN)}; {listed(absent)} missing. Add such as `SEED: int = 1`"
        )
    return found


def typed_literals(source: str, *, where: str) -> Iterator[tuple[str, str, str, Any]]:
    """The lines of a ``parameters`` cell, whatever their names: place, name, type and default.

    Raises
    ------
    ParameterError : anything but ``NAME: type = literal``, or a name that stands twice.
    """
    seen: set[str] = set()
    for line in _parsed(source, where, ParameterError):
        place = f"{where}, line {line.lineno}"
        name, annotation, default = _literal(line, place)
        if name in seen:
            raise ParameterError(f"{place}: {name} is declared twice. Remove one")
        seen.add(name)
        yield place, name, annotation, default


def read_tables(source: str, *, where: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two lists of a ``tables`` cell.

    Raises
    ------
    ChainError : anything but the two literal lists, or a name that cannot be read or written.
    """
    lists: dict[str, tuple[str, ...]] = {}
    for line in _parsed(source, where, ChainError):
        place = f"{where}, line {line.lineno}"
        if not _names(line, ONLY_IN):
            name, value = _list_of_names(line, place)
            lists[name] = value
    if set(lists) != {"READS", "WRITES"}:
        raise ChainError(
            f"{where}: both READS = [...] and WRITES = [...] are expected, found {listed(lists) or 'none'}"
        )
    for name in lists["READS"]:
        if name != RAW:
            _check_table(name, f"{where}, READS")
    for name in lists["WRITES"]:
        _check_output(name, f"{where}, WRITES")
    return lists["READS"], lists["WRITES"]


def read_only_in(source: str, *, where: str) -> str | None:
    """The kind of run that a chapter's ``tables`` cell limits it to.

    Raises
    ------
    ChainError : another value than ``"edition"`` or ``"audit"``.
    """
    for line in _parsed(source, where, ChainError):
        if _names(line, ONLY_IN):
            value = getattr(line.value, "value", None) if isinstance(line, ast.Assign) else None
            if value not in (EDITION, AUDIT):
                raise ChainError(
                    f'{where}, line {line.lineno}: {ONLY_IN} = "{EDITION}" or "{AUDIT}" is expected, '
                    f"found `{ast.unparse(line)}`. Leave it out for a chapter of every run"
                )
            return str(value)
    return None


def _names(line: ast.stmt, name: str) -> bool:
    """Whether a line assigns one name."""
    return isinstance(line, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in line.targets)


def type_text(name: str) -> str:
    """How an option of method is annotated in a notebook: ``float``, ``str``, ``float | None``.

    >>> type_text("skewness_limit"), type_text("imputation"), type_text("kurtosis_alone_limit")
    ('float', 'str', 'float | None')
    >>> type_text("class_thresholds"), type_text("aggregation_at")
    ('list[float]', 'dict[str, str]')
    """
    return _plain(method.field(name).annotation)


def _plain(annotation: Any) -> str:
    origin = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if origin is typing.Annotated:
        return _plain(arguments[0])
    if origin is typing.Literal:
        return type(arguments[0]).__name__
    if origin in (typing.Union, types.UnionType):
        return " | ".join(_plain(argument) for argument in arguments)
    if origin is tuple:
        return f"list[{_plain(arguments[0])}]"
    if origin is Mapping:
        return f"dict[{', '.join(_plain(argument) for argument in arguments)}]"
    return "None" if annotation is type(None) else annotation.__name__


def _literal(line: ast.stmt, place: str) -> tuple[str, str, Any]:
    plain = f"{place}: a typed plain literal such as `SEED: int = 1` is expected, found `{ast.unparse(line)}`"
    if not isinstance(line, ast.AnnAssign) or not isinstance(line.target, ast.Name) or line.value is None:
        raise ParameterError(f"{plain}. Only such lines may stand in this cell")
    try:
        default = ast.literal_eval(line.value)
    except ValueError:
        raise ParameterError(f"{plain}. Write the value itself; the chain reads this cell without running it") from None
    return line.target.id, ast.unparse(line.annotation), default


def _check_declaration(name: str, annotation: str, default: Any, place: str) -> None:
    options = {option.upper(): option for option in method.group_of()}
    if name not in OWN and name not in options:
        raise ParameterError(
            f"{place}: {name} is neither one of {', '.join(OWN)} nor an option of method; "
            f"{nearest(name, sorted([*OWN, *options]))}. Correct its spelling"
        )
    expected = OWN[name] if name in OWN else type_text(options[name])
    if annotation != expected:
        raise ParameterError(f"{place}: {name} must be declared as {expected}, found {annotation}. Correct the type")
    if not fits(default, expected):
        raise ParameterError(f"{place}: {name} must be {expected}, found {default!r}. Correct the value")


def fits(value: Any, expected: str) -> bool:
    """Whether a plain value is of an annotated type; a whole number is a number too.

    >>> fits([1, 2.5], "list[float]"), fits(None, "float | None"), fits("x", "int"), fits(True, "int")
    (True, True, False, False)
    """
    if expected.startswith("list["):
        return isinstance(value, list) and all(fits(item, expected[5:-1]) for item in value)
    if expected.startswith("dict["):
        key, _, item = expected[5:-1].partition(", ")
        return isinstance(value, dict) and all(fits(k, key) and fits(v, item) for k, v in value.items())
    kind = "None" if value is None else type(value).__name__
    allowed = expected.split(" | ")
    return kind in allowed or (kind == "int" and "float" in allowed)


def _list_of_names(line: ast.stmt, place: str) -> tuple[str, tuple[str, ...]]:
    refusal = ChainError(
        f"{place}: only READS = [...] and WRITES = [...] with plain names are expected, found `{ast.unparse(line)}`. "
        "The chain reads this cell without running it"
    )
    target = line.targets[0] if isinstance(line, ast.Assign) and len(line.targets) == 1 else None
    if not isinstance(line, ast.Assign) or not isinstance(target, ast.Name) or target.id not in ("READS", "WRITES"):
        raise refusal
    try:
        names = ast.literal_eval(line.value)
    except ValueError:
        raise refusal from None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise refusal
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ChainError(f"{place}: each name stands once; found twice: {listed(twice)}. Remove one")
    return target.id, tuple(names)


def _check_table(name: str, place: str) -> None:
    if not is_table(name):
        raise ChainError(f"{place}: a table (.csv) or {RAW!r} is expected, found {name!r}. Only tables are handed on")
    try:
        schema_of(name)
    except SchemaError as error:
        raise ChainError(f"{place}: {error}") from None


def _check_output(name: str, place: str) -> None:
    if is_table(name):
        _check_table(name, place)
    elif name != Path(name).name or name.startswith(".") or "." not in name or name.endswith(".ipynb"):
        raise ChainError(f"{place}: a table (.csv) or a document such as report.html is expected, found {name!r}")


def _parsed(source: str, where: str, kind: type[ChainError]) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError as error:
        raise kind(f"{where}, line {error.lineno}: the cell is no Python: {error.msg}. Correct it") from None


def read_cells(path: Path, where: str) -> list[dict[str, Any]]:
    """The cells of a notebook, each with its source as one text.

    Raises
    ------
    ChainError : the file is no notebook.
    """
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError, TypeError) as error:
        raise ChainError(
            f"{where}: a notebook (JSON with cells) is expected, but {error!r}. Restore the file"
        ) from None
    return [{**cell, "source": "".join(cell.get("source", ""))} for cell in cells]


def tagged(cells: list[dict[str, Any]], tag: str, where: str, kind: type[ChainError]) -> tuple[str, str]:
    """Source and place of the one code cell with a tag."""
    found = [
        (cell["source"], f"cell {number}")
        for number, cell in enumerate(cells, start=1)
        if cell.get("cell_type") == "code" and tag in cell.get("metadata", {}).get("tags", [])
    ]
    if len(found) != 1:
        raise kind(f"{where}: exactly one code cell tagged {tag!r} is expected, found {len(found)}. Tag one cell")
    return found[0]


def sources_digest(cells: list[dict[str, Any]]) -> str:
    """SHA-256 of kinds, sources and tags of the cells: outputs, counts and other metadata do not count."""
    said = [[cell.get("cell_type"), cell["source"], cell.get("metadata", {}).get("tags", [])] for cell in cells]
    content = json.dumps(said, ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8")).hexdigest()
