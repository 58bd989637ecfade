"""On which scale treated values are."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.reporting import tables_treatment


def test_a_scale_names_every_transformation_in_its_order():
    treatment = pd.DataFrame(
        {
            "code": ["1", "2", "3", "4"],
            "transformation": ["none", "log", "none", "log"],
            "fallback": ["", np.nan, "log_ct", "log_ct"],
        }
    )
    assert tables_treatment.scales(treatment) == {"1": "none", "2": "log", "3": "log_ct", "4": "log+log_ct"}


def test_a_scale_is_said_in_words_with_the_unit_that_it_was_taken_of():
    assert tables_treatment.scale_words("none", "%", "vi") == "%"
    assert tables_treatment.scale_words("log", "%", "vi") == "lôgarit; %"
    assert tables_treatment.scale_words("log+log_ct", "km2", "en") == "log; COIN Tool log; km2"
