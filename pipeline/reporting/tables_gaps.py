"""Tables of what gaps are worth: which figures to ask for first, and how bad missing values would have to be."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Table
from pipeline.reporting.tables_data import column, finished, numeric, placed, unit_column, worded


def information_value(information_value: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """Every block of open cells, that whose filling would narrow all rank ranges most first."""
    frame = information_value
    note = ""
    if not frame.empty:
        frame = frame.sort_values(["narrowing_all", "unit_code", "table"], ascending=[False, True, True])
        answers, draws = (numbers.integer(frame[name].iloc[0], language=language) for name in ("n_answers", "n_draws"))
        note = words.word("information_value_note", language).format(answers=answers, draws=draws)
    codes = [", ".join(str(cell).split()) for cell in column(frame, "codes")]
    columns = [
        unit_column(frame, units, language),
        table.text(
            words.word("gap_table", language), [labels.raw_tables(str(cell)) for cell in column(frame, "table")]
        ),
        table.text(words.word("gap_codes", language), codes),
        worded(frame, "model", "gap_model", language, group="gap_model"),
        placed(frame, "width", "gap_width", language),
        numeric(frame, "width_known", "gap_width_known", language, digits=1),
        numeric(frame, "narrowing", "gap_narrowing", language, digits=1),
        numeric(frame, "narrowing_all", "gap_narrowing_all", language, digits=1),
    ]
    return finished("information_value", columns, language=language, note=note)


def delta_shift(delta_shift: pd.DataFrame, units: Units, *, language: str) -> Table:
    """A row for each unit with open cells: its rank, and what it would be under each shift; a changed one is marked."""
    if delta_shift.empty:
        return finished("delta_shift", [table.text(words.word("unit", language), [])], language=language)
    wide = delta_shift.pivot(index="unit_code", columns="shift", values="rank_shifted")
    own = delta_shift.drop_duplicates("unit_code").set_index("unit_code").loc[wide.index]
    columns = [
        table.text(words.word("unit", language), [labels.unit(units, str(code), language) for code in wide.index]),
        table.figures(
            words.word("gap_cells", language), [numbers.integer(x, language=language) for x in own["n_cells"]]
        ),
        table.figures(words.word("rank", language), [numbers.rank(x, language=language) for x in own["rank"]]),
        *(
            table.figures(
                words.word("gap_shifted_by", language).format(shift=numbers.number(shift, language=language, digits=1)),
                [numbers.rank(x, language=language) for x in wide[shift]],
            )
            for shift in wide.columns
        ),
    ]
    moved = wide.ne(own["rank"], axis=0).any(axis=1)
    marked = frozenset(place for place, changes in enumerate(moved) if changes)
    return finished(
        "delta_shift", columns, language=language, marked=marked, note=words.word("delta_shift_note", language)
    )
