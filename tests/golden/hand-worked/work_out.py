"""Work small examples out in exact arithmetic, from the published formulas alone: ``python work_out.py``.

Nothing of the pipeline and nothing of numpy is used: fractions throughout, and forty digits where a formula has a
logarithm. README.md says which formula stands where.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Mapping, Sequence
from decimal import Decimal, getcontext
from fractions import Fraction
from math import factorial
from pathlib import Path

HERE = Path(__file__).resolve().parent
getcontext().prec = 40
Row = Sequence[Fraction]
PI = Decimal("3.1415926535897932384626433832795028841972")

SCORES = [[90, 110, 100], [100, 100, 100], [70, 130, 115], [105, 95, 130]]  # units by indicators
WEIGHTS = [2, 1, 1]
FIRST_YEAR = [[12, 30], [20, 10], [16, 20]]  # units by indicators; the second is better when it is low
SECOND_YEAR = [[24, 26], [14, 6], [16, 16]]
OUTPUTS = [[4, 1], [3, 3], [1, 4], [2, 2], [2, 1], [1, 1]]
ORDERED = [[90, 30, 60, 40], [50, 50, 80, 10]]
PLACES = [1, 2, 3, 4]  # of the best score, the second, ..., out of 10
IMPORTANCE = [3, 1, 2, 2]
MONOTONE = [[1, 3], [2, 4], [3, 8], [4, 9], [5, None], [6, None], [9, None]]  # y is missing in the last three units
LEVELS = [4, 5, 9, 10, 11, 17, 18, 30, 31, 60]
ITEMS = [[3, 4, 3, 1], [2, 3, 4, 5], [4, 4, 5, 2], [3, 2, 3, 8], [4, 4, 4, 3], [5, 1, 2, 6], [1, 5, 3, 4]]
OUTCOME = [7, 4, 9, 8, 6, 11, 3]
VOTES = [[3, 1, 2], [2, 3, 1], [1, 2, 3], [1, 1, 1]]
VOTE_WEIGHTS = [2, 1, 1]


def exact(table: Sequence[Sequence[int]]) -> list[list[Fraction]]:
    return [[Fraction(cell) for cell in row] for row in table]


def mean(values: Row, weights: Row | None = None) -> Fraction:
    own = weights or [Fraction(1)] * len(values)
    return sum((w * v for w, v in zip(own, values, strict=True)), Fraction(0)) / sum(own)


def covariance(a: Row, b: Row, n: int) -> Fraction:
    centre = mean(a), mean(b)
    return sum(((x - centre[0]) * (y - centre[1]) for x, y in zip(a, b, strict=True)), Fraction(0)) / n


def determinant(matrix: list[list[Fraction]]) -> Fraction:
    """By expansion: the matrices have four rows at most."""
    if len(matrix) == 1:
        return matrix[0][0]
    parts = (
        (-1) ** j * matrix[0][j] * determinant([row[:j] + row[j + 1 :] for row in matrix[1:]])
        for j in range(len(matrix))
    )
    return sum(parts, Fraction(0))


def inverse(matrix: list[list[Fraction]]) -> list[list[Fraction]]:
    """By cofactors."""
    size, whole = len(matrix), determinant(matrix)

    def minor(i: int, j: int) -> Fraction:
        rest = [row[:j] + row[j + 1 :] for k, row in enumerate(matrix) if k != i]
        return (-1) ** (i + j) * (determinant(rest) if rest else Fraction(1))

    return [[minor(j, i) / whole for j in range(size)] for i in range(size)]


def digits(number: Fraction | Decimal | int) -> str:
    """Twenty-five significant digits."""
    value = (
        number if isinstance(number, Decimal) else Decimal(Fraction(number).numerator) / Fraction(number).denominator
    )
    return f"{value:.24e}" if value else "0"


def logarithm(number: Fraction) -> Decimal:
    return (Decimal(number.numerator) / number.denominator).ln()


def mazziotta_pareto(scores: Row, weights: Row, sign: int) -> Fraction:
    """M - sign S^2 / M: the standard deviation times the coefficient of variation is the variance over the mean."""
    centre = mean(scores, weights)
    return centre - sign * mean([(score - centre) ** 2 for score in scores], weights) / centre


def mpi() -> dict[str, Fraction]:
    equal = [Fraction(1)] * 3
    weighted = [Fraction(w) for w in WEIGHTS]
    return {
        f"{name} unit {unit}": mazziotta_pareto(scores, own, sign)
        for unit, scores in enumerate(exact(SCORES), start=1)
        for name, own, sign in (("positive", equal, 1), ("negative", equal, -1), ("weighted", weighted, 1))
    }


def ampi() -> dict[str, Fraction]:
    """Goalposts over both years; the mean of the first year scores 100."""
    first, second = exact(FIRST_YEAR), exact(SECOND_YEAR)
    every = first + second
    low, high = (
        [min(column) for column in zip(*every, strict=True)],
        [max(column) for column in zip(*every, strict=True)],
    )
    reference = [mean(column) for column in zip(*first, strict=True)]
    found = {}
    for year, table in (("first", first), ("second", second)):
        for unit, row in enumerate(table, start=1):
            scores = []
            for x, lowest, highest, r, turn in zip(row, low, high, reference, (1, -1), strict=True):
                least = r - (highest - lowest) / 2
                share = (x - least) / (highest - lowest)
                scores.append((share if turn > 0 else 1 - share) * 60 + 70)
            found[f"{year} year, unit {unit}"] = mazziotta_pareto(scores, [Fraction(1)] * 2, 1)
    return found


def mean_min() -> dict[str, Fraction]:
    """Shortfalls and smoothness that make the root whole: 6 and 8 give 10, 12 and 5 give 13, 0 and b give b."""
    half = Fraction(1, 2)
    return {
        "no smoothness": (Fraction(60) - half * 20),
        "shortfall 6, smoothness 8": Fraction(60) - half * (10 - 8),
        "shortfall 12, smoothness 5": Fraction(60) - half * (13 - 5),
        "even scores": Fraction(60),
    }


def ordered_averages() -> dict[str, Fraction]:
    """Yager: the place weights as they are; Torra: the line through their sums, read at the sums of importance."""
    places = [Fraction(p, sum(PLACES)) for p in PLACES]
    reached = [sum(places[:m], Fraction(0)) for m in range(len(places) + 1)]

    def line(x: Fraction) -> Fraction:
        step = min(int(x * len(places)), len(places) - 1)
        return reached[step] + (x * len(places) - step) * (reached[step + 1] - reached[step])

    found = {}
    for unit, scores in enumerate(exact(ORDERED), start=1):
        order = sorted(range(len(scores)), key=lambda j: -scores[j])
        found[f"owa unit {unit}"] = sum((p * scores[j] for p, j in zip(places, order, strict=True)), Fraction(0))
        total, before, whole = Fraction(0), Fraction(0), sum(IMPORTANCE)
        for j in order:
            after = before + Fraction(IMPORTANCE[j], whole)
            total += (line(after) - line(before)) * scores[j]
            before = after
        found[f"wowa unit {unit}"] = total
    return found


def best(own: Row, peers: list[list[Fraction]], least: Fraction, greatest: Fraction) -> Fraction:
    """The best corner of a programme in two contributions: every pair of constraints, those that keep all the others."""
    cuts = [([peer[0] / own[0], peer[1] / own[1]], Fraction(1)) for peer in peers]
    cuts += [([Fraction(-1), Fraction(0)], Fraction(0)), ([Fraction(0), Fraction(-1)], Fraction(0))]
    for j in (0, 1):
        one = [Fraction(int(j == 0)), Fraction(int(j == 1))]
        cuts += [([least - e for e in one], Fraction(0)), ([e - greatest for e in one], Fraction(0))]
    found = Fraction(0)
    for (a, p), (b, q) in itertools.combinations(cuts, 2):
        whole = a[0] * b[1] - a[1] * b[0]
        if whole == 0:
            continue
        corner = [(p * b[1] - q * a[1]) / whole, (a[0] * q - b[0] * p) / whole]
        if all(c[0] * corner[0] + c[1] * corner[1] <= r for c, r in cuts):
            found = max(found, sum(corner))
    return found


def benefit_of_the_doubt() -> dict[str, Fraction]:
    units = exact(OUTPUTS)
    bounds = {"free": (Fraction(0), Fraction(1)), "between 0.3 and 0.7": (Fraction(3, 10), Fraction(7, 10))}
    return {
        f"{name} unit {unit}": best(own, units, *ends)
        for name, ends in bounds.items()
        for unit, own in enumerate(units, start=1)
    }


def em_monotone() -> dict[str, Fraction | Decimal]:
    """Anderson: the regression from the complete units, the mean and variance of x from all."""
    x = [Fraction(row[0] or 0) for row in MONOTONE]
    pairs = [(Fraction(a), Fraction(b)) for a, b in MONOTONE if a is not None and b is not None]
    own_x, own_y = [a for a, _ in pairs], [b for _, b in pairs]
    r, n = len(pairs), len(x)
    slope = covariance(own_x, own_y, r) / covariance(own_x, own_x, r)
    start = mean(own_y) - slope * mean(own_x)
    residual = covariance(own_y, own_y, r) - slope**2 * covariance(own_x, own_x, r)
    spread = covariance(x, x, n)
    per_unit = (Decimal(2) * PI).ln() + 1
    likelihood = -(n * (per_unit + logarithm(spread)) + r * (per_unit + logarithm(residual))) / 2
    filled = {f"expected y of unit {i + 1}": start + slope * x[i] for i in range(r, n)}
    return {
        "mean x": mean(x),
        "mean y": start + slope * mean(x),
        "variance x": spread,
        "covariance": slope * spread,
        "variance y": residual + slope**2 * spread,
        **filled,
        "log likelihood": likelihood,
    }


def natural_breaks() -> dict[str, Fraction]:
    """Every way to cut the sorted levels into three and four classes."""
    levels = [Fraction(level) for level in LEVELS]

    def squares(group: Row) -> Fraction:
        return sum(((level - mean(group)) ** 2 for level in group), Fraction(0))

    found: dict[str, Fraction] = {}
    for n_classes in (3, 4):
        cuts = itertools.combinations(range(1, len(levels)), n_classes - 1)
        groups = [[levels[a:b] for a, b in itertools.pairwise((0, *cut, len(levels)))] for cut in cuts]
        chosen = min(groups, key=lambda own: sum(map(squares, own)))
        for place, group in enumerate(chosen[1:], start=2):
            found[f"{n_classes} classes, least of class {place}"] = group[0]
        found[f"{n_classes} classes, goodness of fit"] = 1 - sum(map(squares, chosen)) / squares(levels)
    return found


def columns() -> list[list[Fraction]]:
    return [list(column) for column in zip(*exact(ITEMS), strict=True)]


def cronbach() -> dict[str, Fraction]:
    own, n = columns(), len(ITEMS)
    total = [sum(row, Fraction(0)) for row in exact(ITEMS)]
    k = len(own)
    parts = sum((covariance(column, column, n - 1) for column in own), Fraction(0))
    return {"alpha": Fraction(k, k - 1) * (1 - parts / covariance(total, total, n - 1))}


def adequacy() -> dict[str, Fraction | Decimal]:
    """Squares of correlations and of partial correlations are fractions; so is the determinant of the correlations."""
    own, n = columns(), len(ITEMS)
    k = len(own)
    s = [[covariance(a, b, n) for b in own] for a in own]
    p = inverse(s)
    r2 = [[s[i][j] ** 2 / (s[i][i] * s[j][j]) for j in range(k)] for i in range(k)]
    q2 = [[p[i][j] ** 2 / (p[i][i] * p[j][j]) for j in range(k)] for i in range(k)]

    def off(table: list[list[Fraction]], i: int) -> Fraction:
        return sum((table[i][j] for j in range(k) if j != i), Fraction(0))

    share = determinant(s)
    for i in range(k):
        share /= s[i][i]
    whole = [sum((off(table, i) for i in range(k)), Fraction(0)) for table in (r2, q2)]
    factor = n - 1 - Fraction(2 * k + 5, 6)
    return {
        "kmo": whole[0] / sum(whole),
        **{f"kmo of item {i + 1}": off(r2, i) / (off(r2, i) + off(q2, i)) for i in range(k)},
        "bartlett chi square": -(Decimal(factor.numerator) / factor.denominator) * logarithm(share),
        "bartlett degrees of freedom": Fraction(k * (k - 1) // 2),
    }


def explained(y: Row, regressors: list[list[Fraction]]) -> Fraction:
    """The squared multiple correlation: c' S^-1 c over the variance of y."""
    if not regressors:
        return Fraction(0)
    n = len(y)
    p = inverse([[covariance(a, b, n) for b in regressors] for a in regressors])
    c = [covariance(a, y, n) for a in regressors]
    k = range(len(c))
    return sum((c[i] * p[i][j] * c[j] for i in k for j in k), Fraction(0)) / covariance(y, y, n)


