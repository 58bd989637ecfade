"""The league table and what stands around it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from pipeline.publication import addresses, site_home, site_map
from pipeline.publication.published_run import Comparison


def test_rows_are_best_first_with_a_range_and_the_ranks_in_every_pillar(published):
    rows = site_home.standings(published, "vi")
    assert [row.order_rank for row in rows] == sorted(row.order_rank for row in rows)
    assert all(row.range for row in rows)
    assert {len(row.pillars) for row in rows} == {len(published.edition.framework.pillars)}


def test_an_order_is_firm_where_the_pair_is_robust_whichever_way_it_is_written(published):
    rows = site_home.standings(published, "vi")
    first, second, third = (row.unit_code for row in rows[:3])
    pairs = pd.DataFrame(
        [(second, first, 0.0, True), (second, third, 0.6, False)],
        columns=["unit_code", "other", "share_ahead", "robust"],
    )
    told = site_home.standings(replace(published, tables={**published.tables, "pairs": pairs}), "vi")
    assert [row.firm for row in told[:3]] == [True, False, None]
    assert told[0].next == rows[1].name


def test_the_last_unit_has_nobody_behind_it(published):
    last = site_home.standings(published, "vi")[-1]
    assert (last.firm, last.next) == (None, "")


def test_without_ranges_there_is_no_column_of_ranges(published):
    tables = {name: table for name, table in published.tables.items() if name not in ("uncertainty", "pairs")}
    page = site_home.page(replace(published, tables=tables), "en", known=frozenset())
    assert "90% range" not in page.body


def test_what_is_new_comes_from_the_comparison(published):
    body = site_home.page(published, "en", known=frozenset()).body
    assert "has not been compared with an earlier one" in body
    root = published.edition.framework.root.code
    units = published.edition.units.codes[:2]
    changes = pd.DataFrame(
        {
            "unit_code": units,
            "code": root,
            "kind": "ranked",
            "rank_before": [1.0, 2.0],
            "rank_after": [2.0, 1.0],
            "n_before": 2,
            "n_after": 2,
            "places": [-1.0, 1.0],
            "position": [-1.0, 1.0],
        }
    )
    players = pd.DataFrame({"player": ["own_data"], "mean_places": [1.0], "reason": [""]})
    tables = {"compare_changes": changes, "compare_players": players}
    told = site_home.page(replace(published, comparison=Comparison("toy-2023", tables)), "en", known=frozenset()).body
    assert "Compared with edition toy-2023" in told


def test_a_citation_says_edition_run_day_and_digest(published):
    told = site_home.citation(published, "vi")
    came = published.provenance
    for part in (published.edition.about.name_vi, published.edition.id, came.run, came.head[:12]):
        assert part in told
    assert came.made.strftime("%d/%m/%Y") in told


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_tile_is_a_link_with_name_and_rank(published, language):
    drawn = site_map.tile_map(published, language)
    for unit in published.edition.units.units:
        assert f'href="{addresses.unit_page(unit.unit_code)}.html"' in drawn
        assert f'aria-label="{unit.name(language)}, ' in drawn


def test_units_without_a_place_have_no_map(published):
    edition = published.edition
    units = [unit.model_copy(update={"tile_row": None, "tile_column": None}) for unit in edition.units.units]
    placeless = edition.model_copy(update={"units": edition.units.model_copy(update={"units": tuple(units)})})
    assert site_map.tile_map(replace(published, edition=placeless), "vi") == ""
