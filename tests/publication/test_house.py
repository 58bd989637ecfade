"""What every typeset document is given: colours, words, provenance, tables as data."""

from __future__ import annotations

import re

import pytest

from pipeline.publication import house, typesetting
from pipeline.reporting import style, table, words
from pipeline.reporting.table import Table


def luminance(colour: str) -> float:
    """Relative luminance, W3C (2018), Web Content Accessibility Guidelines 2.1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", ["paper", "zebra", "marked"])
@pytest.mark.parametrize("ink", ["ink", "muted", "accent"])
def test_ink_stands_on_every_ground_with_contrast_of_grade_aa(ink, ground):
    light, dark = luminance(house.COLOURS[ground]), luminance(house.COLOURS[ink])
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_every_colour_of_the_template_is_a_colour_of_the_house():
    text = "".join(path.read_text(encoding="utf-8") for path in typesetting.TEMPLATES.glob("*.typ"))
    named = set(re.findall(r'colour\(house, "(\w+)"\)', text))
    assert named
    assert named <= set(house.COLOURS)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_document_says_edition_method_run_and_digest(published, language):
    data = house.data(published, language, title="T")
    line = data["provenance"]
    for part in (published.edition.id, published.edition.method.name, "nominal", published.provenance.head[:12]):
        assert part in line
    assert published.provenance.head not in line
    assert data["short_note"] == words.word("document_not_official", language)
    assert data["page_of"].format(page=1, pages=2)


def test_a_table_as_data_keeps_cells_marks_and_widths():
    columns = [table.text("A", ["x", "y"]), table.figures("B", ["1", "2"])]
    data = house.table(Table("T", columns, note="n", marked=frozenset({1})), widths={0: 2.0})
    assert (data["title"], data["note"], data["marked"]) == ("T", "n", [1])
    assert [(column["numeric"], column["width"]) for column in data["columns"]] == [(False, 2.0), (True, None)]
    assert data["columns"][0]["cells"] == ["x", "y"]


def test_the_fonts_of_figures_and_documents_are_carried_with_their_licence():
    names = {path.name for path in style.FONTS.iterdir()}
    assert "OFL.txt" in names
    assert typesetting.FONTS == style.FONTS
    assert sum(name.endswith(".ttf") for name in names) == 4
