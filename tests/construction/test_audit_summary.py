import pandas as pd

from pipeline.construction import audit_summary, finding
from pipeline.construction.finding import Finding


def test_of_several_subjects_the_worst_verdict_stands_on_page_one():
    found = finding.table(
        [
            Finding("05", "alpha", "1", 0.8, verdict="clear"),
            Finding("05", "alpha", "2", 0.5, verdict="borderline"),
            Finding("05", "alpha", "3", 0.4, verdict="borderline"),
            Finding("05", "no such question", "", 1.0, verdict="fail"),
            Finding("01", "units_ranked", "", 63, verdict="clear"),
        ]
    )
    page = audit_summary.page_one(found)
    assert page["finding"].tolist() == ["units_ranked", "alpha"]
    assert page["subject"].tolist() == ["", "2"]
    assert page["place"].tolist() == [1, 2]


def test_nothing_found_is_an_empty_page():
    assert audit_summary.page_one(finding.table([])).empty


def test_findings_of_all_chapters_stand_one_under_another():
    one, two = (finding.table([Finding(chapter, "alpha")]) for chapter in ("05", "06"))
    together = audit_summary.together([two, one.assign(more=1)])
    assert together["chapter"].tolist() == ["06", "05"]
    assert list(together.columns) == finding.COLUMNS


def test_page_one_asks_each_question_once():
    assert pd.Index(audit_summary.PAGE_ONE).is_unique
