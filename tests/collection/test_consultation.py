"""What units say of the indicators."""

from __future__ import annotations

import pytest

from pipeline.collection import consultation


@pytest.mark.parametrize("language", ["vi", "en"])
def test_comments_are_tallied_by_indicator_as_they_were_written(language, sent, form, edition):
    sent(form.with_cell("1.1.1", "Định nghĩa <i>chưa rõ</i> & =1+1", column="comment"))
    shown = consultation.page(sent.folder, edition, language=language)
    assert "Định nghĩa &lt;i&gt;chưa rõ&lt;/i&gt; &amp; =1+1" in shown
    assert ("1 đơn vị góp ý" if language == "vi" else "units that commented: 1") in shown


def test_the_last_comment_of_a_unit_counts(sent, form):
    sent(form.with_cell("1.1.1", "Trước", column="comment"), form.with_cell("1.1.1", "Sau", column="comment"))
    assert list(consultation.comments(sent.folder)["comment"]) == ["Sau"]


def test_a_round_without_comments_says_so(project, edition):
    assert "There are no comments yet" in consultation.page(project.folder, edition, language="en")
