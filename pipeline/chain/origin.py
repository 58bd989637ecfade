"""What numbers depend on beside their inputs, as far as a record can say it: versions, the commit, the machine."""

from __future__ import annotations

import functools
import os
import platform
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

PACKAGES = ("pandas", "numpy", "scipy", "scikit-learn", "statsmodels", "papermill", "pipeline")
MB = 1_000_000


@dataclass(frozen=True)
class Origin:
    """What numbers depend on beside their inputs; ``commit`` and ``dirty`` are None where there is no commit."""

    versions: Mapping[str, str]
    commit: str | None
    dirty: bool | None


def of(root: Path) -> Origin:
    """Versions of Python and of the packages (which are not imported for it), and the commit of the project."""
    versions = {"python": platform.python_version(), **{name: metadata.version(name) for name in PACKAGES}}
    commit = _git(root, "rev-parse", "--verify", "HEAD")
    status = _git(root, "status", "--porcelain")
    if commit is None or status is None:
        return Origin(versions, None, None)
    return Origin(versions, commit.strip(), bool(status.strip()))


@functools.cache
def machine() -> Mapping[str, Any]:
    """What numbers may depend on in their last digits: system, processor, cores and memory; neither host nor user."""
    return {
        "platform": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_mb": _memory_mb(),
    }


def _processor() -> str:
    """The processor's name; where the system does not say it, its architecture."""
    listed = Path("/proc/cpuinfo")
    text = listed.read_text(encoding="utf-8", errors="replace") if listed.is_file() else ""
    named = re.search(r"^model name\s*:\s*(.+)$", text, flags=re.MULTILINE)
    return named[1].strip() if named else platform.processor() or platform.machine()


def _memory_mb() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MB
    except (AttributeError, ValueError, OSError):  # not a POSIX system
        return None


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
