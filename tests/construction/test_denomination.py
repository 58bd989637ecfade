import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.construction import denomination, matrix, screening
from pipeline.data import assembly, params, store
from pipeline.data.schema import schema_of
from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.sourcing import Source, Sources

CODES = ("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2")
UNITS = ("U1", "U2", "U3", "U4", "U5")
PEOPLE = {"table": "src/people", "column": "{year}"}
AREA = {"table": "src/area", "column": "km2", "year": 2020, "standing": True}
VALUES = {
    "U1": (10.0, 1.0, 5.0, 1.0, 3.0),
    "U2": (20.0, 2.0, 4.0, 5.0, 3.0),
    "U3": (30.0, 3.0, 3.0, 2.0, 3.0),
    "U4": (40.0, 4.0, np.nan, 4.0, 3.0),
    "U5": (50.0, 5.0, 1.0, 3.0, 3.0),
}
SIZES = {"U1": (100.0, 9.0), "U2": (200.0, 2.0), "U3": (300.0, 8.0), "U4": (400.0, 3.0), "U5": (500.0, 7.0)}


@pytest.fixture(scope="module")
def sized(tiny):
    """The tiny tree with two sizes beside it; 1.1.2 is divided by the people and 2.1.2 has no range."""
    edition = tiny.edition(units=UNITS)
    framework = edition.full_framework
    extra = [
        framework.by_code["o.1"].model_copy(update={"code": code, "role": "size", "name_en": name})
        for code, name in (("s.1", "people"), ("s.2", "area"))
    ]
    given_ = {code: {"value": {"table": "src/table", "column": "{year}"}} for code in (*CODES, "o.1")}
    given_ |= {"s.1": {"value": PEOPLE}, "s.2": {"value": AREA}}
    given_["1.1.2"] = {
        "value": {"ratio": {"numerator": given_["1.1.1"]["value"], "denominator": PEOPLE}},
        "factor": 1000,
        "max_age_years": 2,
        "note_en": "per thousand",
        "note_vi": "trên nghìn",
    }
    return changed(
        edition,
        full_framework=Hierarchy(nodes=(*framework.nodes, *extra), levels=framework.levels),
        sources=Sources.model_validate({"max_age_years": 1, "indicators": given_}),
    )


def changed(edition, **parts):
    """Another edition, put together and checked anew."""
    return Edition(**{name: getattr(edition, name) for name in Edition.model_fields} | parts)


def long(values, sizes, tiny):
    table = pd.DataFrame.from_dict(values, orient="index", columns=list(CODES))
    beside = pd.DataFrame.from_dict(sizes, orient="index", columns=["s.1", "s.2"])
    return tiny.long(table.join(beside))


def sizes_of(edition, values, *, limit=0.6, units=UNITS):
    method = edition.method.replace({"size_correlation": limit})
    return denomination.size_table(values, edition, method, units=list(units))


def row(table, code, size):
    return table[(table["code"] == code) & (table["size"] == size)].iloc[0]


def test_an_indicator_that_is_a_tenth_of_the_people_grows_with_them(sized, tiny):
    found = row(sizes_of(sized, long(VALUES, SIZES, tiny)), "1.1.1", "s.1")
    assert found["r"] == pytest.approx(1.0, abs=1e-15)
    assert (found["n"], found["divided_by"], found["flagged"]) == (5, False, True)


def test_an_indicator_is_not_flagged_for_the_size_that_it_is_divided_by(sized, tiny):
    found = row(sizes_of(sized, long(VALUES, SIZES, tiny)), "1.1.2", "s.1")
    assert (found["divided_by"], found["flagged"]) == (True, False)
    assert found["r"] == pytest.approx(1.0, abs=1e-15)


def test_a_correlation_is_over_the_units_that_have_both(sized, tiny):
    found = row(sizes_of(sized, long(VALUES, SIZES, tiny)), "1.2.1", "s.1")
    assert (found["n"], found["flagged"]) == (4, True)
    assert found["r"] == pytest.approx(-1.0, abs=1e-15)  # to shrink with a size is to depend on it too


def test_only_ranked_units_count(sized, tiny):
    found = row(sizes_of(sized, long(VALUES, SIZES, tiny), units=UNITS[:4]), "2.1.1", "s.1")
    # 1, 5, 2, 4 against 1, 2, 3, 4: products of deviations 3 + -1 + -0.5 + 1.5 = 3, squares 10 and 5
    assert found["n"] == 4
    assert found["r"] == pytest.approx(3 / np.sqrt(50))
    assert not found["flagged"]


def test_the_limit_is_the_methods(sized, tiny):
    values = long(VALUES, SIZES, tiny)
    own = row(sizes_of(sized, values), "2.1.1", "s.2")["r"]
    assert row(sizes_of(sized, values, limit=abs(own) - 0.01), "2.1.1", "s.2")["flagged"]
    assert not row(sizes_of(sized, values, limit=abs(own)), "2.1.1", "s.2")["flagged"]


