"""Which modules of the project a notebook rests on, and what their code says.

Read from the source text, without importing anything: with kernels that share what they have loaded, nobody can tell
afterwards who imported what. A module is known by the digest of its code without docstrings and comments, so that a
better explanation does not make a step run again, and a changed function does.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

import pipeline
from pipeline.errors import ChainError

PACKAGE = "pipeline"
CACHE = "__pycache__"
BLOCKS = ("body", "orelse", "handlers", "finalbody", "cases")
MEMORY = "modules.json"  # only saves time and can be deleted


@dataclass(frozen=True)
class Module:
    """One module or data file of the package: the digest of what it does, and the project's modules that it names."""

    digest: str
    imports: tuple[str, ...]


@dataclass
class ImportGraph:
    """The modules of the package, each read once, when it is first asked for.

    Parameters
    ----------
    memory : file that remembers, by the digest of a source text, what reading it gave; None: nothing is remembered.
    """

    memory: Path | None = None
    folder: Path = field(default_factory=lambda: Path(pipeline.__file__).resolve().parent)
    _read: dict[str, Module] = field(default_factory=dict, init=False)
    _changed: bool = field(default=False, init=False)

    def digests(self, sources: Iterable[str]) -> dict[str, str]:
        """Digest of every module that these sources import, directly or through others: name -> digest.

        Parameters
        ----------
        sources : Python texts, such as the code cells of a notebook.

        Files that are no modules (templates) count with the package that they lie in.

        Raises
        ------
        ChainError : a module that is no Python.
        """
        found: dict[str, str] = {}
        waiting = self.named(sources)
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            module = self._module(name)
            found[name] = module.digest
            waiting += [*module.imports, *self._parents(name), *self._data(name)]
        self._remember()
        return dict(sorted(found.items()))

    def named(self, sources: Iterable[str]) -> list[str]:
        """The modules that these sources import themselves.

        Parameters
        ----------
        sources : Python texts, such as the code cells of a notebook.
        """
        return sorted({name for source in sources for name in self._named(ast.parse(source))})

    def _module(self, name: str) -> Module:
        if name not in self._read:
            text = self._files[name].read_bytes()
            key = f"{name}:{hashlib.sha256(text).hexdigest()}"
            if key not in self._memory:
                self._memory[key] = self._parsed(name, text)
                self._changed = True
            self._read[name] = self._memory[key]
        return self._read[name]

    def _parsed(self, name: str, text: bytes) -> Module:
        if self._files[name].suffix != ".py":
            return Module(hashlib.sha256(text).hexdigest(), ())
        try:
            tree = ast.parse(text)
        except SyntaxError as error:
            where = self._files[name].relative_to(self.folder.parent).as_posix()
            raise ChainError(
                f"{where}, line {error.lineno}: the module is no Python: {error.msg}. Correct it"
            ) from None
        named = tuple(sorted(set(self._named(tree))))
        return Module(hashlib.sha256(ast.dump(_without_docstrings(tree)).encode()).hexdigest(), named)

    def _named(self, tree: ast.AST) -> Iterator[str]:
        """Every module of the package that a source imports anywhere, inside functions too."""
        for node in _statements(tree):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            else:
                continue
            yield from (name for name in names if name in self._files)

    def _parents(self, name: str) -> list[str]:
        """The packages that a module lies in: Python runs them first."""
        parts = name.split(".")
        return [parent for parent in (".".join(parts[:end]) for end in range(1, len(parts))) if parent in self._files]

    def _data(self, name: str) -> list[str]:
        """Files of a package that are no modules."""
        path = self._files[name]
        if path.name != "__init__.py":
            return []
        return [other for other, file in self._files.items() if file.suffix != ".py" and other.startswith(f"{name}/")]

    @cached_property
    def _files(self) -> dict[str, Path]:
        """Module name -> file; a data file is named ``package/path``."""
        files = {}
        for folder, below, names in os.walk(self.folder):
            below[:] = sorted(name for name in below if name != CACHE)
            place = Path(folder)
            within = place.relative_to(self.folder.parent).parts
            for name in sorted(names):
                stem, suffix = os.path.splitext(name)
                if suffix == ".py":
                    files[".".join(within if stem == "__init__" else (*within, stem))] = place / name
                else:
                    package = ".".join((*within, name)[:2])
                    files["/".join((package, *(*within, name)[2:]))] = place / name
        return files

    @cached_property
    def _memory(self) -> dict[str, Module]:
        if self.memory is None or not self.memory.is_file():
            return {}
        try:
            stored = json.loads(self.memory.read_text(encoding="utf-8"))
            return {key: Module(item["digest"], tuple(item["imports"])) for key, item in stored.items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            return {}  # torn or foreign: it is made again

    def _is_of_now(self, key: str) -> bool:
        """Whether it is of a module's text as it is now, as far as that was read."""
        name = key.rpartition(":")[0]
        return name not in self._read or self._read[name] is self._memory[key]

    def _remember(self) -> None:
        if self.memory is None or not self._changed:
            return
        partial = self.memory.with_name(f"{self.memory.name}.{os.getpid()}.partial")
        text = json.dumps({key: asdict(module) for key, module in self._memory.items() if self._is_of_now(key)})
        with suppress(OSError):  # a full disk, or no right to write: it only saves time
            self.memory.parent.mkdir(parents=True, exist_ok=True)
            try:
                partial.write_text(text, encoding="utf-8")
                os.replace(partial, self.memory)
            finally:
                partial.unlink(missing_ok=True)
        self._changed = False


def memory(root: Path) -> Path:
    """Where to remember what reading the modules gave: with what Python remembers of them, or in the project's folder.

    What a module says depends on its text alone, so a first run need not read again what was read before in another
    project; the project's folder is for an installation that may not be written to, or where Python was told not to.
    """
    folder = Path(pipeline.__file__).resolve().parent
    if os.access(folder, os.W_OK) and not sys.dont_write_bytecode:
        return folder / CACHE / MEMORY
    return root / "data" / "processed" / f".{MEMORY}"


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Modules that differ, or are on one side only."""
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """A tree and every statement in it, without their expressions: a tenth of what `ast.walk` comes by."""
    waiting = [tree]
    for node in waiting:
        yield node
        for name in BLOCKS:
            found = getattr(node, name, None)
            if isinstance(found, list):  # an expression too may have a `body`: of a lambda
                waiting += found


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in _statements(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                node.body = node.body[1:] or [ast.Pass()]
    return tree
