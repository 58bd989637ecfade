"""The function at every node, and the classes, as tables."""

from pipeline.reporting import tables_aggregation


def under(edition, **changes):
    return edition.with_method(edition.method.replace({"score_floor": 1.0, **changes}))


def column(table, number):
    return table.columns[number].cells


def test_one_function_at_every_node_needs_no_table(edition):
    table = tables_aggregation.node_functions(edition, language="en")
    assert table.n_rows == 0
    assert table.note == "Every node uses the same function and the same minimum availability."


def test_every_node_has_its_function_its_options_and_the_children_it_needs(edition):
    mixed = under(edition, aggregation_at={"1": "geometric", "2": "ordered", "index": "mean_min"}, least_available=0.66)
    table = tables_aggregation.node_functions(mixed, language="en")
    assert [name.split()[0] for name in column(table, 0)] == ["Fictitious", "1", "2", "3"]
    assert column(table, 1) == ["mean-min", "geometric mean", "ordered average", "arithmetic mean"]
    assert column(table, 2) == [
        "penalty 0.50, smoothness 0.00",
        "floor 1",
        "orness 0.40 (reached 0.37)",
        "",
    ]
    assert column(table, 3) == ["2/3"] * 4


def test_another_availability_at_one_node_is_reason_enough_for_the_table(edition):
    assert not tables_aggregation.is_uniform(under(edition, least_available_at={"1": 1.0}))
    assert (
        column(tables_aggregation.node_functions(under(edition, least_available_at={"1": 1.0}), language="vi"), 3)[1]
        == "3/3"
    )


def test_a_row_for_every_class_of_the_index_and_the_pillars(edition, tables):
    shown = tables_aggregation.classes(tables["classes"], edition.units, edition.framework, language="vi")
    assert column(shown, 1)[:3] == ["3/3", "2/3", "1/3"]
    assert column(shown, 2)[:3] == ["60,00", "40,00", ""]
    assert column(shown, 3)[:3] == ["", "60,00", "40,00"]
    assert shown.n_rows == 12
    assert "Điểm đúng bằng ngưỡng thuộc nhóm trên." in shown.note
