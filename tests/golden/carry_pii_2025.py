"""Carry the printed profile of Khánh Hòa in the PII 2025, with its source: ``python carry_pii_2025.py FILE``.

FILE has the columns code, name, value, min34, max34, kind, as transcribed from the page.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

SOURCE = "PII 2025, published profile of Khánh Hòa province (Ministry of Science and Technology, 1 October 2025)"
TARGET = Path(__file__).with_name("pii-2025-khanh-hoa.csv")


def carry(source: Path, to: Path) -> Path:
    """Write every row with its source."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "source"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"source": SOURCE} for row in rows)
    return to


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="the transcribed figures")
    print(carry(parser.parse_args().file, TARGET).name)
