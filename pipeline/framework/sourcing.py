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

    def holds_what(self, other: Column) -> bool:
        """Whether another column is of the same quantity: the same name once the year is filled in, the same rows."""
        years = [column.year for column in (self, other) if column.year is not None]
        mine, others = (column.at(years[0]) if years else (column.table, column.column) for column in (self, other))
        return mine == others and dict(self.where) == dict(other.where)


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


def denominators(expression: Expression) -> Iterator[Expression]:
    """Every denominator in an expression, from the outside in."""
    match expression:
        case Column():
            return
        case Sum(sum=parts) | Mean(mean=parts) | Product(product=parts):
            for part in parts:
                yield from denominators(part)
        case Ratio(ratio=fraction):
            yield fraction.denominator
            yield from denominators(fraction.numerator)
            yield from denominators(fraction.denominator)


def divided(expression: Expression) -> tuple[list[Column], list[Column]]:
    """Columns that an expression grows with, and columns that divide it; what a divisor is divided by multiplies."""
    match expression:
        case Column():
            return [expression], []
        case Sum(sum=parts) | Mean(mean=parts) | Product(product=parts):
            each = [divided(part) for part in parts]
            return [c for above, _ in each for c in above], [c for _, below in each for c in below]
        case Ratio(ratio=fraction):
            (above, below), (over, under) = divided(fraction.numerator), divided(fraction.denominator)
            return [*above, *under], [*below, *over]


class Source(Model):
    """How one indicator is made from raw columns.

    ``factor`` turns the raw units of measure into the indicator's; ``max_age_years`` is k of the year rule (latest
    value not older than k years), with the edition's default where absent. ``standard_error`` is that of each unit's value,
    in the indicator's unit of measure, where the producer states it; nobody's guess.
    """

    value: Expression
    factor: float = 1.0
    max_age_years: pydantic.NonNegativeInt | None = None
    standard_error: pydantic.PositiveFloat | None = None
    note_vi: str = ""
    note_en: str = ""

    @property
    def tables(self) -> set[str]:
        """Names of the tables read, ``{year}`` unfilled."""
        return {column.table for column in columns(self.value)}


class Weight(Model):
    """An amount of every unit by which values of units are put together: the population, the employed persons."""

    name_vi: str
    name_en: str
    value: Expression

    def name(self, language: str) -> str:
        return self.name_vi if language == "vi" else self.name_en

    @property
    def source(self) -> Source:
        """The weight as something that can be evaluated."""
        return Source(value=self.value)


class PublishedFigure(Model):
    """A published figure of units that is computed here again: node ``code`` against a raw column."""

    code: str
    value: Column
    tolerance: pydantic.NonNegativeFloat  # in the node's unit of measure


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
    weights: Mapping[str, Weight] = pydantic.Field(default_factory=dict)  # for editions whose units changed
    structural_zeros: tuple[StructuralZeros, ...] = ()
    same_quantity: tuple[tuple[str, ...], ...] = ()  # tables that hold one quantity (GRDP), whatever it is divided by

    def kin(self, tables: set[str]) -> set[str]:
        """The tables given, and every table declared to hold the same quantity as one of them."""
        return tables.union(*(group for group in self.same_quantity if tables & set(group)))

    def is_divided_by(self, code: str, size: str) -> bool:
        """Whether an indicator is divided by what a size is made from.

        A size of several columns (GRDP as GRDP per head times population) is divided by where all of them divide. Where
        ``same_quantity`` says which tables hold the size's quantity, a divisor from any of those is enough, and a
        divisor that is only another part of the size (the population) is not. A rate that a source publishes as such
        says nothing here about what it was divided by.
        """
        _, divisors = divided(self.indicators[code].value)
        parts, _ = divided(self.indicators[size].value)
        named = {column.table for column in parts if self.kin({column.table}) != {column.table}}
        if named:
            return any(column.table in self.kin(named) for column in divisors)
        return all(any(part.holds_what(column) for column in divisors) for part in parts)

    def max_age(self, code: str) -> int:
        """k of the year rule for one indicator or outcome."""
        own = self.indicators[code].max_age_years
        return self.max_age_years if own is None else own
