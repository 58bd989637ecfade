"""Every function of statistics keeps the promises that ``properties.py`` declares for it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import ELSEWHERE, REGISTRY
from property_checks import CHECKS, Declared, draw

import pipeline.statistics

PROMISES = [(entry, promise) for entry in REGISTRY for promise in CHECKS if entry.promises(promise)]
CASES = {
    "seed": st.integers(0, 2**32 - 1),
    "n_units": st.integers(9, 12),
    "n_indicators": st.integers(2, 4),
    "digits": st.sampled_from([0, 1, 6]),
    "blanks": st.integers(0, 3),
}


@pytest.mark.parametrize(("entry", "promise"), PROMISES, ids=lambda item: getattr(item, "name", item))
def test_a_function_keeps_its_promise(entry, promise):
    @settings(max_examples=entry.examples, deadline=None)
    @given(**CASES)
    def holds(seed, **size):
        case = draw(seed, **size, domain=entry.domain)
        CHECKS[promise](entry, case, np.random.default_rng(seed))

    holds()


def public_functions() -> set[str]:
    names = set()
    for module in pkgutil.iter_modules(pipeline.statistics.__path__):
        read = importlib.import_module(f"pipeline.statistics.{module.name}")
        names |= {
            f"{module.name}.{name}"
            for name, function in vars(read).items()
            if inspect.isfunction(function) and function.__module__ == read.__name__ and not name.startswith("_")
        }
    return names


def test_every_public_function_is_declared_or_has_a_reason_not_to_be():
    declared = {entry.function for entry in REGISTRY}
    assert declared & set(ELSEWHERE) == set()
    assert public_functions() - declared - set(ELSEWHERE) == set(), "declare it in properties.py"
    assert (declared | set(ELSEWHERE)) - public_functions() == set(), "declared, but not there"


def test_every_promise_is_made_in_full_or_declined_in_words():
    for entry in REGISTRY:
        assert set(entry.without) <= set(CHECKS), entry.name
        for promise in ("affine", "monotone", "bounds", "missing"):
            assert getattr(entry, promise) is not None or not entry.promises(promise), f"{entry.name}: {promise}"
        assert all(len(reason.split()) > 3 for reason in entry.without.values()), entry.name
    assert all(len(reason.split()) > 2 for reason in ELSEWHERE.values())


def test_no_two_entries_share_a_name():
    names = [entry.name for entry in REGISTRY]
    assert len(names) == len(set(names))


WRONG = {
    "order_of_units": lambda c: c.values + np.arange(c.n_units)[:, np.newaxis],
    "order_of_indicators": lambda c: c.values + np.arange(c.n_indicators),
    "affine": lambda c: c.values**2,
    "monotone": lambda c: -c.values,
    "bounds": lambda c: c.values * 1000.0,
    "missing": lambda c: np.nan_to_num(c.values),
    "batch": lambda c: c.values - np.nanmean(c.values),
}


@pytest.mark.parametrize("promise", WRONG)
def test_a_broken_promise_is_noticed(promise):
    entry = Declared(
        "x.y",
        WRONG[promise],
        "ui",
        monotone="order",
        bounds=lambda c: (-100.0, 100.0),
        affine=None if promise != "affine" else REGISTRY[0].affine,
        missing="cells",
    )
    case = draw(1, n_units=9, n_indicators=3, digits=1, blanks=3, domain="any")
    with pytest.raises(AssertionError, match="."):
        CHECKS[promise](entry, case, np.random.default_rng(2))


def test_a_modified_input_is_noticed():
    def spoil(c):
        c.values[:] = 0.0
        return c.values

    case = draw(1, n_units=9, n_indicators=3, digits=1, blanks=0, domain="any")
    with pytest.raises(AssertionError, match="values was modified"):
        CHECKS["inputs"](Declared("x.y", spoil, "ui"), case, np.random.default_rng(1))
