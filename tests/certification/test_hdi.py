"""The Human Development Index by hand."""

import pandas as pd
import pytest

from pipeline.certification import hdi


def test_an_index_of_one_country_by_hand(tmp_path):
    """Half of each goalpost: 52.5 years, 9 and 7.5 years of schooling, and the middle of the logarithms of income."""
    row = {"iso3": "ZZZ", "country": "X", "year": 2022, "le": 52.5, "eys": 9, "mys": 7.5, "gnipc": 7.5e6**0.5}
    pd.DataFrame([row | {"hdi": 0.5}]).to_csv(tmp_path / "hdi_1990_2022.csv", index=False)
    mapped = hdi.HDI[0].tables["hdi_1990_2022"]
    found = mapped.call(hdi.HumanDevelopment(tmp_path))
    assert found.loc[("ZZZ", 2022), "hdi"] == pytest.approx(0.5)
