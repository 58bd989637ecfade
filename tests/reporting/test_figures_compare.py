"""Figures of a comparison: a row for every unit, and the same bytes twice."""

from __future__ import annotations

import pytest
from comparison_tables import attribution, changes, sides
from row_names import row_names

from pipeline.reporting import figures_compare, style


@pytest.fixture
def drawn(edition):
    def draw(language: str, *, n_after: int = 10, blank: bool = False) -> list[style.Chart]:
        own = changes(edition).assign(n_after=n_after)
        shares = attribution(edition)
        if blank:
            own, shares = own.head(0), shares.head(0)
        return [
            figures_compare.ranks(own, sides(), edition.units, edition.framework, language=language),
            figures_compare.attribution(shares, own, edition.units, edition.framework, language=language),
        ]

    return draw


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("n_after", [10, 9])
def test_every_unit_has_its_row_and_the_bytes_stay(drawn, language, n_after):
    ranks, causes = drawn(language, n_after=n_after)
    assert len(row_names(ranks.axes[0])) == 3  # one of them merged
    assert len(row_names(causes.axes[0])) == 2
    again = drawn(language, n_after=n_after)
    assert [style.png(one) for one in (ranks, causes)] == [style.png(one) for one in again]


def test_the_bars_of_a_unit_add_up_to_its_mark(drawn):
    axes = drawn("en")[1].axes[0]
    widths = [bar.get_width() for bar in axes.patches]
    marks = axes.collections[0].get_offsets()
    assert sum(widths) == pytest.approx(sum(mark[0] for mark in marks))
    assert [mark[0] for mark in marks] == [2.0, -1.0]


def test_causes_that_move_nothing_are_not_in_the_legend(drawn):
    legend = drawn("en")[1].axes[0].get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["Own data", "Framework", "observed change"]


def test_the_axis_is_that_of_positions_where_n_differs(drawn):
    assert "Position" in drawn("en", n_after=9)[0].axes[0].get_xlabel()
    assert drawn("en")[0].axes[0].get_xlabel() == "Rank"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_empty_figure_says_why(drawn, language):
    for figure in drawn(language, blank=True):
        assert any(text.get_text().strip() for text in figure.axes[0].texts)
