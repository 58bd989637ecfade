import inspect

import pytest

from pipeline import errors

CLASSES = [item for item in vars(errors).values() if inspect.isclass(item) and item.__module__ == errors.__name__]


def drawn() -> dict[str, str]:
    """Parent of every class in the tree at the top of the module, read by its indentation."""
    lines = [line for line in (errors.__doc__ or "").splitlines() if line.strip() and "Error" in line.split()[0]]
    path: list[tuple[int, str]] = []
    parents = {}
    for line in lines:
        depth, name = len(line) - len(line.lstrip()), line.split()[0]
        path = [item for item in path if item[0] < depth]
        parents[name] = path[-1][1] if path else "Exception"
        path.append((depth, name))
    return parents


def test_the_tree_drawn_at_the_top_is_the_tree():
    assert drawn() == {item.__name__: item.__mro__[1].__name__ for item in CLASSES}


@pytest.mark.parametrize("error", CLASSES)
def test_everything_raised_on_purpose_is_a_pipeline_error(error):
    assert issubclass(error, errors.PipelineError)
    assert error.__doc__


def test_ten_offenders_are_all_named():
    assert errors.listed(range(10)) == "0; 1; 2; 3; 4; 5; 6; 7; 8; 9"


def test_of_eleven_offenders_ten_are_named_and_one_counted():
    assert errors.listed(range(11)).endswith("9; and 1 more (11 in all)")


def test_nothing_to_list_is_empty():
    assert errors.listed([]) == ""


def test_the_nearest_name_is_offered_first():
    assert errors.nearest("kurtosis_limits", ["kurtosis_alone_limit", "seed", "kurtosis_limit"]).startswith(
        "nearest: kurtosis_limit;"
    )


def test_where_nothing_is_near_the_known_names_are_listed_sorted():
    assert errors.nearest("zzz", ["b", "a"]) == "known: a; b"
