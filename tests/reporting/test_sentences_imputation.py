"""The sentences of the chapter on imputation carry the run's own numbers."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.reporting import sentences_imputation


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sentence_is_whole_in_both_languages(language, edition, tables):
    said = [
        sentences_imputation.imputed(
            tables["imputed"], tables["imputed_cells"], tables["imputation_models"], "em", language=language
        ),
        sentences_imputation.stand_ins(tables["stand_ins"], language=language),
        sentences_imputation.errors(tables["imputation_errors"], language=language),
        sentences_imputation.ranks(tables["imputation_ranks"], edition.units, language=language),
        sentences_imputation.shadow(tables["shadow"], edition.units, language=language),
    ]
    for sentence in said:
        assert sentence.text.endswith(".")
        assert not {"nan", "None", "<NA>", "{"} & set(sentence.text.replace(".", " ").split())


def test_what_is_beyond_its_range_and_what_did_not_converge_is_said(tables):
    said = sentences_imputation.imputed(
        tables["imputed"], tables["imputed_cells"], tables["imputation_models"], "em", language="en"
    ).text
    assert "1 fillings lie outside the observed range, 0 of them outside the plausible bounds; none is clipped." in said
    assert "the model at 2 did not converge" in said


def test_the_method_that_moves_a_unit_least_is_named_beside_leaving_blank(tables):
    errors = tables["imputation_errors"].copy()
    errors.loc[(errors["method"] == "em") & (errors["kind"] == "block"), "mean_rank_shift"] = 0.5
    said = sentences_imputation.errors(errors, language="en").text
    assert "When whole blocks of the source src are hidden, “EM” moves the province least: 0.50 places" in said
    assert "(none: 1.20)" in said


def test_the_unit_that_a_blank_would_move_farthest_is_named(edition, tables):
    said = sentences_imputation.shadow(tables["shadow"], edition.units, language="en").text
    assert said.endswith("the farthest is Place 2 (structural zero): from rank 5 to rank 2.")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_is_said_to_be_nothing(language, edition, tables):
    for name in ("stand_ins", "ranks", "shadow"):
        more = () if name == "stand_ins" else (edition.units,)
        assert getattr(sentences_imputation, name)(pd.DataFrame(), *more, language=language).text.endswith(".")
    still = tables["shadow"].assign(rank_shadow=tables["shadow"]["rank_explicit"])
    assert sentences_imputation.shadow(still, edition.units, language=language).text.endswith(".")
