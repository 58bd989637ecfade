"""Names of the environment variables by which the chain hands a chapter what it works with."""

from __future__ import annotations

INPUTS, OUTPUTS, METHOD = "PII_STEP_INPUTS", "PII_STEP_OUTPUTS", "PII_STEP_METHOD"
"""The chapter's folders, and the run's resolved method (JSON)."""

LEDGER_HEAD = "PII_LEDGER_HEAD"
"""Digest of the ledger's last line when the chapter began."""

WORKERS, SCHEDULER = "PII_WORKERS", "PII_SCHEDULER"
"""How many processes share the draws of a chapter, or the address of the Dask cluster that does; neither changes a number,
so neither is a parameter of method."""

PROGRESS = "PII_STEP_PROGRESS"
"""A file to which a chapter writes how far a long computation is, such as ``1024/4000``, for whoever shows it."""
