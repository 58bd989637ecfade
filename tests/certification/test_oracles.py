"""Where the oracles lie."""

from pipeline.certification import oracles


def test_without_a_folder_only_what_the_project_carries_is_there(project):
    found = {oracle.name: oracle.data is not None for oracle in oracles.oracles(project, None)}
    absent = {"coinr-asem": False, "hdi": False}
    carried = ("coinr-vn", "hand-worked", "papi", "pci", "pii", "published", "scipy")
    assert found == absent | dict.fromkeys(carried, True)


def test_no_item_is_declared_twice(project):
    for oracle in oracles.oracles(project, None):
        items = [item for stage in oracle.stages for item in (*stage.tables, *stage.not_run)]
        assert len(items) == len(set(items)), oracle.name


def test_the_call_is_read_from_the_manifest(everything):
    _, lines = everything
    calls = {line.item: line.call for line in lines if line.oracle == "coinr-asem"}
    assert calls["impute_i_mean"] == 'Impute(coin_d, dset = "Denominated", f_i = "i_mean", out2 = "df")'
    assert calls["treat_default_points"].endswith("; .$Treated_Points")
    assert calls["n_borda"] == "n_borda(x)"
