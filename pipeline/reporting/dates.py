"""Days as a reader of each language writes them, by the Unicode CLDR."""

from __future__ import annotations

import datetime

from babel import dates

from pipeline.reporting import numbers

LOCALES = {"vi": "vi", "en": "en_GB"}
SHORT = {"vi": "dd/MM/yyyy", "en": "d MMM yyyy"}


def day(date: datetime.date, *, language: str) -> str:
    """A day in a sentence.

    >>> day(datetime.date(2025, 8, 3), language="vi"), day(datetime.date(2025, 8, 3), language="en")
    ('3 tháng 8, 2025', '3 August 2025')
    """
    numbers.check(language)
    return dates.format_date(date, "long", locale=LOCALES[language])


def short(date: datetime.date, *, language: str) -> str:
    """A day in a table.

    >>> short(datetime.date(2025, 8, 3), language="vi"), short(datetime.date(2025, 8, 3), language="en")
    ('03/08/2025', '3 Aug 2025')
    """
    numbers.check(language)
    return dates.format_date(date, SHORT[language], locale=LOCALES[language])
