"""The edition report: every chapter there, nothing in another language, the same bytes twice, data never markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipeline.publication import (
    edition_report,
    figure_files,
    figure_list,
    report_blocks,
    report_results,
    report_robustness,
    typesetting,
)
from pipeline.publication.figure_ground import Ground
from pipeline.publication.published_run import Audit, PublishedRun
from pipeline.publication.report_blocks import Report
from pipeline.reporting import table, words
from pipeline.reporting.table import Table

FEW = ("map", "rank-ranges")
CHAPTERS = ("how_to_read", "method", "results", "robustness", "worked")
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|with|from|which|that|this|not|for|by|province|provinces|rank|ranks|score|scores|value|values"
    r"|year|indicator|weight|table|figure|page|mean|median|source|none|yes|no)\b",
    re.IGNORECASE,
)
ALLOWED_COLUMNS = ("(nguyên văn)", "Tham số")
"""Quoted from the records of the sources, and names of parameters, which are codes."""
ALLOWED = (
    re.compile(r"pii \w+ \S+( --\w+)?"),  # a command is typed as it is
    re.compile(r"params/\S+"),
    re.compile(r"\S+/\S+: \S+"),  # a raw table and its column
    re.compile(r"\S*_\S*"),  # codes
    re.compile(r"k láng giềng \(scikit-learn\)|COIN Tool|European Innovation Scoreboard|Journal of [\w ]+|et al\."),
    re.compile(r"lần chạy nominal|phương pháp nominal", re.IGNORECASE),
)


def pictures(run: PublishedRun, language: str) -> dict[str, Any]:
    ground = Ground(run, language)
    drawn = [figure_files.draw(figure, ground) for figure in figure_list.of(ground) if figure.name in FEW]
    return {item.described.name: (item.described, item.svg) for item in drawn}


@pytest.fixture(scope="module")
def told(published: PublishedRun) -> dict[str, dict[str, Any]]:
    return {
        language: edition_report.data(published, language, pictures(published, language)) for language in ("vi", "en")
    }


def texts(data: object, *, within: str = "") -> Iterator[str]:
    """Every text that a reader sees."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        if "header" in data and any(mark in data["header"] for mark in ALLOWED_COLUMNS):
            yield data["header"]
            return
        for key, part in data.items():
            if key not in ("svg", "kind", "tone", "colours", "language", "page_of"):
                yield from texts(part, within=key)
    elif isinstance(data, list | tuple):
        for part in data:
            yield from texts(part, within=within)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_chapter_and_annex_is_there(told, language):
    titles = [chapter["title"] for chapter in told[language]["chapters"]]
    assert titles[:5] == [words.word(f"report_{key}", language) for key in CHAPTERS]
    assert [title.split(".")[0][-1] for title in titles[5:]] == list("ABCDEFGH")
    assert all(chapter["blocks"] for chapter in told[language]["chapters"])


def test_every_page_says_what_it_is_made_from(told, published):
    for language, data in told.items():
        about = published.edition.about
        assert data["house"]["edition"] == (about.name_vi if language == "vi" else about.name_en)
        assert published.provenance.head[:12] in data["house"]["provenance"]
        assert published.provenance.run in data["house"]["provenance"]
        assert data["house"]["short_note"] == words.word("document_not_official", language)
        assert any(published.provenance.head == text for text in texts(data["chapters"]))


def test_no_english_in_a_vietnamese_report(told):
    left = []
    for text in texts(told["vi"]):
        bare = text
        for allowed in ALLOWED:
            bare = allowed.sub(" ", bare)
        left += [(found[0], text[:90]) for found in [ENGLISH.search(bare)] if found]
    assert left == []


def test_the_annex_has_every_score_and_rank(told, published):
    annex = next(chapter for chapter in told["en"]["chapters"] if chapter["title"].startswith("Annex A"))
    cells = {
        cell.split(" ")[0]
        for block in annex["blocks"]
        if block["kind"] == "table"
        for column in block["table"]["columns"]
        for cell in column["cells"]
    }
    scores = published.table("scores")["score"].dropna()
    assert {f"{score:.1f}" for score in scores} - {"-0.0"} <= cells


def test_cells_that_are_no_published_figure_carry_their_letter(told, published):
    values = published.table("values")
    assert (values["origin"] == "structural_zero").any()
    annex = next(chapter for chapter in told["vi"]["chapters"] if chapter["title"].startswith("Phụ lục A"))
    cells = [
        cell for b in annex["blocks"] if b["kind"] == "table" for c in b["table"]["columns"] for cell in c["cells"]
    ]
    assert any(cell.endswith(") s") for cell in cells)


def test_a_unit_worked_by_hand_adds_up_to_its_score(published):
    report = Report(Ground(replace(published, audit=None), "en"))
    rows = report_results.worked_rows(report)
    root = published.edition.framework.root.code
    top = rows[rows["code"] == root].iloc[0]
    assert rows.loc[rows["parent"] == root, "contribution"].sum() == pytest.approx(top["score"])


