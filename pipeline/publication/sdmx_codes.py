"""What units and nodes are called in SDMX, whose identifiers know letters, digits, ``_``, ``-``, ``@`` and ``$`` only."""

from __future__ import annotations

import re

COUNTRY, FICTITIOUS = "VN", "X"
STRANGE = re.compile(r"[^A-Za-z0-9_@$-]")


def area(unit_code: str, *, fictitious: bool) -> str:
    """The code of a unit: ``VN-`` with the code of the administrative unit, ``X-`` in a fictitious country.

    The code is that of the administrative units of Viet Nam, by which ``01`` is Ha Noi; it is not that of ISO 3166-2,
    which numbers the provinces otherwise.

    >>> area("01", fictitious=False), area("T01", fictitious=True)
    ('VN-01', 'X-T01')
    """
    return f"{FICTITIOUS if fictitious else COUNTRY}-{STRANGE.sub('_', unit_code)}"


def indicator(code: str) -> str:
    """The code of a node: dots become ``_``, and a letter in front keeps any reader from taking it for a number.

    >>> indicator("1.1.10"), indicator("0"), indicator("o.1")
    ('I_1_1_10', 'I_0', 'I_o_1')
    """
    return f"I_{STRANGE.sub('_', code)}"


def agency(edition: str) -> str:
    """The agency that maintains an edition's structures: a part of this project's own, so that no two editions clash.

    >>> agency("open-2024"), agency("2024")
    ('PII_PIPELINE.OPEN_2024', 'PII_PIPELINE.E2024')
    """
    name = re.sub(r"[^A-Z0-9]", "_", edition.upper())
    return f"PII_PIPELINE.{name if name[0].isalpha() else f'E{name}'}"
