import pytest

from pipeline.errors import FrameworkError
from pipeline.framework.external import External

ENTRY = {
    "code": "papers",
    "name_vi": "báo",
    "name_en": "papers",
    "table": "toy/outside",
    "column": "total",
    "year": 2024,
    "selection_vi": "ai được nêu",
    "selection_en": "whoever was named",
}


def test_a_ranking_says_where_its_figures_are_and_who_has_one():
    found = External.read(ENTRY, where="edition.yaml")
    assert (found.direction, found.name("vi"), found.selection("en")) == (1, "báo", "whoever was named")


@pytest.mark.parametrize("table", ["outside", "a/b/c"])
def test_a_table_without_its_source_is_refused(table):
    with pytest.raises(FrameworkError, match="must be written <source>/<table>"):
        External.read(ENTRY | {"table": table}, where="edition.yaml")


def test_a_ranking_without_a_word_on_its_selection_is_refused():
    with pytest.raises(FrameworkError, match="key 'selection_en' is missing"):
        External.read({key: value for key, value in ENTRY.items() if key != "selection_en"}, where="edition.yaml")
