"""The folding of the search, in Python and in JavaScript."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from pipeline.publication import site_search

NAMES = ["Đắk Lắk", "Thừa Thiên Huế", "Bà Rịa - Vũng Tàu", "TP. HỒ CHÍ MINH", "Hà Nội", "ƯỚC ỡm ờ", "1.2 GRDP"]


@pytest.fixture
def search():
    return site_search.FoldedSearch({})


def test_a_name_is_found_by_its_plain_letters(search):
    indexed = [search.stem(word) for word in search.split("Đắk Lắk")]
    asked = [search.stem(word) for word in search.split("dak lak")]
    assert indexed == asked == ["dak", "lak"]


def test_a_short_word_is_as_long_as_the_script_insists_on(search):
    assert [search.stem(word) for word in search.split("Hà Y Nội")] == ["ha__", "y___", "noi"]


def test_numbers_alone_are_not_indexed(search):
    assert [
        word for word in map(search.stem, search.split("Hạng 7 trong 63, năm 2024")) if search.word_filter(word)
    ] == [
        "hang",
        "trong",
        "nam",
    ]


def test_cells_beside_each_other_stay_two_words(search):
    bare = re.sub("<[^<]+?>", "", site_search.parted("<tr><td>Huế</td><td>Cà Mau</td></tr><p>Xa</p><p>Gần</p>"))
    assert search.split(bare) == ["hue", "ca", "mau", "xa", "gan"]


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed; the browser tests show the same")
def test_python_and_javascript_fold_alike(search):
    script = f"var window = {{}};{site_search.FOLD}{site_search.SPLIT}{site_search.STEM}"
    words = f"{json.dumps(NAMES)}.map((name) => splitQuery(name).map((word) => new Stemmer().stemWord(word)))"
    script += f"console.log(JSON.stringify({words}))"
    told = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True).stdout
    assert json.loads(told) == [[search.stem(word) for word in search.split(name)] for name in NAMES]
