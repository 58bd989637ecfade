"""What the chapter on treatment says in words."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.reporting import sentences_treatment as said
from pipeline.reporting import words
from pipeline.statistics import treatment as arrays


@pytest.fixture
def options(edition):
    update = {"skewness_limit": 2.25, "kurtosis_limit": 3.5, "small_n": 100, "outlier_rule": "winsorise"}
    return edition.method.treatment.model_copy(update=update)


def summary(**columns: object) -> pd.DataFrame:
    """Two indicators of which nothing is to be said, but for the columns given."""
    usual = {
        "code": ["1.1.1", "1.1.2"],
        "transformation": "none",
        "fallback": "",
        "reflected": False,
        "skewness_raw": [3.0, 0.0],
        "skewness_transformed": [3.0, 0.0],
        "skewness_treated": [1.0, 0.0],
        "outlying_raw": [True, False],
        "outlying_transformed": [True, False],
        "outlying_treated": False,
        "n_tied": 0,
        "n_beyond": 0,
    }
    return pd.DataFrame(usual | columns)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sentence_is_filled_in(language, options):
    told = summary(n_beyond=[1, 0], n_tied=[2, 0], transformation=["gii_log", "log1p"], skewness_raw=[-3.0, 0.0])
    texts = [
        said.treated(told, told.head(1), options, language=language),
        said.tails(told, language=language),
        said.ties(told, language=language),
        said.small_sample(34, 1, options, language=language),
        said.unit_of_measure(told, language=language),
    ]
    assert all(str(text).endswith(".") and "{" not in str(text) for text in texts)


def test_a_small_sample_names_its_size_and_what_may_be_drawn_in(options):
    text = str(said.small_sample(34, 1, options, language="vi"))
    assert "n = 34, dưới 100" in text
    assert "Tối đa 1 tỉnh (2,9 %)" in text
    assert "Small n" not in str(said.small_sample(133, 5, options, language="en"))


def test_without_a_trigger_nothing_is_reserved(options):
    none = options.model_copy(update={"outlier_rule": "none"})
    assert "There is no trigger" in str(said.small_sample(34, 1, none, language="en"))
    assert "applies no trigger" in str(said.treated(summary(), summary().head(0), none, language="en"))


def test_the_logarithm_of_the_gii_is_warned_of_by_its_indicators():
    assert "for 1.1.2. Its result" in str(said.unit_of_measure(summary(fallback=["", "gii_log"]), language="en"))
    assert "is not used" in str(said.unit_of_measure(summary(), language="en"))


def test_tails_to_the_left_are_said_and_so_is_a_fallback_that_makes_one_longer():
    left = {"skewness_raw": [-3.0, 0.0], "skewness_transformed": [-3.0, 0.0], "fallback": ["log_ct", ""]}
    mended = said.tails(summary(**left, skewness_treated=[-1.0, 0.0], reflected=[True, False]), language="en")
    worse = said.tails(summary(**left, skewness_treated=[-7.0, 0.0]), language="en")
    assert "1 of the indicators beyond the trigger as published have their tail to the left (1.1.1)" in str(mended)
    assert "**Note:**" not in str(mended)
    assert "the fallback of 1.1.1 does not count from the other end" in str(worse)


@pytest.mark.parametrize(("n", "share"), [(133, 0.83), (63, 0.65), (34, 0.48)])
def test_the_stated_shares_of_skewed_samples_that_trip_are_those_of_a_simulation(n, share):
    limits = {"skewness_limit": 2.25, "kurtosis_limit": 3.5, "kurtosis_alone_limit": None}
    normal = np.random.default_rng(0).normal(size=(n, 20_000))

    def trips(values):
        return arrays.is_outlying(arrays.skewness(values), arrays.kurtosis(values), **limits).mean()

    assert trips(np.exp(normal)) == pytest.approx(share, abs=0.012)  # four standard errors of 20,000 samples
    assert trips(normal) < 0.001
    stated = words.word("small_sample", "en").replace("in about ", "").replace(" of cases", "")
    assert f"{100 * share:.0f} % at n = {n}" in stated
