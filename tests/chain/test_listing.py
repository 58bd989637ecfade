"""What there is, on one page."""

from __future__ import annotations

from pipeline.chain import listing


def test_editions_and_methods_are_listed_in_both_languages(mini):
    english = "\n".join(listing.listing(root=mini.root))
    assert "mini-2024: Mini index; 2024, 3 units, 2 indicators, method nominal, complete" in english
    assert "  gii: Rules of the Global Innovation Index" in english
    assert "none yet" in english
    assert "mini-2024: Chỉ số nhỏ" in "\n".join(listing.listing(root=mini.root, language="vi"))


def test_a_broken_edition_does_not_hide_the_others(mini):
    mini.rewrite("params/editions/mini-2024/edition.yaml", "year: 2024", "years: 2024")
    lines = listing.listing(root=mini.root)
    assert any("mini-2024: cannot be read" in line for line in lines)
    assert any("gii" in line for line in lines)


def test_scratch_and_unrecorded_runs_are_called_so(mini):
    for name in ("scratch", "odd", ".staging-x"):
        (mini.root / "data" / "processed" / mini.edition / name).mkdir(parents=True)
    assert listing.listing(root=mini.root)[-2:] == [
        "  mini-2024/odd: not in the ledger",
        "  mini-2024/scratch: notebooks run by hand",
    ]
