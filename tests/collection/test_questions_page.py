"""The list of figures to ask about as a page."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.collection import plausibility, questions_page

ROW = [1, "T01", "s.1", "unit_of_measure", 9.0, 12345.0, 12.5, 0.6]


@pytest.mark.parametrize(("language", "said"), [("vi", "12.345"), ("en", "12,345")])
def test_a_question_is_shown_with_its_reason(language, said, project, edition):
    asked = pd.DataFrame([ROW, [2, "", "s.1", "total", 1.0, 5.0, 6.0, float("nan")]], columns=plausibility.COLUMNS)
    shown = questions_page.page(asked, project.round, edition, language=language)
    assert said in shown
    assert ("Tất cả các đơn vị" if language == "vi" else "All units") in shown
    assert "nan" not in shown


def test_nothing_to_ask_is_said(project, edition):
    asked = pd.DataFrame(columns=plausibility.COLUMNS)
    assert "There is nothing to ask about" in questions_page.page(asked, project.round, edition, language="en")