def test_the_audit_has_its_first_page_and_its_own_worked_unit(published):
    page = pd.DataFrame(
        [(1, "01_data", "units_ranked", "", 9.0, np.nan, np.nan, 10, 10.0, "edition", "clear")],
        columns=[
            "place",
            "chapter",
            "finding",
            "subject",
            "value",
            "low",
            "high",
            "n",
            "threshold",
            "source",
            "verdict",
        ],
    )
    own = report_results.worked_rows(Report(Ground(replace(published, audit=None), "en")))
    audit = Audit("gii", "ab" * 32, {"page_one": page, "worked": own.head(1)}, typesetting.TEMPLATES)
    report = Report(Ground(replace(published, audit=audit), "en"))
    blocks = report_robustness.robustness(report).blocks
    assert any(
        "gii" in block.get("text", "") and "abababababab" in block["text"] for block in blocks if "text" in block
    )
    assert len(report_results.worked_rows(report)) == 1


def test_two_reports_are_equal_bytes_and_hold_no_clock(told):
    first, second = (typesetting.pdf(edition_report.TEMPLATE, told["vi"]) for _ in range(2))
    assert first == second
    assert b"CreationDate" not in first


def test_a_report_is_written_for_every_language_from_figures_that_are_there(published, tmp_path, monkeypatch):
    monkeypatch.setattr(edition_report, "FIGURES", frozenset(FEW))
    edition_report.write(published, tmp_path, languages=("vi", "en"), boundaries=None)
    for language in ("vi", "en"):
        assert (tmp_path / language / "report.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext of poppler is not there")
def test_the_pdf_has_vietnamese_letters_whole(told, published, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(typesetting.pdf(edition_report.TEMPLATE, told["vi"]))
    said = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    for unit in published.edition.units.units:
        assert unit.name_vi in said
    assert words.word("document_not_official", "vi") in said
    pages = said.rstrip("\f").split("\f")
    assert all(len(page.split()) > 25 for page in pages)  # header and footer alone are fewer


@pytest.mark.parametrize("language", ["vi", "en"])
def test_names_that_are_markup_are_typeset_as_they_are(hostile, language, tmp_path):
    run = replace(hostile, forewords={language: "#panic()\n\n$x$ *y* @z\n\n<label>"})
    data = edition_report.data(run, language, {})
    path = tmp_path / "report.pdf"
    path.write_bytes(typesetting.pdf(edition_report.TEMPLATE, data))
    if shutil.which("pdftotext"):
        said = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
        assert "#panic()" in said
        assert "{{ 7 * 7 }}" in " ".join(said.split())


def test_the_foreword_is_the_publishers_or_says_where_to_write_it(published):
    empty = edition_report.data(published, "vi", {})["foreword"]["blocks"]
    assert "params/editions/toy/foreword.vi.md" in empty[1]["text"]
    run = replace(published, forewords={"vi": "Kính gửi bạn đọc,\nxin chào.\r\n\r\n\n= Đoạn #hai.\n"})
    written = edition_report.data(run, "vi", {})["foreword"]["blocks"]
    assert [block["text"] for block in written] == ["Kính gửi bạn đọc, xin chào.", "= Đoạn #hai."]
    assert len(edition_report.data(run, "en", {})["foreword"]["blocks"]) == 2


def test_neighbours_are_pairs_of_the_ranking_in_its_order():
    pairs = pd.DataFrame(
        [("a", "b", 0.6, False), ("b", "a", 0.4, False), ("b", "c", 0.99, True), ("a", "c", 1.0, True)],
        columns=["unit_code", "other", "share_ahead", "robust"],
    )
    ranks = pd.DataFrame({"unit_code": ["c", "a", "b", "d"], "rank": [3.0, 1.0, 2.0, None]})
    found = report_robustness.neighbouring(pairs, ranks)
    assert found[["unit_code", "other", "robust"]].to_numpy().tolist() == [["a", "b", False], ["b", "c", True]]


def test_a_narrow_table_is_as_wide_as_its_cells_and_a_wide_one_gives_room_to_sentences():
    names = table.text("Name", ["Bến Tưởng", "Sông Mơ"])
    assert report_blocks.widths(Table("", [names, table.figures("n", ["1", "2"])])) == {}
    long = table.text("Why", ["because " * 40, ""])
    shares = report_blocks.widths(Table("", [names, long]))
    assert shares[1] > 3 * shares[0]


def test_a_count_of_rows_is_not_printed_and_other_notes_are():
    count = words.word("n_rows", "en").format(n="2")
    rows = [table.text("Name", ["x", "y"])]
    assert report_blocks.shown(Table("", rows, note=count))["table"]["note"] == ""
    assert report_blocks.shown(Table("", rows, note=f"{count} And why."))["table"]["note"] == "And why."
