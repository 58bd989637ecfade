"""The explorer in a real browser: a moved slider changes scores and ranks to exactly what the engine computes."""

from __future__ import annotations

import numpy as np
import pytest
import trees
import visits

from pipeline.construction import matrix, normalisation
from pipeline.publication import explorer, explorer_arithmetic
from pipeline.reporting import numbers

TOLERANCE = 1e-9  # of points: sums in another order, and another library's logarithm
READY = "document.documentElement.dataset.explorer === 'ready'"
MOVE = """([name, value]) => {
  const input = document.querySelector(`#explorer-controls [name=${name}]`);
  input.value = value;
  input.dispatchEvent(new Event(input.tagName === 'SELECT' ? 'change' : 'input'));
  return window.explorer.view.runAsync().then(() => true);
}"""
ROWS = "window.explorer.view.data(window.explorer.data).map((row) => [row.unit, row.live, row.place, row.move])"


@pytest.fixture(scope="module")
def arithmetic(published):
    return arithmetic_of(published)


@pytest.fixture(scope="module")
def indicators(published):
    return indicators_of(published)


def arithmetic_of(run):
    scores = run.table("scores").pivot(index="unit_code", columns="code", values="score").dropna()
    return explorer_arithmetic.of_edition(run.edition, run.table("weights"), scores)


def indicators_of(run):
    """Scores of the indicators, as the engine makes them of the treated values."""
    treated = matrix.wide(run.table("treated"), run.edition.framework.indicator_codes)
    return normalisation.normalise(treated, run.edition)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("function", "seed"), [("arithmetic", 1), ("arithmetic", 2), ("geometric", 3)])
def test_moved_sliders_give_what_the_engine_computes(
    chromium, site_folder, published, arithmetic, indicators, language, function, seed
):
    with visits.visit(chromium, site_folder) as visit:
        tab = opened(visit, language)
        held_against_the_engine(tab, published, arithmetic, indicators, language, function, seed)
        assert visit.wrong == []


@pytest.mark.prove
@pytest.mark.parametrize(("function", "seed"), [("arithmetic", 4), ("geometric", 5)])
def test_moved_sliders_give_what_the_engine_computes_of_the_open_edition(
    chromium, published_open, tmp_path, function, seed
):
    page = explorer.pages(published_open, "vi")["explorer"]
    (tmp_path / "vi" / "_static").mkdir(parents=True)
    (tmp_path / "vi" / "explorer.html").write_text(f'<html lang="vi"><meta charset="utf-8">{page.body}</html>', "utf-8")
    for name, text in explorer.scripts().items():
        (tmp_path / "vi" / "_static" / name).write_text(text, "utf-8")
    own = (published_open, arithmetic_of(published_open), indicators_of(published_open))
    with visits.visit(chromium, tmp_path) as visit:
        held_against_the_engine(opened(visit, "vi"), *own, "vi", function, seed)
        assert visit.wrong == []


def held_against_the_engine(tab, run, arithmetic, indicators, language, function, seed):
    """Move every slider somewhere, and compare every unit's score and rank, in the chart's data and in the table."""
    rng = np.random.default_rng(seed)
    percent = {node.code: int(rng.integers(0, 61) * 5) for node in arithmetic.pillars}
    built = trees.engine(run.edition, indicators, percent, geometric=function == "geometric", floor=arithmetic.floor)
    root = run.edition.framework.root.code
    tab.evaluate(MOVE, ["aggregation", function])
    for place, node in enumerate(arithmetic.pillars):
        tab.evaluate(MOVE, [f"w{place}", percent[node.code]])
    found = {unit: (live, place) for unit, live, place, _ in tab.evaluate(ROWS)}
    assert len(found) == len(indicators)
    for unit, (live, place) in found.items():
        assert live == pytest.approx(built.scores[root][unit], abs=TOLERANCE)
        assert place == built.ranks[root][unit]
        line = tab.locator(f'[data-unit="{unit}"]')
        assert line.locator("[data-live=rank]").text_content() == numbers.rank(place, language=language)
        assert line.locator("[data-live=score]").text_content() == numbers.number(live, language=language)


def opened(visit, language):
    tab = visit.to(f"{language}/explorer.html")
    tab.wait_for_function(READY)
    return tab


def test_a_slider_is_moved_by_keyboard_and_the_change_is_said(chromium, site_folder, published):
    with visits.visit(chromium, site_folder) as visit:
        tab = opened(visit, "vi")
        slider = tab.get_by_role("slider").first
        before = tab.locator("#explorer-status").text_content()
        slider.focus()
        slider.press("Home")
        tab.wait_for_function("(was) => document.getElementById('explorer-status').textContent !== was", arg=before)
        assert tab.evaluate(ROWS)[0][1] is not None
        assert tab.locator("[data-share=share0]").text_content() == "0,0%"
        assert visit.wrong == []


def test_without_any_weight_the_page_says_so(chromium, site_folder, arithmetic):
    with visits.visit(chromium, site_folder) as visit:
        tab = opened(visit, "en")
        for place in range(len(arithmetic.pillars)):
            tab.evaluate(MOVE, [f"w{place}", 0])
        assert "All weights are 0" in tab.locator("#explorer-status").text_content()
        assert {row[2] for row in tab.evaluate(ROWS)} == {None}
        assert visit.wrong == []


def test_the_chart_is_as_wide_as_a_narrow_page(chromium, site_folder):
    with visits.visit(chromium, site_folder, width=visits.NARROW) as visit:
        tab = opened(visit, "vi")
        assert tab.locator("#explorer-chart svg").bounding_box()["width"] <= visits.NARROW
        assert tab.evaluate("document.documentElement.scrollWidth") <= visits.NARROW


def test_hostile_names_run_nothing(chromium, hostile_folder):
    with visits.visit(chromium, hostile_folder) as visit:
        opened(visit, "vi")
        assert [what for what in visit.wrong if "dialog" in what or "script" in what] == []


def test_the_page_stands_on_the_files_that_the_explorer_carries(site_folder):
    for name, text in explorer.scripts().items():
        assert (site_folder / "vi" / "_static" / name).read_text(encoding="utf-8") == text
