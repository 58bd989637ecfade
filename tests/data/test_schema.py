import pytest

from pipeline.data import schema
from pipeline.data.schema import TABLES, schema_of
from pipeline.errors import SchemaError


def test_scores_hold_every_node_of_the_tree_for_every_unit():
    table = schema_of("scores.csv")
    assert table.columns == {
        "unit_code": "text",
        "code": "text",
        "level": "integer",
        "score": "number",
        "rank": "rank",
    }
    assert table.key == ("unit_code", "code")


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_key_is_made_of_declared_columns(name):
    table = TABLES[name]
    assert table.key
    assert set(table.key) <= set(table.columns)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_codes_are_text_in_every_table(name):
    codes = {"unit_code", "code", "other", "with_code", "best_other", "item", "best_unit", "worst_unit", "term"}
    assert {TABLES[name].columns[column] for column in codes & set(TABLES[name].columns)} <= {"text"}


def test_no_table_is_declared_twice():
    names = [table.name for table in schema._ALL]
    assert len(names) == len(set(names))
    assert all(name.endswith(".csv") for name in names)


def test_an_undeclared_table_is_refused_with_the_nearest():
    with pytest.raises(
        SchemaError, match=r"table 'score\.csv' has no schema; nearest: scores\.csv.*Declare it in data"
    ):
        schema_of("score.csv")
