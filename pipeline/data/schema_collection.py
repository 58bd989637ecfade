"""Contracts of the tables of a data round: intakes, and what is told of a round."""

from __future__ import annotations

from pipeline.data.table_schema import table

TABLES = (
    # one intake: every line of every form, whatever became of it
    table(
        "intake_values.csv",
        "unit_code code outcome value:n raw file sheet_cell notes said_vi said_en evidence note",
        key="unit_code code file",
    ),
    table(
        "intake_refused.csv", "unit_code code file sheet_cell remark said_vi said_en", key="unit_code code file remark"
    ),
    table("intake_comments.csv", "unit_code code file comment", key="unit_code code file"),
    table("intake_files.csv", "file sha256 kind unit_code outcome notes said_vi said_en", key="file"),
    table("intake_evidence.csv", "unit_code code form named file sha256", key="unit_code code form named"),
    # the round as it stands: the last accepted value of every unit and indicator
    table(
        "round_values.csv",
        "unit_code code state value:n intake:i file sheet_cell notes said_vi said_en supersedes:i",
        key="unit_code code",
    ),
    table(
        "round_questions.csv",
        "place:i unit_code code check strength:n value:n compared:n unusual:n",
        key="place",
    ),
)
