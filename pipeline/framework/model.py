"""The base of every model: frozen, and strict about unknown keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import pydantic

from pipeline.errors import FrameworkError, listed


class Model(pydantic.BaseModel):
    """A frozen record that refuses unknown keys; a change is a copy."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid", strict=False, protected_namespaces=())

    @classmethod
    def read(cls, content: Mapping[str, Any], *, where: str) -> Self:
        """Validate a mapping read from a file.

        Raises
        ------
        FrameworkError : with the place of every fault, all at once.
        """
        try:
            return cls.model_validate(content)
        except pydantic.ValidationError as error:
            raise FrameworkError(f"{where}: {explain(error, cls)}") from None


def explain(error: pydantic.ValidationError, model: type[pydantic.BaseModel]) -> str:
    """Turn pydantic's report into one sentence a fault, naming the key and what was found."""
    return listed(_sentence(fault, model) for fault in error.errors())


def _sentence(fault: Any, model: type[pydantic.BaseModel]) -> str:
    place = ".".join(str(part) for part in fault["loc"]) or "(whole)"
    if fault["type"] == "extra_forbidden":
        return f"unknown key {place!r}; known keys: {_known(fault['loc'], model)}. Remove it or correct its spelling"
    message = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "missing":
        return f"key {place!r} is missing. Add it"
    if fault["type"] == "value_error":
        return f"{place}: {message}" if fault["loc"] else message
    return f"{place}: {message} (found {fault['input']!r})"


def _known(place: tuple[int | str, ...], model: type[pydantic.BaseModel]) -> str:
    """The keys of the block in which ``place`` stands, as far as blocks alone lead there."""
    for part in place[:-1]:
        block = model.model_fields[part].annotation if part in model.model_fields else None
        if not (isinstance(block, type) and issubclass(block, pydantic.BaseModel)):
            return "see the model of this block"
        model = block
    return ", ".join(sorted(model.model_fields))
