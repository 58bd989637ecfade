"""What every group of options of method is: typed fields, of which a chapter holds those alone that it declares."""

from __future__ import annotations

import typing
from collections.abc import Collection
from typing import Annotated, Any, Self

from pydantic import Field

from pipeline.errors import ParameterError
from pipeline.framework.model import Model

Share = Annotated[float, Field(ge=0, le=1)]
Correlation = Annotated[float, Field(ge=-1, le=1)]


class Group(Model):
    """Options that belong to one step. A copy that a chapter holds has those alone that the chapter declares."""

    if not typing.TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Reached where an attribute is not there: an option that the chapter uses and does not show."""
            if name in type(self).model_fields:
                raise ParameterError(
                    f"option {name!r}: a chapter declares every option of method that it uses, and this one is not "
                    f"declared. Add {name.upper()} to its parameters cell"
                )
            return super().__getattr__(name)

    def only(self, names: Collection[str]) -> Self:
        """A copy that has the named options and no other."""
        kept = {name: value for name, value in self.__dict__.items() if name in names}
        return typing.cast(Self, type(self).model_construct(**kept))
