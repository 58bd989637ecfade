import numpy as np

from pipeline.construction import imputation_setting
from pipeline.statistics import imputation


def setting(tiny, *, edition=None, **method):
    edition = edition or tiny.edition()
    other = edition.method.replace(method)
    return imputation_setting.setting(tiny.table(), tiny.nothing_earlier(), edition, method=other, seed=0)


def names(given):
    return {node: [given.codes[column] for column in columns] for node, columns in given.families}


def test_models_look_at_the_indicators_of_their_pillar(tiny):
    assert names(setting(tiny, imputation="em")) == {"1": ["1.1.1", "1.1.2", "1.2.1"], "2": ["2.1.1", "2.1.2"]}


def test_models_look_at_the_whole_index_where_the_method_says_so(tiny):
    given = setting(tiny, imputation="em", imputation_within="index")
    assert names(given) == {"0": list(given.codes)}


def test_what_has_no_family_looks_at_all_indicators_at_once(tiny):
    assert names(setting(tiny, imputation="median")) == {"0": ["1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2"]}


def test_a_tree_without_pillars_is_one_family(tiny):
    edition = tiny.edition(
        tree={"0": ("1", "2"), "1": ("1.1.1", "1.1.2", "1.2.1"), "2": ("2.1.1", "2.1.2")},
        roles=("indicator", "sub_pillar", "index"),
    )
    assert list(names(setting(tiny, edition=edition, imputation="em"))) == ["0"]


def test_only_a_choice_that_has_a_scale_is_transformed(tiny):
    assert setting(tiny, imputation="em", imputation_scale="transformed").is_transformed
    assert not setting(tiny, imputation="em", imputation_scale="raw").is_transformed
    assert not setting(tiny, imputation="median", imputation_scale="transformed").is_transformed


def test_labels_become_numbers(tiny):
    edition = tiny.edition(tables={"1.1.1": "papi/p", "2.1.2": "papi/p"}, nodes={"1.1.2": {"direction": -1}})
    given = setting(tiny, edition=edition)
    assert given.directions.tolist() == [1, -1, 1, 1, 1]
    assert (given.parents == given.parents[0]).tolist() == [True, True, False, False, False]
    assert (given.tables == given.tables[0]).tolist() == [True, False, False, False, True]
    assert given.regions.tolist() == [0, 1, 0, 1]


def test_indicators_go_by_the_table_of_their_first_column(tiny):
    edition = tiny.edition(tables={"1.1.1": "papi/p", "1.1.2": "papi/p", "1.2.1": "nso/a"})
    assert imputation_setting.tables_of(edition)["papi/p"] == ["1.1.1", "1.1.2"]


def test_what_is_not_known_of_a_filling_is_missing():
    found = imputation_setting.plain(imputation.none(np.ones((2, 1))))
    assert np.isnan([found.lag, found.error, found.n]).all()
    counted = imputation_setting.plain(
        imputation.Imputed(np.ones((2, 1)), np.array([[True], [False]])), n=np.array([[4], [0]])
    )
    np.testing.assert_array_equal(counted.n, [[4.0], [np.nan]])
