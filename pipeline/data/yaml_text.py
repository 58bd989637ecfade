"""YAML without surprises: every fault with file and line, no key twice, and keys exactly as written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from pipeline.data import project
from pipeline.errors import FrameworkError


class _Keys:
    """Keeps keys as text (``1.10`` stays ``1.10``, ``no`` stays ``no``) and refuses a key that stands twice."""

    construct_object: Callable[..., Any]

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        content: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key must be plain text", key_node.start_mark)
            if key_node.value in content:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key_node.value!r} stands twice; keep one of them", key_node.start_mark
                )
            content[key_node.value] = self.construct_object(value_node, deep=deep)
        return content


class _Loader(_Keys, yaml.SafeLoader):
    """PyYAML's own, whose faults people are told."""


_Faster = type("_Faster", (_Keys, yaml.CSafeLoader), {}) if yaml.__with_libyaml__ else _Loader
"""The same by libyaml: an edition's files in 5 ms instead of 90; every kernel reads them."""


def read(path: Path, *, where: str | None = None) -> dict[str, Any]:
    """The mapping in a YAML file; an empty file is an empty mapping.

    Values are typed by YAML's own rules, and models refuse a number where text is expected, so that a code such as
    ``1.10`` has to be quoted. Keys are text as written.

    Parameters
    ----------
    where : the file as messages name it; by default its place in the project.

    Raises
    ------
    FrameworkError : no such file, not UTF-8, a syntax fault, a key twice, or something else than a mapping.
    """
    where = where or project.shown(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise FrameworkError(f"{where}: this file is expected, and is not there. Add it") from None
    except UnicodeDecodeError as error:
        raise FrameworkError(
            f"{where}: UTF-8 text is expected, found other bytes ({error.reason}). Save it as UTF-8"
        ) from None
    return parse(text, where=where)


def parse(text: str, *, where: str) -> dict[str, Any]:
    """The mapping in a YAML text; see `read`."""
    try:
        content = _loaded(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{where}, line {mark.line + 1}" if mark else where
        raise FrameworkError(
            f"{place}: valid YAML is expected, found: {error.problem or error.context}. Correct it"
        ) from None
    except yaml.YAMLError as error:
        raise FrameworkError(f"{where}: valid YAML is expected, found: {error}. Correct it") from None
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise FrameworkError(f"{where}: keys with values are expected, found {type(content).__name__}. Correct it")
    return content


def _loaded(text: str) -> Any:
    try:
        return yaml.load(text, Loader=_Faster)
    except yaml.YAMLError:  # said again in the words that do not depend on what is installed
        return yaml.load(text, Loader=_Loader)
