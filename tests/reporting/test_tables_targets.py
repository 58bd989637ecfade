"""Tables, sentences and the figure of targets, in both languages; nothing where nothing is measured."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from matplotlib.text import Text

from pipeline.construction import targets
from pipeline.data import assembly, params, target_series
from pipeline.reporting import (
    content,
    figures_targets,
    report_sections,
    sentences_targets,
    style,
    tables_targets,
)

ROOT = Path(__file__).parents[2]


def known(name: str) -> SimpleNamespace:
    """An edition with everything that its chapter makes."""
    edition = params.load_edition(name, root=ROOT)
    panel = pd.DataFrame(columns=["unit_code", "code", "round", "data_year", "value"])
    if name == "toy":
        panel = assembly.gather(edition, root=ROOT).panel
    values = target_series.observed(edition, panel, root=ROOT)
    standing = targets.standing(values, edition)
    residuals = targets.residuals(target_series.growth_inputs(edition, root=ROOT), edition)
    return SimpleNamespace(edition=edition, values=values, standing=standing, residuals=residuals)


@pytest.fixture(scope="module")
def toy() -> SimpleNamespace:
    return known("toy")


@pytest.fixture(scope="module")
def awaiting() -> SimpleNamespace:
    return known("open-2024")


@pytest.fixture(scope="module")
def without() -> SimpleNamespace:
    return known("open-2023")


def cells(table, header: str) -> list[str]:
    return next(list(column.cells) for column in table.columns if column.header == header)


def test_lights_are_words_and_say_where_they_hang_on_the_pace(toy):
    found = tables_targets.target_lights(toy.standing.units, toy.edition, language="en")
    own = cells(found, "t.1 Procedures that are fully online")
    assert own[1] == "▲ on track (from moderate to on track)"
    assert own[2] == "▲ on track"
    assert own[9] == "○ not estimable"
    assert found.marked == {0, 5, 6, 8}  # insufficient towards some target


def test_the_year_of_arrival_is_a_range_or_why_not(toy):
    table = tables_targets.target_units(toy.standing.units, toy.edition, language="vi").tables[0]
    own = dict(zip(cells(table, "Tỉnh, thành phố"), cells(table, "Năm đạt, nếu giữ tốc độ"), strict=True))
    assert own["Núi Ảo"] == "2028–2032"
    assert own["Đèo Mây"] == "không ước lượng được"
    assert own["Sông Mơ"] == "sớm nhất 2040, hoặc không bao giờ"
    observed = dict(zip(cells(table, "Tỉnh, thành phố"), cells(table, "Quan sát mỗi năm"), strict=True))
    assert observed["Bến Nhớ"] == "2 [1,3; 2,6]"


def test_a_target_says_what_is_wanted_where_and_what_it_awaits(awaiting):
    found = tables_targets.targets(awaiting.edition, language="en")
    assert cells(found, "Wanted")[0] == "5 to 7% of GRDP growth, in 2030"
    assert cells(found, "Where it is stated")[0] == "Letter 3803/BKHCN-HVCL (2025-08); as reported by Nghệ An province"
    assert cells(found, "Status")[3:5] == ["not identified", "awaits collection"]
    assert not found.marked  # all of them: nothing would stand out


def test_an_edition_whose_targets_nothing_measures_names_each_and_computes_nothing(awaiting):
    said = sentences_targets.targets(awaiting.standing.targets, awaiting.edition, language="en").text
    assert "No open provincial series measures these targets yet, so nothing is computed." in said
    assert all(target.name_en in said for target in awaiting.edition.targets.targets)
    assert str(sentences_targets.lights_rule(awaiting.edition, language="vi")) == ""
    assert (
        "**Không chia phần dư**" in sentences_targets.growth(awaiting.residuals, awaiting.edition, language="vi").text
    )


def test_counts_rule_and_residual_carry_their_numbers(toy):
    said = sentences_targets.targets(toy.standing.targets, toy.edition, language="vi").text
    assert "▲ đúng tiến độ: 5; ◆ vừa phải: 1; ▼ chưa đủ: 3; ○ không ước lượng được: 1." in said
    assert "From 95%: on track; from 60%: moderate" in sentences_targets.lights_rule(toy.edition, language="en").text
    grown = sentences_targets.growth(toy.residuals, toy.edition, language="en").text
    assert "Median of the 18 residuals: 3.5%." in grown
    assert "doi:10.2307/1926047" in grown


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_edition_without_targets_says_so_in_one_sentence(without, language):
    said = sentences_targets.targets(without.standing.targets, without.edition, language=language).text
    assert said == {"vi": "Ấn bản này không đặt mục tiêu nào.", "en": "This edition has no targets."}[language]
    assert sentences_targets.growth(without.residuals, without.edition, language=language).text == ""
    assert tables_targets.targets(without.edition, language=language).n_rows == 0
    assert tables_targets.target_units(without.standing.units, without.edition, language=language).tables == ()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("case", ["toy", "awaiting", "without"])
def test_the_figure_is_drawn_or_says_why_not(request, case, language):
    own = request.getfixturevalue(case)
    chart = figures_targets.target_paths(own.values, own.standing.units, own.edition, language=language)
    assert style.png(chart)[:4] == b"\x89PNG"
    assert len(chart.subfigs) == (4 if case == "toy" else 0)  # three targets and the legend


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_missing_number_is_spelt_out_and_nothing_is_cut(toy, language):
    edition, units = toy.edition, toy.standing.units
    tables = [
        tables_targets.targets(edition, language=language),
        tables_targets.target_lights(units, edition, language=language),
        *tables_targets.target_units(units, edition, language=language).tables,
        tables_targets.growth_residual(toy.residuals, edition, language=language),
    ]
    assert all(table.n_rows and not re.search(r">(nan|None|NaN|&lt;NA&gt;)<", table.html) for table in tables)
    chart = figures_targets.target_paths(toy.values, units, edition, language=language)
    chart.draw_without_rendering()
    assert not {"nan", "None"} & {text.get_text() for text in chart.findobj(Text)}
    box, (width, height) = chart.get_tightbbox(chart.agg.get_renderer()), chart.get_size_inches()
    slack = 0.03  # inches: rounding of glyphs
    assert min(box.x0, box.y0) >= -slack
    assert max(box.x1 - width, box.y1 - height) <= slack


def test_an_empty_table_says_why(without):
    edition, units = without.edition, without.standing.units
    tables = [
        tables_targets.targets(edition, language="vi"),
        tables_targets.target_lights(units, edition, language="vi"),
        tables_targets.growth_residual(without.residuals, edition, language="vi"),
    ]
    assert all(table.n_rows == 0 and table.note.endswith(".") for table in tables)


def test_what_is_shown_of_many_units_is_spread_over_their_scores():
    few = pd.DataFrame({"unit_code": ["a", "b"], "score": [2.0, 1.0]})
    assert figures_targets.spread(few) == ["b", "a"]
    blank = pd.DataFrame({"unit_code": ["a", "b"], "score": [None, 1.0]})
    assert figures_targets.spread(blank) == ["b"]


def test_the_report_has_the_section_where_there_are_targets_and_not_else(toy, awaiting, without):
    def sections(own):
        tables = {
            "targets": own.standing.targets,
            "target_units": own.standing.units,
            "target_values": own.values,
            "growth_residual": own.residuals,
        }
        collected = content.collect(own.edition, tables, language="vi")
        return {section.anchor: section for section in report_sections.sections(collected, "vi")}

    assert "targets" not in sections(without)
    assert len(sections(toy)["targets"].pictures) == 1
    assert len(sections(toy)["targets"].folded) == 3
    assert sections(awaiting)["targets"].pictures == ()
    assert len(sections(awaiting)["targets"].tables) == 1
    assert not any("**" in sentence for sentence in sections(awaiting)["targets"].sentences)
