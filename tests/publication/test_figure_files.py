"""Figures as files: picture, data and words beside each other, the same bytes whenever they are made."""

from __future__ import annotations

import hashlib
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image

from pipeline.errors import DataError
from pipeline.publication import addresses, figure_files, figure_list
from pipeline.publication.figure_ground import Ground
from pipeline.publication.published_run import PublishedRun
from pipeline.reporting import sentences_figures

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("vi", "en")
TYPES = {"unit_code": str, "code": str}
FEW = ("map", "rank-ranges", "availability")


def test_every_figure_has_a_name_of_its_own():
    names = [figure.name for figure in figure_list.FIGURES]
    assert len(set(names)) == len(names)
    assert all(addresses.file_name(name) == name for name in names)


@pytest.fixture(scope="module")
def folder(published: PublishedRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("figures")
    figure_files.write(published, target, languages=("vi",), boundaries=None)
    with pytest.MonkeyPatch.context() as patch:  # in the other language a few are enough
        patch.setattr(figure_list, "FIGURES", tuple(item for item in figure_list.FIGURES if item.name in FEW))
        figure_files.write(published, target, languages=("en",), boundaries=None)
    return target


def files(folder: Path, language: str) -> dict[str, bytes]:
    own = folder / language / addresses.FIGURES
    return {path.name: path.read_bytes() for path in sorted(own.iterdir())}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_is_a_picture_twice_its_data_and_its_words(folder, published, language):
    index = figure_files.read(folder, language)
    own = [figure.name for figure in figure_list.of(Ground(published, language))]
    assert list(index) == [name for name in own if language == "vi" or name in FEW]
    wanted = {f"{name}.{ending}" for name in index for ending in ("svg", "png", "csv")}
    assert set(files(folder, language)) == wanted | {figure_files.INDEX}
    for described in index.values():
        assert described.title
        assert described.caption in described.alt
        assert described.alt.endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_says_what_it_shows_to_those_who_do_not_see_it(folder, language):
    for name, described in figure_files.read(folder, language).items():
        root = ElementTree.fromstring(files(folder, language)[f"{name}.svg"])
        assert root.get("role") == "img"
        title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert told is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
        assert (title.text, told.text) == (described.title, described.alt)


def test_the_picture_in_pixels_is_as_large_as_the_index_says(folder):
    for name, described in figure_files.read(folder, "vi").items():
        with Image.open(io.BytesIO(files(folder, "vi")[f"{name}.png"])) as picture:
            assert picture.info["dpi"] == pytest.approx((200, 200), rel=1e-3)
            assert picture.size == pytest.approx((described.width / 96 * 200, described.height / 96 * 200), abs=3)


def test_the_data_beside_a_map_are_its_scores_with_names(folder, published):
    data = pd.read_csv(io.BytesIO(files(folder, "vi")["map.csv"]), dtype=TYPES, float_precision="round_trip")
    root = published.edition.framework.root
    own = data[data["code"] == root.code].set_index("unit_code")
    scores = published.table("scores")
    expected = scores[scores["code"] == root.code].set_index("unit_code")["score"]
    pd.testing.assert_series_equal(own["score"], expected, check_exact=True, check_index_type=False)
    assert own["unit_name"].to_dict() == {unit.unit_code: unit.name_vi for unit in published.edition.units.units}
    assert re.search(rb",1\n", files(folder, "vi")["map.csv"])  # a rank is no 1.0


def test_alternative_text_holds_the_numbers_of_the_table(folder, published):
    scores = published.table("scores")
    own = scores[scores["code"] == published.edition.framework.root.code].dropna(subset=["rank"])
    best = f"{own['score'].max():.1f}"
    assert best in figure_files.read(folder, "en")["map"].alt
    assert best.replace(".", ",") in figure_files.read(folder, "vi")["map"].alt


def test_figures_made_twice_are_equal_bytes(folder, published):
    ground = Ground(published, "vi")
    for figure in figure_list.of(ground):
        drawn = figure_files.draw(figure, ground)
        first = files(folder, "vi")
        assert drawn.svg.encode() == first[f"{figure.name}.svg"], figure.name
        assert hashlib.sha256(drawn.png).digest() == hashlib.sha256(first[f"{figure.name}.png"]).digest(), figure.name
        assert drawn.csv.encode() == first[f"{figure.name}.csv"], figure.name


def test_no_picture_says_where_or_when_it_was_made(folder):
    for language in LANGUAGES:
        for name, content in files(folder, language).items():
            if name.endswith(".svg"):
                assert b"<dc:date>" not in content
                assert str(Path.home()).encode() not in content


@pytest.mark.parametrize("name", FEW)
def test_names_that_are_markup_stay_names(hostile, name):
    ground = Ground(hostile, "vi")
    figure = next(item for item in figure_list.FIGURES if item.name == name)
    drawn = figure_files.draw(figure, ground)
    root = ElementTree.fromstring(drawn.svg)
    tags = {element.tag.rsplit("}", 1)[-1] for element in root.iter()}
    assert not tags & {"script", "img", "svg:script", "foreignObject"}
    told = root.find(f"{SVG}desc")
    assert told is not None
    assert told.text == drawn.described.alt


def test_true_maps_take_the_place_of_the_tiles(published, tmp_path):
    path = tmp_path / "regions.geojson"
    features = [
        {
            "type": "Feature",
            "properties": {"unit_code": unit.unit_code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[105 + k, 10], [105.9 + k, 10], [105.9 + k, 10.9], [105 + k, 10.9], [105 + k, 10]]],
            },
        }
        for k, unit in enumerate(published.edition.units.units)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    shapes = figure_files.shapes_of(published, path)
    first = figure_list.FIGURES[0]
    drawn = figure_files.draw(first, Ground(published, "en", shapes))
    assert drawn.described.name == "map"
    assert drawn.described.title.endswith(": map")
    tiles = figure_files.draw(first, Ground(published, "en"))
    assert drawn.csv == tiles.csv
    assert drawn.described.caption == tiles.described.caption


def test_a_rank_is_told_with_its_range_where_there_is_one():
    ranges = pd.DataFrame({"unit_code": ["a", "b"], "rank_p05": [2.0, None], "rank_p95": [5.0, None]})
    assert sentences_figures.rank_range("a", 3.0, ranges, "vi") == "3 (2–5)"
    assert sentences_figures.rank_range("b", 4.0, ranges, "vi") == "4"
    assert sentences_figures.rank_range("c", 9.0, ranges.head(0), "vi") == "9"


def test_whole_numbers_are_written_without_a_point():
    frame = pd.DataFrame({"rank": [1.0, None, 3.0], "score": [1.5, 2.0, 3.0], "name": ["x", "y", "z"]})
    assert figure_files.whole(frame).to_csv(index=False) == "rank,score,name\n1,1.5,x\n,2.0,y\n3,3.0,z\n"


def test_an_index_that_somebody_changed_is_refused(tmp_path):
    own = tmp_path / "vi" / addresses.FIGURES
    own.mkdir(parents=True)
    (own / figure_files.INDEX).write_text('[{"name": "map"}]', encoding="utf-8")
    with pytest.raises(DataError, match=r"figures\.json: the index of figures must be as it was written"):
        figure_files.read(tmp_path, "vi")
    assert figure_files.read(tmp_path, "en") == {}
