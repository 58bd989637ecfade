"""What is said about functions, missing scores and classes."""

import numpy as np
import pandas as pd

from pipeline.reporting import sentences_aggregation, tables_aggregation


def under(edition, **changes):
    return edition.with_method(edition.method.replace(changes))


def test_one_function_is_named_with_what_it_lets_a_strong_score_do(edition):
    said = sentences_aggregation.functions(edition, language="en").text
    assert said == (
        "Every node has the same function: arithmetic mean. Under an arithmetic mean a strong score makes up for a weak "
        "one in full."
    )


def test_several_functions_are_named_and_the_floor_where_one_is_in_force(edition):
    mixed = under(edition, aggregation_at={"pillar": "geometric", "index": "copeland"}, score_floor=0.5)
    said = sentences_aggregation.functions(mixed, language="vi").text
    assert said.startswith("Các thành phần dùng những hàm khác nhau: trung bình nhân, Copeland.")
    assert "Điểm dưới 0,5 được tính là 0,5" in said
    assert "from −(n − 1) to n − 1" in sentences_aggregation.functions(mixed, language="en").text


def test_a_unit_without_a_score_is_named_at_its_node(edition):
    codes = [node.code for node in edition.framework.tree]
    scores = pd.DataFrame(50.0, index=["U01", "U02"], columns=codes)
    assert sentences_aggregation.unscored(scores, edition, language="en").text.startswith(
        "Every ranked unit has a score"
    )
    scores.loc["U02", "1"] = np.nan
    said = sentences_aggregation.unscored(scores, edition, language="en").text
    assert said == "Without a score, because children are missing: 1 Fictitious pillar 1: Place 2."


def test_without_classes_the_table_alone_says_so(edition):
    assert sentences_aggregation.classes(pd.DataFrame(), {}, edition, language="vi").text == ""
    note = tables_aggregation.classes(pd.DataFrame(), edition.units, edition.framework, language="vi").note
    assert note == "Phương pháp không xếp nhóm điểm: chỉ có điểm và hạng."


def test_classes_say_how_they_were_formed(edition, tables):
    stated = under(edition, classes="thresholds", class_thresholds=[40, 62.5])
    said = sentences_aggregation.classes(tables["classes"], {}, stated, language="vi").text
    assert said == "3 nhóm điểm theo các ngưỡng đã nêu: 40; 62,5. Điểm đúng bằng ngưỡng thuộc nhóm trên."
    natural = under(edition, classes="natural_breaks", n_classes=3)
    said = sentences_aggregation.classes(tables["classes"], {"0": 0.914, "1": 0.8}, natural, language="en").text
    assert "Goodness of fit: Fictitious index 91%, 1 Fictitious pillar 1 80%" in said
    relative = {"normalisation": "fraction_of_maximum", "meaningful_zero": True, "classes": "relative_to_mean"}
    against = under(edition, class_thresholds=[70, 100, 125], **relative)
    said = sentences_aggregation.classes(tables["classes"], {}, against, language="en").text
    assert "percentages of the mean score of the ranked units: 70; 100; 125 %" in said
