"""Exercises that mark themselves: what was asked, what a right answer is, and which wrong ones are usual.

An answer may be anything that a person can write into a cell; marking it never raises. A wrong answer gets a hint about
the mistake that leads to it, where it is a known one, otherwise the hint of the exercise; never the answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from types import EllipsisType
from typing import Protocol

import numpy as np

from pipeline.data import names
from pipeline.reporting import words

BLANK = ("", "...", "…")
"""What a cell holds before anybody has written into it, beside ``...`` without quotes and None."""

LARGEST_CODE = 100_000
"""A code written as a number, ``2`` for "2", is below; Python refuses to write out any number whatever."""

RIGHT, WRONG, UNANSWERED = "right", "wrong", "unanswered"
COLOURS = {RIGHT: "#1a7f37", WRONG: "#9a6700", UNANSWERED: "#6e7781"}

Value = float | int | str | frozenset[str]


@dataclass(frozen=True)
class Unreadable:
    """An answer that cannot be an answer to the question, with the key of the sentence that says what one would be."""

    key: str


class Kind(Protocol):
    """What sort of answer is asked for."""

    def read(self, answer: object) -> Value | Unreadable:
        """The answer as it is meant."""

    def same(self, given: Value, other: Value) -> bool:
        """Whether two answers are the same one."""


@dataclass(frozen=True)
class Number:
    """A number, right within ``tolerance``: what rounding on the way may cost."""

    tolerance: float

    def read(self, answer: object) -> float | Unreadable:
        """A number, also as text with a decimal comma or a per cent sign.

        >>> Number(0.1).read("34,4 %"), Number(0.1).read((34, 4))
        (34.4, Unreadable(key='answer_decimal_comma'))
        """
        if isinstance(answer, tuple) and all(_is_number(part) for part in answer):
            return Unreadable("answer_decimal_comma")
        if isinstance(answer, str):
            answer = _parsed(answer)
        if not _is_number(answer):
            return Unreadable("answer_number_expected")
        try:
            number = float(answer)  # type: ignore[arg-type]
        except OverflowError:
            return Unreadable("answer_number_expected")
        return number if math.isfinite(number) else Unreadable("answer_number_expected")

    def same(self, given: Value, other: Value) -> bool:
        """Within the tolerance, and a hair for the binary digits of what was typed in decimal ones."""
        return abs(float(given) - float(other)) <= self.tolerance * (1.0 + 1e-9)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Choice:
    """One of the statements 1 to ``n``."""

    n: int

    def read(self, answer: object) -> int | Unreadable:
        """Its number.

        >>> Choice(3).read("(2)"), Choice(3).read(4)
        (2, Unreadable(key='answer_choice_expected'))
        """
        if isinstance(answer, str):
            answer = _parsed(answer.strip().strip("().[] "))
        if not _is_number(answer) or not any(answer == place for place in range(1, self.n + 1)):
            return Unreadable("answer_choice_expected")
        return int(answer)  # type: ignore[call-overload]

    def same(self, given: Value, other: Value) -> bool:
        return given == other


@dataclass(frozen=True)
class One:
    """One of some units or nodes; ``known`` maps every spelling, as `spelling` has it, to its code."""

    known: Mapping[str, str]

    def read(self, answer: object) -> str | Unreadable:
        """Its code, by code or name, with or without diacritics."""
        if isinstance(answer, (list, tuple, set, frozenset)) and len(answer) == 1:
            answer = next(iter(answer))
        if _is_number(answer) and abs(answer) < LARGEST_CODE:  # type: ignore[arg-type]
            answer = f"{answer:g}"
        found = self.known.get(spelling(answer)) if isinstance(answer, str) else None
        return Unreadable("answer_one_expected") if found is None else found

    def same(self, given: Value, other: Value) -> bool:
        return given == other


@dataclass(frozen=True)
class Some:
    """Any number of some units; ``known`` as in `One`."""

    known: Mapping[str, str]

    def read(self, answer: object) -> frozenset[str] | Unreadable:
        """Their codes, from a list or from text with commas; order and repetition do not matter."""
        if isinstance(answer, str):
            answer = [part for part in re.split(r"[,;\n]", answer) if part.strip()]
        if not isinstance(answer, (list, tuple, set, frozenset)) or not answer:
            return Unreadable("answer_some_expected")
        found = [One(self.known).read(part) for part in answer]
        codes = [code for code in found if isinstance(code, str)]
        return frozenset(codes) if len(codes) == len(found) else Unreadable("answer_some_expected")

    def same(self, given: Value, other: Value) -> bool:
        return given == other


@dataclass(frozen=True)
class Mistake:
    """What a reader who makes a usual mistake answers, and the ending of the key of the hint about it."""

    answer: Value
    hint: str


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One question of the course.

    ``name`` begins the keys of its sentences: ``exercise_<name>_right`` says why the answer is right,
    ``exercise_<name>_hint`` where to look, ``exercise_<name>_<mistake>`` what went wrong. ``facts`` are finished texts
    that these sentences show.
    """

    name: str
    kind: Kind
    truth: Value
    mistakes: Sequence[Mistake] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
