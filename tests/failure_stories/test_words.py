"""Words that do not exist, and values of another type: refused before a kernel starts."""

from __future__ import annotations

import re

import pytest
from stories import EDITION, stopped

pytestmark = pytest.mark.chain


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-p", "skewnes_limit=2", "--as", "v"), "there is no parameter 'skewnes_limit'; nearest: skewness_limit"),
        (("-p", "skewness_limit=high", "--as", "v"), "-p skewness_limit=high: "),
        (("--only", "02_imputatoin"), "there is no step '02_imputatoin'; nearest: 02_imputation"),
    ],
)
def test_a_misspelt_or_mistyped_word_starts_no_kernel(story, arguments, said):
    code, out, err = story.pii("run", EDITION, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("pii: ")
    assert said in err
    assert not (story.root / "data/ledger").exists()


# The same words in a chapter, in the method and in the edition: file, what stands there, what is written instead.
CHAPTER, METHOD, ABOUT = (
    "notebooks/02_imputation.ipynb",
    "params/methods/nominal.yaml",
    f"params/editions/{EDITION}/edition.yaml",
)
WORDS = {
    "a misspelt parameter": (CHAPTER, "SKEWNESS_LIMIT: float", "SKEWNES_LIMIT: float"),
    "a parameter of another type": (CHAPTER, "SKEWNESS_LIMIT: float = 2.25", "SKEWNESS_LIMIT: str = 'a'"),
    "a value of another type": (CHAPTER, "SEED: int = 7", "SEED: int = 7.5"),
    "a misspelt option": (METHOD, "skewness_limit:", "skewnes_limit:"),
    "a mistyped option": (METHOD, "skewness_limit: 2.25", "skewness_limit: high"),
    "a mistyped seed": (ABOUT, "seed: 7", "seed: seven"),
}
SAID = {
    "a misspelt parameter": f"{CHAPTER}, cell 2, line 5: SKEWNES_LIMIT is neither .*; nearest: SKEWNESS_LIMIT",
    "a parameter of another type": f"{CHAPTER}, cell 2, line 5: SKEWNESS_LIMIT must be declared as float, found str",
    "a value of another type": f"{CHAPTER}, cell 2, line 4: SEED must be int, found 7.5",
    "a misspelt option": f"{METHOD}: .*unknown key 'treatment.skewnes_limit'; known keys: .*skewness_limit",
    "a mistyped option": f"{METHOD}: treatment.skewness_limit: .*a valid number.* \\(found 'high'\\)",
    "a mistyped seed": f"{ABOUT}: seed: .*a valid integer.* \\(found 'seven'\\)",
}


@pytest.mark.parametrize("what", WORDS)
def test_in_a_file_it_is_named_with_its_place_and_starts_no_kernel(mini, monkeypatch, capsys, what):
    path, old, new = WORDS[what]
    mini.rewrite(path, old, new)
    code, err = stopped(mini, monkeypatch, capsys)
    assert code == (2 if path == CHAPTER else 3)
    assert re.search(SAID[what], err)
    assert not (mini.root / "data/ledger").exists()
