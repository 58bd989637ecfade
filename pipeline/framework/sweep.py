"""A declared set of runs of one edition, ``params/sweeps/<name>.yaml``: named ones, and all combinations of a grid.

A run of the set is what ``pii run EDITION --method M -p ... --as NAME`` makes, and goes by the same name.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any

import pydantic

from pipeline.errors import FrameworkError, listed, nearest
from pipeline.framework import audit
from pipeline.framework import edition as edition_model
from pipeline.framework import method as method_model
from pipeline.framework.edition import NOMINAL, SCRATCH, EditionFile
from pipeline.framework.model import Model

LONGEST_NAME = 64
RESERVED = (NOMINAL, SCRATCH)
PREFIX = "sweep-"
"""What the folder of a set's results begins with, beside those of the runs."""

RESERVED_PREFIXES = (PREFIX, audit.PREFIX)

OWN = ("seed", "language")
"""Parameters of a run that are no options of method."""


class Variant(Model):
    """What one run does otherwise than the edition's own method."""

    method: str | None = None
    parameters: Mapping[str, Any] = pydantic.Field(default_factory=dict)

    @pydantic.field_validator("parameters")
    @classmethod
    def _fit(cls, value: Mapping[str, Any]) -> Mapping[str, Any]:
        faults = [fault for name, item in value.items() if (fault := _fault(name, item))]
        if faults:
            raise ValueError(listed(faults))
        return value

    @pydantic.model_validator(mode="after")
    def _does_something(self) -> Variant:
        if self.method is None and not self.parameters:
            raise ValueError("a run needs a method, parameters, or both; found neither. Say what it does otherwise")
        return self

    @property
    def options(self) -> dict[str, Any]:
        """Its parameters that are options of method."""
        return {name: value for name, value in self.parameters.items() if name not in OWN}

    @property
    def texts(self) -> tuple[str, ...]:
        """Its parameters as ``-p`` reads them.

        >>> Variant(parameters={"score_floor": None, "ties": "dense", "class_thresholds": [40, 60]}).texts
        ('score_floor=null', 'ties=dense', 'class_thresholds=[40, 60]')
        """
        return tuple(f"{name}={_text(value)}" for name, value in self.parameters.items())


class Sweep(Model):
    """The whole set: ``runs`` by name, and ``grid``, parameter -> values, of which every combination is a run.

    ``skip_inadmissible``: inadmissible runs are listed as not run, with the reason; otherwise the set is refused.
    """

    name: str
    description_vi: str
    description_en: str
    runs: Mapping[str, Variant] = pydantic.Field(default_factory=dict)
    grid: Mapping[str, tuple[Any, ...]] = pydantic.Field(default_factory=dict)
    skip_inadmissible: bool = False

    @pydantic.field_validator("grid")
    @classmethod
    def _has_fitting_values(cls, value: Mapping[str, tuple[Any, ...]]) -> Mapping[str, tuple[Any, ...]]:
        faults = [f"parameter {name!r} has no values. Give it some" for name, items in value.items() if not items]
        faults += [fault for name, items in value.items() for item in items if (fault := _fault(name, item))]
        if faults:
            raise ValueError(listed(faults))
        return value

    @pydantic.model_validator(mode="after")
    def _is_named_well(self) -> Sweep:
        if not self.runs and not self.grid:
            raise ValueError("a set needs runs, a grid, or both; found neither. Add some")
        names = [*self.runs, *self._grid_names]
        faults = [_no_name(self.name, what="sweep"), *(_misnamed(name) for name in dict.fromkeys(names))]
        faults += [
            f"the name {name!r} stands for {names.count(name)} runs. Give each a name of its own under `runs`"
            for name in dict.fromkeys(names)
            if names.count(name) > 1
        ]
        if any(faults):
            raise ValueError(listed(fault for fault in faults if fault))
        return self

    @cached_property
    def variants(self) -> dict[str, Variant]:
        """Every run of the set by its name: the named ones, then the combinations of the grid."""
        combined = [Variant(parameters=dict(zip(self.grid, values, strict=True))) for values in self._combinations]
        return {**self.runs, **dict(zip(self._grid_names, combined, strict=True))}

    @property
    def _combinations(self) -> list[tuple[Any, ...]]:
        return list(itertools.product(*self.grid.values())) if self.grid else []

    @property
    def _grid_names(self) -> list[str]:
        """``aggregation-geometric_ties-dense``; the values alone where that is too long for one of them."""
        parts = [[(name, _slug(value)) for name, value in zip(self.grid, c, strict=True)] for c in self._combinations]
        whole = ["_".join(f"{name}-{slug}" for name, slug in part) for part in parts]
        if all(len(name) <= LONGEST_NAME for name in whole):
            return whole
        return ["_".join(slug for _, slug in part) for part in parts]


def _fault(name: str, value: Any) -> str:
    """What is wrong with one parameter by itself, or nothing."""
    known = sorted([*method_model.group_of(), *OWN])
    if name not in known:
        return f"there is no parameter {name!r}; {nearest(name, known)}"
    field = EditionFile.model_fields[name] if name in OWN else method_model.field(name)
    kind: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
    try:
        pydantic.TypeAdapter(kind).validate_python(value)
    except pydantic.ValidationError as error:
        return f"{name}: {error.errors()[0]['msg']} (found {value!r})"
    return ""


def _misnamed(name: str) -> str:
    """What is wrong with the name of a run, or nothing."""
    if name in RESERVED or name.startswith(RESERVED_PREFIXES):
        return (
            f"a run of a set may not be called {name!r}: {listed(RESERVED)} and names with {listed(RESERVED_PREFIXES)} "
            "are reserved. Choose another name"
        )
    return _no_name(name, what="run")


def _no_name(name: str, *, what: str) -> str:
    """Why a folder may not be called so, or nothing."""
    try:
        edition_model.check_name(name, what=what)
    except FrameworkError as error:
        return str(error)
    return ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _slug(value: Any) -> str:
    """A value as part of a name.

    >>> _slug(2.25), _slug({"pillar": "geometric"}), _slug(None), _slug(-1)
    ('2.25', 'pillar-geometric', 'none', 'minus-1')
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        return f"minus-{_slug(-value)}"
    text = re.sub(r"[^a-z0-9.]+", "-", _text(value).lower() if value is not None else "none")
    return text.strip("-.") or "none"