class Verdict:
    """What the reader is told; ``state`` is right, wrong or unanswered."""

    state: str
    headline: str
    text: str

    @property
    def right(self) -> bool:
        return self.state == RIGHT

    def __str__(self) -> str:
        return f"{self.headline} {self.text}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return (
            f'<p style="border-left:.3em solid {COLOURS[self.state]};padding:.4em .8em;margin:.2em 0">'
            f"<strong>{escape(self.headline)}</strong> {escape(self.text)}</p>"
        )


def mark(exercise: Exercise, answer: object, *, language: str) -> Verdict:
    """Say whether an answer is right, and if not, what to look at.

    Parameters
    ----------
    answer : whatever the cell holds; ``...``, None and empty text are blanks.
    language : of the reader, ``vi`` or ``en``.
    """
    if _is_blank(answer):
        return _verdict(UNANSWERED, "answer_blank", exercise, language)
    given = exercise.kind.read(answer)
    if isinstance(given, Unreadable):
        return _verdict(WRONG, given.key, exercise, language)
    if exercise.kind.same(given, exercise.truth):
        return _verdict(RIGHT, f"exercise_{exercise.name}_right", exercise, language)
    for mistake in exercise.mistakes:
        if exercise.kind.same(given, mistake.answer):
            return _verdict(WRONG, f"exercise_{exercise.name}_{mistake.hint}", exercise, language)
    return _verdict(WRONG, f"exercise_{exercise.name}_hint", exercise, language)


def spelling(name: str) -> str:
    """A code or name without diacritics, capitals, spaces and marks, but for the dots of a code.

    >>> spelling(" Đảo  Ước"), spelling("3.2.2"), spelling("T03")
    ('daouoc', '3.2.2', 't03')
    """
    bare = name.strip().strip("\"'").strip()
    return bare if re.fullmatch(r"\d+(\.\d+)*", bare) else names.without_diacritics(bare)


def spellings(named: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What `One` and `Some` know: code -> its names, turned round; a code is a spelling of itself."""
    return {spelling(text): code for code, texts in named.items() for text in (code, *texts)}


def _verdict(state: str, key: str, exercise: Exercise, language: str) -> Verdict:
    told = words.word(key, language).format(**exercise.facts)
    return Verdict(state, words.word(f"marked_{state}", language), told)


def _is_blank(answer: object) -> bool:
    if isinstance(answer, (list, tuple, set, frozenset)):
        return all(_is_blank(part) for part in answer)
    return answer is None or isinstance(answer, EllipsisType) or (isinstance(answer, str) and answer.strip() in BLANK)


def _is_number(answer: object) -> bool:
    """A number, and not True, which Python takes for 1."""
    return isinstance(answer, (int, float, np.integer, np.floating)) and not isinstance(answer, bool)


def _parsed(text: str) -> float | str:
    """Text that is a number, in either notation, as one; other text as it is."""
    plain = text.strip().removesuffix("%").strip().replace("\u2212", "-").replace(",", ".")
    return float(plain) if re.fullmatch(r"[+-]?\d+(\.\d+)?", plain) else text