def lmg() -> dict[str, Fraction]:
    """The mean gain of every item over all orders of entry."""
    own, y = columns(), [Fraction(value) for value in OUTCOME]
    gains = [Fraction(0)] * len(own)
    for order in itertools.permutations(range(len(own))):
        for place, j in enumerate(order):
            entered = [own[i] for i in order[:place]]
            gains[j] += explained(y, [*entered, own[j]]) - explained(y, entered)
    orders = factorial(len(own))
    return {**{f"part of item {j + 1}": gain / orders for j, gain in enumerate(gains)}, "whole": explained(y, own)}


def copeland() -> dict[str, Fraction]:
    """Wins less losses by weight of the indicators on which a unit is ahead; equal values count half."""
    units, whole = exact(VOTES), Fraction(sum(VOTE_WEIGHTS))
    found = {}
    for i, own in enumerate(units):
        score = 0
        for j, other in enumerate(units):
            ahead = sum(
                (w * (Fraction(int(a > b)) + Fraction(int(a == b), 2))
                 for w, a, b in zip(VOTE_WEIGHTS, own, other, strict=True)),
                Fraction(0),
            )  # fmt: skip
            score += 0 if i == j else (ahead / whole > Fraction(1, 2)) - (ahead / whole < Fraction(1, 2))
        found[f"wins less losses of unit {i + 1}"] = Fraction(score)
    return found


