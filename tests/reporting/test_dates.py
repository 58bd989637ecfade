"""Days by language."""

from __future__ import annotations

import datetime

import pytest

from pipeline.errors import ParameterError
from pipeline.reporting import dates

DAY = datetime.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [("vi", "2 tháng 11, 2026", "02/11/2026"), ("en", "2 November 2026", "2 Nov 2026")],
)
def test_a_day_is_written_as_its_reader_does(language, long, short):
    assert dates.day(DAY, language=language) == long
    assert dates.short(DAY, language=language) == short


def test_an_unknown_language_is_refused():
    with pytest.raises(ParameterError, match="language"):
        dates.day(DAY, language="fr")
