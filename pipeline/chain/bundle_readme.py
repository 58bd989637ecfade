"""What a person who finds a bundle, years from now, reads first: in Vietnamese, then in English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.chain import bundle_authors, bundle_descriptions
from pipeline.chain.bundle_contents import Contents

TEXT = """\
# {name_vi} · {name_en}

{note_vi}

{note_en}

*English below.*

## Đây là gì

Lần chạy `{run}` của ấn bản `{edition}`, như đang có hiệu lực lúc {finished}, cùng tất cả những gì làm cơ sở cho nó.{variant_vi}

**Xem kết quả:** mở `reports/{edition}/{run}/report.html` bằng trình duyệt, không cần mạng.
{released_vi}
| thư mục hoặc tệp | là gì |
|---|---|
| `reports/{edition}/{run}/` | báo cáo, sổ tính và các chương đã chạy |
| `data/processed/{edition}/{run}/` | mọi bảng ở giữa bảng gốc và báo cáo; ô trống là thiếu số liệu |
| `notebooks/` | các chương như được lưu: {chapters_vi} |
| `params/` | ấn bản, phương pháp, các phương án thay thế chấp nhận được |
| `data/raw/` | bảng gốc như đã công bố; `source.yaml`: nguồn gốc, điều khoản, mã SHA-256; `corrections.yaml`: sửa lỗi |
| `data/ledger/{edition}.jsonl` | sổ ghi chép các lần chạy, mỗi dòng mang mã của dòng trước |
| `pipeline/`, `pyproject.toml`{lock_named} | thư viện tính toán và các gói phần mềm đã dùng |
| `ro-crate-metadata.json` | mô tả theo RO-Crate 1.1 (Workflow Run): từng tệp, từng bước, từng điều khoản |
| `SHA256SUMS` | mã SHA-256 của từng tệp |

## Có còn nguyên vẹn không?

Khi có lệnh `pii`:

    pii verify {bundle} --head {head}

Mã sau `--head` là mã của dòng cuối trong sổ ghi chép. Hãy lấy mã ấy ở nơi đã công bố kết quả, đừng lấy ở đây: một gói
bị sửa toàn bộ sẽ in ra mã khác.

Khi không có lệnh ấy, {sums_vi}

    sha256sum --check --quiet SHA256SUMS
    {by_python}

## Tính lại có ra đúng các con số ấy không?

    pii verify {bundle} --rerun

tính lại từ bảng gốc trong một thư mục tạm rồi so sánh: con số trong sai số đã nêu, thứ hạng phải đúng hoàn toàn. Lệnh này
chạy các chương trong gói, nên chỉ dùng với gói đáng tin, hoặc trên một máy không quan trọng. Máy chưa có `pii` thì cài từ
chính gói này, bằng các lệnh ở phần tiếng Anh (cần Python {python}).

## Ai, và theo điều khoản nào

{who_vi}

## What this is

Run `{run}` of edition `{edition}`, as it was in force at {finished}, with everything that it rests on.{variant_en}

**To see the result:** open `reports/{edition}/{run}/report.html` in a browser; no network is needed.
{released_en}
| folder or file | what |
|---|---|
| `reports/{edition}/{run}/` | report, workbook and executed chapters |
| `data/processed/{edition}/{run}/` | every table between raw data and report; an empty cell is missing |
| `notebooks/` | the chapters as stored: {chapters_en} |
| `params/` | the edition, its method, the admissible alternatives |
| `data/raw/` | raw tables as published; `source.yaml`: origin, terms, SHA-256; `corrections.yaml`: corrected cells |
| `data/ledger/{edition}.jsonl` | the record of runs, each line sealed with the digest of the line before |
| `pipeline/`, `pyproject.toml`{lock_named} | the library that computes, and the packages it was run with |
| `ro-crate-metadata.json` | the description as RO-Crate 1.1 (Workflow Run): every file, every step, every term of use |
| `SHA256SUMS` | the SHA-256 digest of every file |

## Is it unchanged?

With the command `pii` at hand:

    pii verify {bundle} --head {head}

The digest after `--head` is that of the last line of the ledger. Take it from where the result was published and not
from here: a bundle that was changed as a whole would print another one.

Without it, {sums_en}

    sha256sum --check --quiet SHA256SUMS
    {by_python}

## Does it give the same numbers?

    pii verify {bundle} --rerun

makes the run again from raw data, in a temporary folder, and compares: numbers within a stated tolerance, ranks exactly.
It executes the chapters of the bundle, so do it with bundles that you trust, or on a machine that you can spare.