def test_an_indicator_without_range_has_no_correlation_and_no_flag(sized, tiny):
    found = row(sizes_of(sized, long(VALUES, SIZES, tiny)), "2.1.2", "s.1")
    assert np.isnan(found["r"])
    assert (found["n"], found["flagged"]) == (5, False)


def test_an_edition_without_sizes_has_an_empty_table(tiny):
    found = sizes_of(tiny.edition(), tiny.long(tiny.table()), units=("U1", "U2", "U3", "U4"))
    assert store.to_text(found, schema_of("sizes.csv")) == "code,size,r,n,divided_by,flagged\n"


@settings(max_examples=25)
@given(
    numbers=hnp.arrays(np.float64, (5, 7), elements=st.integers(-9, 9) | st.just(np.nan)), order=st.permutations(UNITS)
)
def test_neither_the_order_of_units_nor_their_measure_matters(sized, tiny, numbers, order):
    def table(numbers, order=UNITS):
        cells = dict(zip(UNITS, numbers, strict=True))
        return sizes_of(
            sized, long({u: cells[u][:5] for u in order}, {u: cells[u][5:] for u in order}, tiny), units=order
        )

    expected = table(numbers)
    pd.testing.assert_frame_equal(table(numbers, order), expected, atol=1e-12)
    pd.testing.assert_series_equal(table(numbers * 1000 + 7)["r"], expected["r"], atol=1e-9)


def test_every_denominator_stands_with_its_factor_and_its_years(sized):
    found = denomination.denominators_table(sized).set_index("code")
    assert found.loc["1.1.2"].to_dict() == {
        "numerator": "src/table:{year}",
        "denominator": "src/people:{year}",
        "factor": 1000,
        "max_age": 2,
        "same_year": True,
        "note_vi": "trên nghìn",
        "note_en": "per thousand",
    }
    assert found.loc["s.2", ["numerator", "denominator", "max_age"]].tolist() == ["src/area:km2", "", 1]
    assert found.at["s.2", "same_year"] is None
    assert list(found.index) == [*CODES, "o.1", "s.1", "s.2"]


def test_a_column_of_all_years_is_not_of_the_same_year(sized):
    value = {"ratio": {"numerator": PEOPLE, "denominator": AREA}}
    indicators = {**sized.sources.indicators, "1.1.1": Source.model_validate({"value": value})}
    edition = changed(sized, sources=Sources(max_age_years=1, indicators=indicators))
    assert denomination.denominators_table(edition).set_index("code").at["1.1.1", "same_year"] is False


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"product": [PEOPLE, AREA]}, "(src/people:{year} × src/area:km2)"),
        ({"mean": [PEOPLE, AREA]}, "mean(src/people:{year}, src/area:km2)"),
        ({"sum": [PEOPLE, {"ratio": {"numerator": PEOPLE, "denominator": AREA}}]},
         "(src/people:{year} + (src/people:{year} / src/area:km2))"),
        (PEOPLE | {"where": {"sex": "women"}}, "src/people:{year}[sex=women]"),
    ],
)  # fmt: skip
def test_an_expression_is_written_as_a_formula(value, text):
    assert denomination.written(Source.model_validate({"value": value}).value) == text


@pytest.mark.parametrize("name", ["open-2024", "open-2023", "candidates-55", "toy"])
def test_an_edition_of_the_project_has_its_sizes(repository, name):
    edition = params.load_edition(name, root=repository)
    values = assembly.gather(edition, root=repository).values
    units = matrix.ranked_units(screening.screen(values, edition).screening)
    found = denomination.size_table(values, edition, edition.method, units=units)
    assert len(found) == len(edition.framework.indicators) * len(edition.framework.sizes) > 0
    assert set(values.query("code in ['s.1', 's.2']")["origin"]) == {"published"}
    store.to_text(found, schema_of("sizes.csv"))
    store.to_text(denomination.denominators_table(edition), schema_of("denominators.csv"))


def test_what_open_2024_divides_by(repository):
    sources = params.load_edition("open-2024", root=repository).sources
    sizes = ("s.1", "s.2", "s.3")
    assert [sources.is_divided_by("2.1.2", size) for size in sizes] == [True, False, False]  # students per 10,000
    assert [sources.is_divided_by("3.2.3", size) for size in sizes] == [False, True, False]  # parks per 1,000 km2
    assert [sources.is_divided_by("4.1.2", size) for size in sizes] == [True, False, True]  # capital to GRDP
    assert [sources.is_divided_by("5.1.2", size) for size in sizes] == [False, False, False]  # per employee
