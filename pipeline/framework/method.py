"""A method: every option by name, in the one typed model behind the command line, the YAML and the notebooks."""

from __future__ import annotations

import json
import typing
from collections.abc import Collection, Mapping
from functools import cache, cached_property
from typing import Any, cast

import pydantic
from pydantic.fields import FieldInfo

from pipeline.errors import ParameterError, listed, nearest
from pipeline.framework import admissibility, inertia
from pipeline.framework.model import Model, explain
from pipeline.framework.options import (
    Aggregation,
    Imputation,
    Normalisation,
    Preparation,
    Ranking,
    Treatment,
)
from pipeline.framework.review_options import (
    Coherence,
    Importance,
    Profiles,
    Regression,
    Sensitivity,
    Uncertainty,
    Validity,
)


class Method(Model):
    """All groups of ``params/methods/<name>.yaml``."""

    name: str
    description_vi: str
    description_en: str
    preparation: Preparation
    imputation: Imputation
    treatment: Treatment
    normalisation: Normalisation
    aggregation: Aggregation
    ranking: Ranking
    coherence: Coherence
    regression: Regression
    validity: Validity
    importance: Importance
    uncertainty: Uncertainty
    sensitivity: Sensitivity
    profiles: Profiles
    _whole: Method | None = pydantic.PrivateAttr(default=None)  # of a copy with some options only
    _names: tuple[str, ...] = pydantic.PrivateAttr(default=())

    @pydantic.model_validator(mode="after")
    def _is_admissible(self) -> Method:
        faults = list(admissibility.faults(self.normalisation, self.aggregation, self.ranking))
        if faults:
            raise ValueError(listed(faults))
        return self

    @cached_property
    def values(self) -> dict[str, Any]:
        """Every parameter that is there by its own name, as a plain literal (lists and dictionaries, no tuples)."""
        names = group_of() if self._whole is None else {name: group_of()[name] for name in self._names}
        return {name: _literal(getattr(getattr(self, group), name)) for name, group in names.items()}

    def only(self, names: Collection[str]) -> Method:
        """A copy in which the named parameters can be read and no other: what a chapter declares is what it uses.

        A change (``replace``) is checked against the whole method and limited again.
        """
        for name in names:
            check_name(name)
        groups = {name: getattr(self, name).only(names) for name in set(group_of().values())}
        limited = self.model_construct(**{**self.__dict__, **groups})
        limited._whole, limited._names = self, tuple(names)
        return limited

    @property
    def inert(self) -> frozenset[str]:
        """Names of the parameters that steer nothing under this method's own choices."""
        if self._whole is not None:
            return self._whole.inert
        return inertia.of(self.treatment, self.normalisation, self.aggregation, self.ranking)

    def replace(self, changes: Mapping[str, Any]) -> Method:
        """A copy with named parameters replaced; text is read as the field's type (``"2.0"``, ``"none"``).

        A list or a dictionary as text is JSON: ``'{"pillar": "geometric"}'``.

        Raises
        ------
        ParameterError : an unknown name (with the nearest), a value of the wrong type, or an inadmissible choice.
        """
        if self._whole is not None:
            return self._whole.replace(changes).only(self._names)
        groups: dict[str, dict[str, Any]] = {}
        for name, value in changes.items():
            check_name(name)
            groups.setdefault(group_of()[name], {})[name] = _from_text(name, value)
        merged = self.model_dump()
        for group, fields in groups.items():
            merged[group] |= fields
        try:
            return Method.model_validate(merged)
        except pydantic.ValidationError as error:
            raise ParameterError(f"method {self.name!r}: {explain(error, Method)}") from None


def _literal(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def _from_text(name: str, value: Any) -> Any:
    """``null`` on a command line is None where the field allows it; a list or dictionary is JSON."""
    if value == "null":
        return None
    kind = typing.get_origin(field(name).annotation)
    if not isinstance(value, str) or not (isinstance(kind, type) and issubclass(kind, tuple | Mapping)):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise ParameterError(
            f'parameter {name!r}: JSON is expected, such as [70, 100] or {{"pillar": "geometric"}}, found {value!r}'
        ) from None


@cache
def group_of() -> Mapping[str, str]:
    """The group of every parameter name."""
    return {
        name: group
        for group, field in Method.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Model)
        for name in field.annotation.model_fields
    }


def field(name: str) -> FieldInfo:
    """The declared type, limits and source of one parameter."""
    check_name(name)
    group = Method.model_fields[group_of()[name]].annotation
    return cast(type[Model], group).model_fields[name]


def check_name(name: str) -> None:
    """Refuse an unknown parameter name with the nearest valid ones."""
    if name not in group_of():
        raise ParameterError(f"parameter {name!r} is not an option of method; {nearest(name, sorted(group_of()))}")
