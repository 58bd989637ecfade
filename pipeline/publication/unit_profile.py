"""What the profile of one unit says, in one language: finished texts and the places of what is drawn.

The page of the site (`unit_pages`) and the printed sheets (`profile_documents`) show the same content; neither computes
anything. It is made by `unit_profiles.make`. A place is in per cent of a bar's width, None where there is nothing to draw.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.publication.cell_signs import Sign


@dataclass(frozen=True)
class Top:
    """How often a unit is among the first ``k`` over the declared choices."""

    name: str
    share: str


@dataclass(frozen=True)
class Standing:
    """Score and rank of the index with the rank's range; of a unit that is not ranked, the reason and what is known.

    ``range`` is empty without an uncertainty analysis, ``rank`` where the unit is not ranked.
    """

    score: str
    rank: str
    n_ranked: str
    range: str
    range_said: str
    tops: tuple[Top, ...]
    reason: str
    known: str


@dataclass(frozen=True)
class Mean:
    """A mean that a score is held against."""

    kind: str  # region, group, country: how it is drawn
    name: str
    score: str
    place: float | None


@dataclass(frozen=True)
class Bar:
    """The score of a pillar (``depth`` 0) or sub-pillar (1) beside the means."""

    code: str
    name: str
    depth: int
    score: str
    rank: str
    place: float | None
    means: tuple[Mean, ...]
    alt: str


@dataclass(frozen=True)
class Row:
    """One indicator, outcome or size of the unit; ``signs`` are letters of `cell_signs`.

    ``best`` and ``worst`` are values with who has them; a size has neither, and no page on the site.
    """

    code: str
    name: str
    value: str
    measure: str
    year: str
    signs: str
    score: str
    rank: str
    place: float | None
    best: str
    worst: str
    has_page: bool


@dataclass(frozen=True)
class Section:
    """The rows below one heading: a sub-pillar (or pillar) with its score and rank, or what stands beside the index."""

    code: str
    name: str
    score: str
    rank: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Neighbour:
    """A unit next in the ranking, and whether the order of the two is firm."""

    unit_code: str
    name: str
    rank: str
    share: str  # of common draws in which the profile's unit is ahead
    relation: str


@dataclass(frozen=True)
class Order:
    """How firm the unit's place among the others is; ``said`` stands alone where nothing has been analysed."""

    said: str
    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True)
class Performance:
    """The score against what is expected at the unit's level of development; places are None where there is none."""

    level: str  # the measure of development with the unit's value
    said: str
    reads: str
    verdict: str
    alt: str
    low: float | None = None
    high: float | None = None
    expected: float | None = None
    own: float | None = None


@dataclass(frozen=True)
class Cause:
    """One cause's part in a change of rank; ``share`` is its length beside the largest, from -1 to 1, for drawing."""

    name: str
    part: str
    share: float
    is_sum: bool


@dataclass(frozen=True)
class Change:
    """The change since the edition before, with its attribution; both may be missing, and then ``said`` says why."""

    said: str
    command: str  # what would make the comparison, where there is none
    causes: tuple[Cause, ...]
    causes_said: str
    measure: str


@dataclass(frozen=True)
class Gap:
    """How far one indicator is from the best score, and how many points of the index that distance weighs."""

    code: str
    name: str
    signs: str
    score: str
    distance: str
    weight: str
    points: str
    place: float  # of the points beside the largest gap of this unit


@dataclass(frozen=True)
class Gaps:
    """The gaps that weigh most, the heaviest first."""

    items: tuple[Gap, ...]
    said: str
    summed: str


@dataclass(frozen=True)
class Data:
    """How complete the unit's figures are."""

    said: str
    others: str
    worth: tuple[str, ...]
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class Profile:
    """Everything a unit's page and its printed sheets show."""

    unit_code: str
    language: str
    name: str
    region: str
    group: str
    standing: Standing
    bars: tuple[Bar, ...]
    strengths: tuple[Row, ...]
    weaknesses: tuple[Row, ...]
    no_strengths: str
    order: Order
    performance: Performance
    change: Change
    gaps: Gaps
    data: Data
    sections: tuple[Section, ...]
    beside: Section
    previous: Neighbour | None
    next: Neighbour | None
