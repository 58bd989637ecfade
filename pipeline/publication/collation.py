"""Vietnamese order and search without diacritics, as pages need them; made in `pipeline.reporting.collation`."""

from __future__ import annotations

from pipeline.reporting.collation import search_key, sort_key

__all__ = ["search_key", "sort_key"]
