"""Where an indicator's value comes from: a typed expression over columns of raw tables, and the year rule.

``{year}`` in a table or column name stands for the data year. A name without it says its year: ``year: 2024`` is data
of that year only; ``standing: true`` says that the figure stands for every year (an area).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pydantic

from pipeline.framework.model import Model

YEAR = "{year}"


class Column(Model):
    """One column of one raw table: ``table`` is ``<source>/<table id>``."""

    table: str
    column: str
    year: int | None = None
    standing: bool = False
    where: Mapping[str, str] = pydantic.Field(default_factory=dict)  # keeps the rows whose column has this text

    @pydantic.model_validator(mode="after")
    def _says_its_year(self) -> Column:
        varies = YEAR in self.table or YEAR in self.column
        if varies == (self.year is not None):
            raise ValueError(f"column {self.table}:{self.column} needs either {YEAR} in its name or a `year`")
        if "/" not in self.table:
            raise ValueError(f"table {self.table!r} must be written <source>/<table>, such as nso/E02.01_area")
        return self

    def at(self, year: int) -> tuple[str, str]:
        """Table and column of one data year, with ``{year}`` filled in."""
        return self.table.replace(YEAR, str(year)), self.column.replace(YEAR, str(year))

    def has_year(self, year: int) -> bool:
        """Whether the name can stand for ``year`` at all (the table may still lack it)."""
        return self.standing or self.year is None or self.year == year


class Sum(Model):
    """Sum of the parts; missing where a part is missing."""

    sum: tuple[Expression, ...] = pydantic.Field(min_length=1)


class Mean(Model):
    """Unweighted mean of the parts; missing where a part is missing."""

    mean: tuple[Expression, ...] = pydantic.Field(min_length=1)


class Product(Model):
    """Product of the parts; missing where a part is missing."""

    product: tuple[Expression, ...] = pydantic.Field(min_length=1)


class Fraction(Model):
    numerator: Expression
    denominator: Expression


class Ratio(Model):
    """Numerator over denominator, both of the same year unless a column says another; a zero denominator is refused."""

    ratio: Fraction


Expression = Column | Sum | Mean | Product | Ratio
for _model in (Sum, Mean, Product, Fraction, Ratio):
    _model.model_rebuild()


def columns(expression: Expression) -> Iterator[Column]:
    """Every column that an expression reads."""
    match expression:
        case Column():
            yield expression
        case Sum(sum=parts) | Mean(mean=parts) | Product(product=parts):
            for part in parts:
                yield from columns(part)
        case Ratio(ratio=fraction):
            yield from columns(fraction.numerator)
            yield from columns(fraction.denominator)


class Source(Model):
    """How one indicator is made from raw columns.

    ``factor`` turns the raw units of measure into the indicator's; ``max_age_years`` is k of the year rule (latest
    value not older than k years), with the edition's default where absent.
    """

    value: Expression
    factor: float = 1.0
    max_age_years: pydantic.NonNegativeInt | None = None
    note_vi: str = ""
    note_en: str = ""

    @property
    def tables(self) -> set[str]:
        """Names of the tables read, ``{year}`` unfilled."""
        return {column.table for column in columns(self.value)}


class StructuralZeros(Model):
    """A declared rule: what is blank in ``column`` of ``table`` is zero, because the printed rows add up.

    The guard adds up the rows of the guard column (the same column, unless another is named) and compares with the
    row ``total``; all values there are non-negative. It holds per data year, or the run stops.
    """

    table: str
    column: str
    years: tuple[int, ...] = pydantic.Field(min_length=1)
    guard_table: str | None = None
    guard_column: str | None = None
    total: str
    tolerance: pydantic.NonNegativeFloat  # in the column's unit of measure
    reason_vi: str
    reason_en: str


class Sources(Model):
    """All of ``sources.yaml``."""

    max_age_years: pydantic.NonNegativeInt
    indicators: Mapping[str, Source]
    structural_zeros: tuple[StructuralZeros, ...] = ()
    same_quantity: tuple[tuple[str, ...], ...] = ()  # tables that hold one quantity (GRDP), whatever it is divided by

    def kin(self, tables: set[str]) -> set[str]:
        """The tables given, and every table declared to hold the same quantity as one of them."""
        return tables.union(*(group for group in self.same_quantity if tables & set(group)))

    def max_age(self, code: str) -> int:
        """k of the year rule for one indicator or outcome."""
        own = self.indicators[code].max_age_years
        return self.max_age_years if own is None else own
