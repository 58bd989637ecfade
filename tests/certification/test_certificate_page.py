"""The page that a methodologist reads."""

from pipeline.certification import certificate_page
from pipeline.certification.certificate import Line
from pipeline.certification.comparison import EXACT, Agreement
from pipeline.certification.mapping import NotRun


def page(*lines):
    return certificate_page.page(lines, {"coinr": "COINr"})


def test_a_page_says_call_reason_and_verdict():
    line = Line("coinr", "ranks", "rank_df", "rank_df(x) > 0", "ties", EXACT, Agreement(3, 0.0, True))
    text = page(line)
    assert "<code>rank_df(x) &gt; 0</code>" in text
    assert f"Tolerance 0: {EXACT.reason}" in text
    assert "<td>passed</td>" in text
    assert text.startswith("<!DOCTYPE html>")
    assert "http" not in text  # nothing is fetched


def test_a_failure_shows_the_values_that_differ():
    text = page(Line("coinr", "ranks", "r", "", "", EXACT, Agreement(3, 2.0, False, "a, rank: 1 here, 3 there")))
    assert '<tr class="failed">' in text
    assert "a, rank: 1 here, 3 there" in text


def test_what_is_not_run_says_why():
    text = page(Line("coinr", "imputation", "amelia", "amelia(x)", "", not_run=NotRun("random", "draws of R")))
    assert "Made by random numbers that cannot be repeated." in text
    assert "draws of R" in text


def test_the_page_of_the_project_names_every_item(carried):
    root, lines = carried
    text = (root / "reports" / "certificate" / "certificate.html").read_text(encoding="utf-8")
    assert all(line.item in text for line in lines)
    assert "/work" not in text