def ishigami() -> dict[str, Decimal]:
    """The integrals over three independent variables, uniform between minus and plus pi, for a = 7 and b = 0.1."""
    a, b = Decimal(7), Decimal(1) / 10
    own = [(1 + b * PI**4 / 5) ** 2 / 2, a**2 / 8, Decimal(0)]
    shared = b**2 * PI**8 * (Decimal(1) / 18 - Decimal(1) / 50)
    variance = sum(own) + shared
    total = [own[0] + shared, own[1], shared]
    return {
        **{f"first order {i + 1}": part / variance for i, part in enumerate(own)},
        **{f"total {i + 1}": part / variance for i, part in enumerate(total)},
    }


def truth(name: str, value: int) -> dict[str, Fraction]:
    """What matching is to find: the model that the values are drawn from is y = 1 + 2 x + noise, x of mean 0."""
    return {name: Fraction(value)}


EXAMPLES = {
    "mazziotta_pareto": mpi,
    "adjusted_mazziotta_pareto": ampi,
    "mean_min": mean_min,
    "ordered_averages": ordered_averages,
    "benefit_of_the_doubt": benefit_of_the_doubt,
    "em_monotone": em_monotone,
    "natural_breaks": natural_breaks,
    "cronbach": cronbach,
    "kmo_bartlett": adequacy,
    "lmg": lmg,
    "copeland": copeland,
    "sobol_ishigami": ishigami,
    "matching_mean": lambda: truth("mean", 1),
    "matching_slope": lambda: truth("slope", 2),
    "matching_values": lambda: truth("share of values that some unit has", 1),
}
INPUTS: Mapping[str, Sequence[Sequence[int | None]]] = {
    "scores": SCORES,
    "weights": [WEIGHTS],
    "first_year": FIRST_YEAR,
    "second_year": SECOND_YEAR,
    "outputs": OUTPUTS,
    "ordered": ORDERED,
    "places": [PLACES],
    "importance": [IMPORTANCE],
    "monotone": MONOTONE,
    "levels": [[level] for level in LEVELS],
    "items": ITEMS,
    "outcome": [[value] for value in OUTCOME],
    "votes": VOTES,
    "vote_weights": [VOTE_WEIGHTS],
}


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """One table, LF; an empty cell is missing."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    for name, table in INPUTS.items():
        write(HERE / "inputs" / f"{name}.csv", [f"c{j + 1}" for j in range(len(table[0]))], table)
    for item, work_out in EXAMPLES.items():
        rows = [[quantity, digits(value)] for quantity, value in work_out().items()]
        write(HERE / f"{item}.csv", ["quantity", "value"], rows)