Where `pii` is not installed, set it up from the bundle itself. Python {python} is needed, and packages only: in a copy of
the unpacked folder

    python3.11 -m venv ../pii
{install}
    ../pii/bin/pii verify PATH/TO/{bundle} --rerun

On Windows `py -3.11 -m venv ..\\pii`, and `..\\pii\\Scripts\\` in the place of `../pii/bin/`.

## Who, and under which terms

{who_en}
"""
BY_PYTHON = """\
python3 -c "import hashlib, pathlib; [print('changed:', name) for digest, name in (line.rstrip().split('  ', 1) for line in \
open('SHA256SUMS', encoding='utf-8')) if hashlib.sha256(pathlib.Path(name).read_bytes()).hexdigest() != digest]\""""
LOCKED = """\
    ../pii/bin/pip install --require-hashes -r requirements.lock
    ../pii/bin/pip install --no-deps --no-build-isolation ."""
UNLOCKED = """\
    ../pii/bin/pip install {versions} ."""


@dataclass(frozen=True)
class Words:
    """The sentences of one language that depend on the bundle."""

    variant: str
    sums: str
    code: str
    raw: str
    author: str
    nobody: str


WORDS = {
    "vi": Words(
        variant=" Đây là một biến thể, không phải ấn bản như được công bố.",
        sums="trong thư mục đã giải nén, một trong hai lệnh sau: lệnh thứ nhất cho Linux (macOS: `shasum -a 256 --check`), "
        "lệnh thứ hai cho mọi máy có Python. Không in ra gì nghĩa là mọi tệp còn nguyên vẹn.",
        code="- các chương, tham số và thư viện: `LICENSE`",
        raw="- `data/raw/{name}/`: {producer}. Điều khoản (nguyên văn): {licence}",
        author="- tác giả để trích dẫn (`CITATION.cff`): {names}",
        nobody="- Chưa nêu tác giả và đơn vị công bố: ai lưu trữ gói này thì ghi vào hồ sơ lưu trữ.",
    ),
    "en": Words(
        variant=" This is a variant, not the edition as published.",
        sums="one of these in the unpacked folder: on Linux the first (macOS: `shasum -a 256 --check`), wherever there is "
        "Python the second. Nothing printed means that every file is as it was.",
        code="- chapters, parameters and library: `LICENSE`",
        raw="- `data/raw/{name}/`: {producer}. Terms: {licence}",
        author="- authors to cite (`CITATION.cff`): {names}",
        nobody="- No author and no publisher is named: whoever archives this states them in the record of the archive.",
    ),
}


def text(contents: Contents) -> str:
    """The README of a bundle."""
    about, closing = contents.about, contents.closing
    locked = "requirements.lock" in contents.files
    versions = {name: version for name, version in closing["versions"].items() if name not in ("python", "pipeline")}
    pinned = " ".join(f"{name}=={version}" for name, version in versions.items())
    released = _released(contents)
    return TEXT.format(
        name_vi=contents.name("vi"),
        name_en=contents.name("en"),
        note_vi=about.note_vi,
        note_en=about.note_en,
        edition=contents.edition,
        run=contents.run,
        finished=closing["finished"],
        head=contents.head,
        bundle=f"{contents.edition}-{contents.run}.zip",
        lock_named=", `requirements.lock`" * locked,
        python=closing["versions"].get("python", "3.11"),
        install=LOCKED if locked else UNLOCKED.format(versions=pinned),
        by_python=BY_PYTHON,
        released_vi=released,
        released_en=released,
        **{name: said for language in WORDS for name, said in _told(contents, language)},
    )


def _told(contents: Contents, language: str) -> Iterator[tuple[str, str]]:
    """What differs between languages, by its name in the text."""
    words = WORDS[language]
    titles = (title[language] for title in bundle_descriptions.chapters(contents).values())
    yield f"variant_{language}", words.variant * contents.is_variant
    yield f"sums_{language}", words.sums
    yield f"chapters_{language}", "; ".join(titles)
    yield f"who_{language}", "\n".join(_who(contents, words))


def _who(contents: Contents, words: Words) -> Iterator[str]:
    """Authors, producers and terms as a list."""
    authors = bundle_authors.read(contents.files)
    yield words.author.format(names="; ".join(author.name for author in authors)) if authors else words.nobody
    yield words.code
    for name, described in contents.sources.items():
        yield words.raw.format(name=name, producer=described["producer"], licence=described["licence"])


def _released(contents: Contents) -> str:
    """The release of the run as a list, or nothing."""
    if contents.released is None:
        return ""
    return "\n" + "\n".join(f"- {line}" for line in contents.released.told()) + "\n"
