"""The explorer's page: what it declares, that hostile names stay names, and that its files are the same every time."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

import vega_rows

from pipeline.publication import addresses, explorer, explorer_arithmetic, explorer_chart

GIVEN = re.compile(r'<script type="application/json" id="explorer-given">(.*?)</script>', re.DOTALL)


def body(run, language):
    return explorer.pages(run, language)[addresses.EXPLORER].body


def given(run, language):
    return json.loads(GIVEN.search(body(run, language))[1])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_untouched_the_chart_shows_what_is_published(published, language):
    scores = published.table("scores")
    own = scores[scores["code"] == published.edition.framework.root.code].dropna(subset="rank").set_index("unit_code")
    wide = {name: scores.pivot(index="unit_code", columns="code", values=name) for name in ("score", "rank")}
    root = published.edition.framework.root.code
    arithmetic = explorer_arithmetic.of_edition(published.edition, published.table("weights"), wide["score"].dropna())
    spec = explorer_chart.specification(
        published.edition, arithmetic, wide["score"], wide["rank"][root], language=language
    )
    assert explorer_chart.compiled(spec) == given(published, language)["spec"]
    computed = vega_rows.computed(spec)
    assert {code: row["place"] for code, row in computed.items()} == own["rank"].to_dict()
    assert {code: row["live"] for code, row in computed.items()} == pytest.approx(own["score"].to_dict(), abs=1e-9)
    assert {row["move"] for row in computed.values()} == {0.0}


def test_the_page_has_a_table_of_published_ranks_with_their_ranges_for_who_has_no_script(published):
    text = body(published, "vi")
    ranked = published.table("screening")["ranked"].astype(bool).sum()
    assert text.count("<tr data-unit=") == ranked
    assert text.count('data-live="rank"') == ranked
    assert "<noscript>" in text
    assert re.search(r'<td class="n">\d+–\d+</td>', text)
    assert f'href="{addresses.UNRANKED}.html"' in text


def test_every_pillar_has_a_slider_with_its_name_and_every_language_its_own_numbers(published):
    told = {language: given(published, language) for language in ("vi", "en")}
    sliders = {
        language: [
            item["bind"]["name"] for item in own["spec"]["signals"] if item.get("bind", {}).get("input") == "range"
        ]
        for language, own in told.items()
    }
    pillars = published.edition.framework.pillars
    assert all(node.name_vi in name for node, name in zip(pillars, sliders["vi"], strict=True))
    assert all(node.name_en in name for node, name in zip(pillars, sliders["en"], strict=True))
    assert told["vi"]["format"]["decimal"] == ","
    assert told["en"]["format"]["decimal"] == "."


def test_the_page_says_what_a_geometric_mean_does_with_a_low_score(published):
    assert "dưới 1 được tính là 1" in body(published, "vi")
    assert "below 1 count as 1" in body(published, "en")


def test_a_method_that_a_browser_cannot_compute_leaves_the_published_table(published):
    method = published.edition.method.replace({"aggregation": "harmonic", "score_floor": 1.0})
    other = replace(published, edition=published.edition.with_method(method))
    text = body(other, "en")
    assert "cannot compute in a browser (harmonic)" in text
    assert "<script" not in text
    assert "<tr data-unit=" in text


def test_hostile_names_cannot_leave_their_place(hostile):
    text = body(hostile, "vi")
    assert re.findall(r"<script(?! type=\"application/json\" id=\"explorer-given\"| src=\"_static/)", text) == []
    assert "<img" not in text
    assert "<svg/onload" not in text
    names = {row["name"] for row in given(hostile, "vi")["spec"]["data"][0]["values"]}
    assert names <= {unit.name_vi for unit in hostile.edition.units.units}


def test_scripts_are_carried_with_their_licence_and_are_the_same_every_time():
    files = explorer.scripts()
    explorer.scripts.cache_clear()
    assert explorer.scripts() == files
    assert list(files) == [explorer.LIBRARIES, explorer.SCRIPT]
    assert "Redistribution and use" in files[explorer.LIBRARIES][:2000]
    assert files[explorer.LIBRARIES].isascii() or "\u2028" not in files[explorer.LIBRARIES]


def test_the_page_is_the_same_every_time(published):
    assert body(published, "vi") == body(published, "vi")
