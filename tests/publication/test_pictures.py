"""Small pictures: every value has its mark, every unit its tile, and what is shown is said as well."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

sys.path.append(str(Path(__file__).parent))

import trees

from pipeline.framework.units import Unit, Units
from pipeline.publication import pictures


def draw(values, language="en"):
    return str(pictures.distribution(np.array(values), measure="%", language=language))


def units(*names):
    made = [
        Unit(
            unit_code=f"U{place}",
            name_vi=name,
            name_en=name,
            region_code="R",
            region_vi="V",
            region_en="R",
            tile_row=place,
            tile_column=0,
        )
        for place, name in enumerate(names)
    ]
    return Units(units=tuple(made))


def test_bars_count_every_value_once_and_there_is_a_mark_for_each():
    text = draw([1.0, 2.0, 2.0, 3.0, np.nan, 10.0])
    marks = re.search(r'<path d="((?:M[\d.]+ [\d.]+v8)+)"', text)[1]
    assert marks.count("M") == 5
    counts = [int(n) for n in re.findall(r'font-size="11"[^>]*>(\d+)<', text)]
    assert sum(counts) == 5


def test_the_text_alternative_says_extremes_median_and_count():
    text = draw([0.5, 1234.5, 7.0], language="vi")
    assert 'role="img"' in text
    assert "3 giá trị, từ 0,5 đến 1.234 (%), trung vị 7" in text


def test_equal_values_make_one_bar():
    assert draw([4.0, 4.0]).count("<rect") == 1


def test_no_value_is_a_sentence():
    assert "<svg" not in draw([np.nan])


def test_every_unit_has_a_tile_with_its_rank_and_the_unranked_a_dash():
    own = units("A", "B", "C")
    ranks = pd.Series({"U0": 1.0, "U1": 2.0, "U2": np.nan})
    text = str(pictures.tiles(ranks, own, name="X", texts={"U0": "A: 5"}, language="en"))
    assert re.findall(r'font-size="13"[^>]*>([^<]+)<', text) == ["1", "2", "–"]
    assert "<title>A: 5</title>" in text
    assert "not ranked" in text
    assert "Best: A; last: B" in text


def test_the_archipelagos_are_named_where_their_provinces_are():
    text = str(pictures.tiles(pd.Series({"U0": 1.0}), units("Đà Nẵng"), name="X", texts={}, language="vi"))
    assert "Hoàng Sa" in text
    assert "Trường Sa" not in text


def test_units_without_a_place_are_a_sentence():
    edition = trees.edition()
    ranks = pd.Series(1.0, index=edition.units.codes)
    assert "<svg" not in str(pictures.tiles(ranks, edition.units, name="X", texts={}, language="vi"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_names_are_escaped(language):
    own = units('<script>alert("1")</script>')
    text = str(pictures.tiles(pd.Series({"U0": 1.0}), own, name='"><img>', texts={}, language=language))
    assert "<script" not in text
    assert "<img" not in text
