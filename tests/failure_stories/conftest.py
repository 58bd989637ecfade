"""The small project as a story finds it: not yet run, or after its nominal run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))  # what stories share lies in a module that is no test

from stories import Story


@pytest.fixture
def story(mini):
    told = Story(mini)
    yield told
    told.close()


@pytest.fixture
def story_of_a_run(mini_run):
    told = Story(mini_run)
    yield told
    told.close()
