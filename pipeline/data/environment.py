"""Names of the environment variables by which the chain hands a chapter what it works with."""

from __future__ import annotations

INPUTS, OUTPUTS, METHOD = "PII_STEP_INPUTS", "PII_STEP_OUTPUTS", "PII_STEP_METHOD"
"""The chapter's folders, and the run's resolved method (JSON)."""

LEDGER_HEAD = "PII_LEDGER_HEAD"
"""Digest of the ledger's last line when the chapter began."""
