"""What each indicator is divided by, and whether it still grows with a size that it is not divided by."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.construction import matrix
from pipeline.framework import sourcing
from pipeline.framework.edition import Edition
from pipeline.framework.method import Method
from pipeline.framework.sourcing import Column, Expression, Mean, Product, Ratio, Sum
from pipeline.statistics import denomination

SIZE_COLUMNS = ["code", "size", "r", "n", "divided_by", "flagged"]
DENOMINATOR_COLUMNS = ["code", "numerator", "denominator", "factor", "max_age", "same_year", "note_vi", "note_en"]


def size_table(values: pd.DataFrame, edition: Edition, method: Method, *, units: list[str]) -> pd.DataFrame:
    r"""Every indicator with every variable of size: ``sizes.csv``.

    .. math:: \text{flagged}_{jk} \iff |r_{jk}| > r_0 \text{ and } j \text{ is not divided by } k

    Parameters
    ----------
    values : the table ``values.csv``, in each indicator's own unit of measure: nothing is treated or turned.
    method : ``coherence.size_correlation`` is the limit.
    units : codes of the ranked units.

    Returns
    -------
    ``code, size, r, n, divided_by, flagged``: Pearson's r over the ``n`` ranked units that have both; ``divided_by`` as
    ``sources.yaml`` says, see `Sources.is_divided_by`. No row where the edition has no sizes.

    Notes
    -----
    A flag is a question, not a fault: a rate may well be higher where many people live. And the other way round: a few
    very large units decide Pearson's r, so that an indicator may grow with size without a flag.

    References
    ----------
    Becker et al. (2022), COINr, JOSS 7(78), 4567, doi:10.21105/joss.04567: ``get_denom_corr``.
    """
    codes, sizes = edition.framework.indicator_codes, [node.code for node in edition.framework.sizes]
    if not sizes:
        return pd.DataFrame(columns=SIZE_COLUMNS)
    own, other = (matrix.array(matrix.wide(values, columns, units=units)) for columns in (codes, sizes))
    r = denomination.size_correlations(own, sizes=other, kind="pearson")
    n = (~np.isnan(own)).T.astype(int) @ (~np.isnan(other)).astype(int)
    divided = np.array([[edition.sources.is_divided_by(code, size) for size in sizes] for code in codes])
    beyond = denomination.grows_with_size(
        r,
        denominator=np.full(len(codes), denomination.NOT_DIVIDED),  # an indicator may be divided by several sizes
        limit=method.coherence.size_correlation,
    )
    rows = [
        (code, size, r[row, column], n[row, column], divided[row, column], beyond[row, column] & ~divided[row, column])
        for row, code in enumerate(codes)
        for column, size in enumerate(sizes)
    ]
    return pd.DataFrame(rows, columns=SIZE_COLUMNS)


def denominators_table(edition: Edition) -> pd.DataFrame:
    """How every indicator, outcome and size is made from raw columns: ``denominators.csv``.

    Returns
    -------
    ``numerator`` and ``denominator`` as ``table:column`` with ``{year}`` where the data year stands (an expression that
    is no quotient stands whole as the numerator, and what divides inside it as the denominator; several are parted by
    semicolons); ``factor`` to the indicator's unit of measure; ``max_age`` in years of the year rule; ``same_year``,
    whether numerator and denominator are of one data year: False where a column stands for every year, missing where
    nothing is divided; the notes of ``sources.yaml``. A code without a source has no row.
    """
    rows = []
    for node in edition.coded:
        if node.code not in edition.sources.indicators:
            continue
        source = edition.sources.indicators[node.code]
        below = list(sourcing.denominators(source.value))
        above = source.value.ratio.numerator if isinstance(source.value, Ratio) else source.value
        standing = any(column.standing for column in sourcing.columns(source.value))
        rows.append(
            (
                node.code,
                written(above),
                "; ".join(written(part) for part in below),
                source.factor,
                edition.sources.max_age(node.code),
                not standing if below else None,
                source.note_vi,
                source.note_en,
            )
        )
    return pd.DataFrame(rows, columns=DENOMINATOR_COLUMNS)


def written(expression: Expression) -> str:
    """An expression in the notation of a formula, its columns as ``table:column``.

    >>> written(Sum.model_validate({"sum": [{"table": "a/b", "column": "{year}"}, {"table": "a/c", "column": "{year}"}]}))
    '(a/b:{year} + a/c:{year})'
    """
    match expression:
        case Column(table=table, column=column, where=where):
            picked = ", ".join(f"{key}={value}" for key, value in where.items())
            return f"{table}:{column}[{picked}]" if picked else f"{table}:{column}"
        case Sum(sum=parts):
            return f"({' + '.join(written(part) for part in parts)})"
        case Mean(mean=parts):
            return f"mean({', '.join(written(part) for part in parts)})"
        case Product(product=parts):
            return f"({' × '.join(written(part) for part in parts)})"
        case Ratio(ratio=fraction):
            return f"({written(fraction.numerator)} / {written(fraction.denominator)})"
