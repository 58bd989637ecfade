"""What there is, on one page."""

from __future__ import annotations

import datetime
import io

import pytest

from pipeline.chain import listing, lock, release, staging
from pipeline.chain.failure import Failure
from pipeline.errors import StepFailedError

APPROVED = [f"{part}=Trần A, Statistics" for part in ("corrections", "framework", "method")]
DAY = datetime.timedelta(days=1)


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
    for name in ("scratch", "odd", ".hidden"):
        (mini.root / "data" / "processed" / mini.edition / name).mkdir(parents=True)
    assert listing.listing(root=mini.root)[-2:] == [
        "  mini-2024/odd: not in the ledger",
        "  mini-2024/scratch: notebooks run by hand",
    ]


def edition_line(mini):
    return next(line for line in listing.listing(root=mini.root) if line.startswith(f"  {mini.edition}: Mini index"))


@pytest.mark.parametrize(("ends", "said"), [(DAY, ", not to be published before {}"), (-DAY, "")])
def test_a_released_edition_is_called_so_with_an_embargo_that_holds(bundleable, ends, said):
    until = datetime.date.today() + ends
    day = datetime.date.today() - 7 * DAY
    what = release.asked(APPROVED, released=str(day), embargo=str(until))
    release.release(bundleable.edition, what, root=bundleable.root)
    assert edition_line(bundleable).endswith(f"complete; released on {day}{said.format(until)}")


def test_a_release_that_cannot_be_read_does_not_hide_its_edition(mini):
    (mini.root / "params/releases").mkdir()
    (mini.root / "params/releases/mini-2024.yaml").write_text("edition: mini-2024\n")
    assert "complete; its release cannot be read: params/releases/mini-2024.yaml: " in edition_line(mini)


def test_what_a_stopped_run_has_left_is_listed_with_what_becomes_of_it(mini, by_hand):
    by_hand.does["02_imputation"] = lambda _: Failure(5, "1 / 0", "ZeroDivisionError: division by zero")
    with pytest.raises(StepFailedError, match="step 02_imputation"):
        mini.run(stream=io.StringIO())
    assert listing.listing(root=mini.root)[-1] == (
        "  mini-2024/nominal: stopped before its end; the next run of that name keeps what it has made (2 files)"
    )


def test_a_run_that_is_half_in_force_and_one_at_work_are_told_apart(mini):
    area = staging.Area(root=mini.root, edition=mini.edition, run="gii")
    area.open({})
    with lock.held(area.folder.parent, run="gii"):
        assert "mini-2024/gii: at work (process " in listing.listing(root=mini.root)[-1]
    area.intend({"run": "gii"})
    assert listing.listing(root=mini.root)[-1] == (
        "  mini-2024/gii: stopped while it was put in force; the next run of mini-2024 finishes that"
    )
