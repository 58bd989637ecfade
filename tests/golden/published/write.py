"""Write the figures that others printed, and the data that they printed them for: ``python write.py``.

Typed here once, from the places that README.md names, with the digits that stand there.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
TAI = ["patents", "royalties", "internet", "exports", "telephones", "electricity", "schooling", "university"]
CAR = ["quality", "price", "comfort", "safety", "style"]

DENSITIES = """
329.92 0.42 5.9 14.03 2.78 1.34 181.27 1.65 10.03 16.7 1.32 3.99 3.16 0.22 8.7 6.56 3.27 0.33 370.5 4.51 75.29
0.99 2.74 8.68 0.14 0.92 12.63 28.7 12.02 722.85 36.68 0.74 29.82 192.05 3.38 11.15 110.74 4111.45 49.47 10.33
317.11 20.47 264.93 66.26 5.39 0.13 0.61 50.65 40.48 36.67 13.09 1.81 0.2 7.6 2.51 57.26 24.32 6.97
"""

INPUTS: dict[str, tuple[Sequence[str], Sequence[Sequence[object]]]] = {
    "xu_2004": (
        ["c1", "c2", "c3", "c4"],
        [[30, 30, 38, 29], [19, 54, 86, 29], [19, 15, 85, 28.9], [68, 70, 60, 29]],
    ),
    "zavadskas_podvezko_2016": (
        ["c1", "c2", "c3", "c4"],
        [[3.0, 100, 10, 7], [2.5, 80, 8, 5], [1.8, 50, 20, 11], [2.2, 70, 12, 9]],
    ),
    "lee_chang_2018": (
        ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10"],
        [
            [4550, 30, 6.74, 20, 15, 5, 85, 150, 0.87, 4.76],
            [3005, 60.86, 2.4, 35, 27, 4, 26, 200, 0.17, 4.51],
            [2040, 14.85, 1.7, 90, 25, 5, 26, 500, 0.27, 4.19],
            [3370, 99.4, 3.25, 25.3, 54, 3, 45, 222, 0.21, 3.78],
            [3920, 112.6, 4.93, 11.4, 71.7, 2, 50, 100, 0.25, 4.11],
        ],
    ),
    "tus_adali_2019": (
        ["c1", "c2", "c3", "c4", "c5", "c6"],
        [
            [5000, 3, 3, 4, 3, 2],
            [680, 5, 3, 2, 2, 1],
            [2000, 3, 2, 3, 4, 3],
            [600, 4, 3, 1, 2, 2],
            [800, 2, 4, 3, 3, 4],
        ],
    ),
    "diakoulaki_1995": (
        ["c1", "c2", "c3"],
        [
            [61, 1.08, 4.33],
            [20.7, 0.26, 4.34],
            [16.3, 1.98, 2.53],
            [9, 3.29, 1.65],
            [5.4, 2.77, 2.33],
            [4, 4.12, 1.21],
            [-6.1, 3.52, 2.10],
            [-34.6, 3.31, 0.98],
        ],
    ),
    "tai_2008": (
        TAI,
        [
            [187, 125.6, 200.2, 50.7, 3.08, 4.15, 10, 27.4],
            [289, 130, 179.1, 66.2, 3, 4.07, 12, 13.9],
            [271, 156.6, 125.8, 59.7, 3.1, 4.14, 11.4, 15.3],
            [994, 64.6, 49, 80.8, 3, 3.86, 9.5, 10],
            [779, 9.8, 4.8, 66.7, 2.97, 3.65, 10.8, 23.2],
            [189, 151.2, 136, 50.9, 3.02, 3.77, 9.4, 9.5],
            [82, 134, 57.4, 61.9, 3.02, 3.73, 9.4, 14.9],
            [31, 38.6, 108, 48.7, 2.94, 4.18, 11.6, 14.2],
            [75, 18.2, 125.9, 16.2, 2.94, 3.94, 10.9, 25.3],
            [8, 25.5, 72.3, 74.9, 2.95, 3.83, 7.1, 24.2],
            [235, 36.8, 41.2, 64.2, 2.94, 3.75, 10.2, 14.4],
            [103, 20.2, 193.6, 19, 3.12, 4.39, 11.9, 11.2],
            [106, 110.3, 48.6, 53.6, 2.97, 3.68, 9.4, 12.3],
            [72, 73.9, 58.9, 47.6, 2.91, 3.86, 9.3, 13.6],
            [103, 13, 146.7, 15.4, 2.86, 3.91, 11.7, 13.1],
            [165, 14.8, 84.2, 50.3, 2.99, 3.79, 8.4, 13.6],
            [205, 33.6, 36.4, 58.9, 2.97, 3.8, 7.9, 12.6],
            [74, 43.6, 43.2, 45, 2.96, 3.74, 9.6, 11],
            [42, 8.6, 21, 53.4, 2.86, 3.62, 7.3, 15.6],
            [13, 9.8, 30.4, 51, 3, 3.65, 7.2, 13],
            [28, 4.2, 25, 51.7, 2.75, 3.68, 9.5, 8.2],
            [26, 6.2, 21.6, 63.5, 2.73, 3.46, 9.1, 7.7],
            [105, 4, 20.3, 49.5, 2.84, 3.71, 7.1, 10.6],
        ],
    ),
    "saaty_drinks_2008": (  # upper triangle row by row: numerator and denominator of each judgement
        ["numerator", "denominator"],
        [
            *([n, 1] for n in (9, 5, 2, 1, 1)),
            [1, 2],
            [1, 3],
            *([1, 9] for _ in range(4)),
            [1, 3],
            [1, 4],
            [1, 3],
            [1, 9],
            [1, 2],
            [1, 1],
            [1, 3],
            [2, 1],
            [1, 2],
            [1, 3],
        ],
    ),
    "rezaei_car_2015": (["best_to_others", "others_to_worst"], [[2, 4], [1, 8], [4, 2], [2, 4], [8, 1]]),
    "rezaei_transport_2015": (["best_to_others", "others_to_worst"], [[8, 1], [2, 5], [1, 8]]),
    "tomczak_car": (["best_to_others", "others_to_worst"], [[2, 4], [1, 8], [4, 2], [3, 3], [8, 1]]),
    "harman_1976": (
        ["population", "school", "employment", "services", "house_value"],
        [
            [5700, 12.8, 2500, 270, 25000],
            [1000, 10.9, 600, 10, 10000],
            [3400, 8.8, 1000, 10, 9000],
            [3800, 13.6, 1700, 140, 25000],
            [4000, 12.8, 1600, 140, 25000],
            [8200, 8.3, 2600, 60, 12000],
            [1200, 11.4, 400, 10, 16000],
            [9100, 11.5, 3300, 60, 14000],
            [9900, 12.5, 3400, 180, 18000],
            [9600, 13.7, 3600, 390, 25000],
            [9600, 9.6, 3300, 80, 12000],
            [9400, 11.4, 4000, 100, 13000],
        ],
    ),
    "harman_factors": (
        ["factor1", "factor2"],
        [[0.62533, 0.76621], [0.71369, -0.55516], [0.71448, 0.67935], [0.87899, -0.15847], [0.74215, -0.57806]],
    ),
    "pingouin_alpha": (
        [f"q{number}" for number in range(1, 11)],
        list(
            zip(
                *(
                    map(int, column)
                    for column in (
                        "357261426544564",
                        "243452345432553",
                        "465363545653655",
                        "135354335422245",
                        "456242571355323",
                        "514245226533321",
                        "123242125324213",
                        "453663242132442",
                        "356675463743463",
                        "255352352214554",
                    )
                ),
                strict=True,
            )
        ),
    ),
    "california_density": (["employment_per_km2"], [[float(cell)] for cell in DENSITIES.split()]),
    "beasley_branches": (["personal_thousands", "staff"], [[125, 18], [44, 16], [80, 17], [23, 11]]),
    "ray_owa": (["score", "position_weight"], [[5, 0.2], [6, 0.7], [4, 0.1]]),
    "tennessee": (  # rank that each group of voters gives, and the group's share in per cent in the last row
        ["near_memphis", "near_nashville", "near_chattanooga", "near_knoxville"],
        [[1, 4, 4, 4], [2, 1, 3, 3], [4, 3, 2, 1], [3, 2, 1, 2], [42, 26, 15, 17]],
    ),
}


def numbered(name: str, values: Sequence[float | str], *, names: Sequence[str] = ()) -> dict[str, float | str]:
    """Figures under a name each: given ones, or 1, 2, 3 and so on."""
    return {f"{name} {label}": value for label, value in zip(names or range(1, len(values) + 1), values, strict=True)}


CITIES = ["Memphis", "Nashville", "Knoxville", "Chattanooga"]
PRINTED: dict[str, Mapping[str, float | str]] = {
    "entropy_xu_2004": numbered("weight", ["0.4630", "0.3992", "0.1378", "0.0000"]),
    "entropy_zavadskas_podvezko_2016": numbered("weight", ["0.1146", "0.1981", "0.4185", "0.2689"]),
    "entropy_lee_chang_2018": numbered(
        "weight", ["0.026", "0.154", "0.089", "0.199", "0.115", "0.040", "0.080", "0.123", "0.172", "0.002"]
    ),
    "entropy_tai_pymcdm": numbered(
        "weight",
        [
            "4.0007232119839881e-01", "3.1731460335100697e-01", "1.8901510194774204e-01", "4.0550822473891072e-02",
            "3.6665161286312994e-04", "1.0725008786117440e-03", "9.2602787282638158e-03", "4.2347719809222445e-02",
        ],
        names=TAI,
    ),
    "critic_tus_adali_2019": numbered("weight", ["0.157", "0.249", "0.168", "0.121", "0.154", "0.151"]),
    "critic_diakoulaki_scikit_criteria": numbered("weight", ["0.20222554", "0.48090173", "0.31687273"]),
    "critic_tai_pymcdm": numbered(
        "weight",
        [
            "0.1199488284366454", "0.1421469000665232", "0.1224745574209373", "0.1592028169727245",
            "0.0898171294560595", "0.0908397486077106", "0.139376931928038", "0.1361930871113616",
        ],
        names=TAI,
    ),
    "ahp_saaty_drinks_2008": {
        **numbered(
            "weight",
            ["0.177", "0.019", "0.042", "0.116", "0.190", "0.129", "0.327"],
            names=["coffee", "wine", "tea", "beer", "sodas", "milk", "water"],
        ),
        "consistency ratio": "0.022",
    },
    "bwm_rezaei_car_2015": numbered("weight", ["0.2105", "0.4211", "0.1053", "0.2105", "0.0526"], names=CAR),
    "bwm_rezaei_transport_2015": numbered(
        "weight", ["0.0714", "0.3387", "0.5899"], names=["load flexibility", "accessibility", "cost"]
    ),
    "bwm_rezaei_consistency_2015": {"deviation": "0.26", "consistency ratio": "0.058"},
    "bwm_rezaei_index_2015": numbered(
        "index", ["0.44", "1.00", "1.63", "2.30", "3.00", "3.73", "4.47", "5.23"], names=list("23456789")
    ),
    "bwm_linear_tomczak_car": numbered(
        "weight", ["0.22950820", "0.44808743", "0.11475410", "0.15300546", "0.05464481"], names=CAR
    ),
    "components_tai_handbook_table_16": numbered(
        "variance_pct", ["41.9", "21.8", "12.3", "11.1", "6.0", "3.7", "2.2", "0.9"]
    ),
    "varimax_tai_handbook_table_17": {
        **numbered("loading of patents, from the least", ["0.06", "0.06", "0.07", "0.97"]),
        "squared loading of patents on its own factor, scaled": "0.67",
    },
    "varimax_harman_sas": {
        f"{variable} factor{factor}": value
        for variable, pair in {
            "population": ("0.02254", "0.98874"),
            "school": ("0.90419", "0.00055"),
            "employment": ("0.14625", "0.97499"),
            "services": ("0.79085", "0.41509"),
        }.items()
        for factor, value in enumerate(pair, start=1)
    },
    "multiple_correlation_harman_sas": numbered(
        "squared multiple correlation",
        ["0.968593", "0.822273", "0.969182", "0.785718", "0.847008"],
        names=["population", "school", "employment", "services", "house_value"],
    ),
    "cronbach_pingouin": {"alpha": "0.591719"},
    "natural_breaks_california_mapclassify": {
        **numbered("greatest of class", ["75.29", "192.05", "370.50", "722.85", "4111.45"]),
        **numbered("count of class", [49, 3, 4, 1, 1]),
    },
    "bod_branches_beasley": numbered(
        "efficiency_pct", [100, 40, 68, 30], names=["Croydon", "Dorking", "Redhill", "Reigate"]
    ),
    "owa_ray": {"ordered average": "5.1"},
    "copeland_tennessee": numbered("wins less losses", [-3, 3, -1, 1], names=CITIES),
}  # fmt: skip


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """One table, LF."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    for name, (header, rows) in INPUTS.items():
        write(HERE / "inputs" / f"{name}.csv", header, rows)
    for item, figures in PRINTED.items():
        write(HERE / f"{item}.csv", ["quantity", "value"], list(figures.items()))
