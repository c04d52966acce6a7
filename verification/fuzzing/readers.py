"""The readers, each as the command that reads; the good files they begin from; what may come of a spoilt one."""

import csv
import os
import random
import re
import resource
import shutil
import tempfile
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from time import process_time

from fuzzing.mutations import spoilt

FINE, FINDINGS, BAD_INPUT = 0, 1, 2
SECONDS = 5.0
"""Of processor time for one spoilt file."""

MEGABYTES = 1000
"""More than this process needs for good files."""

GOOD = 0.02
"""Share of the cases in which nothing is spoilt: what reads good files must go on reading them."""

ROOT = Path(__file__).parents[2]
MEMORY_DISK = Path("/dev/shm")
"""Where there is one, spoilt files need not go through a disk."""


@dataclass(frozen=True)
class Reader:
    """good : folders of files by name. spoils : a pattern of those to be spoilt. command : given the folder's path."""

    good: Callable[[], tuple[Mapping[str, bytes], ...]]
    spoils: str
    command: Callable[[str], list[str]]


@dataclass(frozen=True)
class Failure:
    """A case that came out as none may."""

    reader: str
    seed: int
    what: str


def cases(name: str, first: int, count: int) -> tuple[dict[str, int], list[Failure]]:
    """Run cases of a reader; how many ended how, and those that failed."""
    os.environ["LIANCUN_DEBUG"] = "1"  # an error of ours comes out as it is
    outcomes: dict[str, int] = {}
    failures: list[Failure] = []
    folder = Path(tempfile.mkdtemp(prefix="fuzzing-", dir=MEMORY_DISK if MEMORY_DISK.is_dir() else None))
    here = Path.cwd()
    os.chdir(folder)
    try:
        desk = _Desk(READERS[name], folder)
        for seed in range(first, first + count):
            outcome = desk.case(random.Random(f"{name}:{seed}"))
            if not outcome.isdecimal():
                failures.append(Failure(name, seed, outcome))
                outcome = "failed"
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
    finally:
        os.chdir(here)
        shutil.rmtree(folder)
    return outcomes, failures


def drawn_case(reader: Reader, drawn: random.Random) -> tuple[int, str, bytes]:
    """Which good folder, which of its files ("" for none) and what is to stand in it."""
    every = reader.good()
    which = drawn.randrange(len(every))
    if drawn.random() < GOOD:
        return which, "", b""
    name = drawn.choice(_spoilable(reader)[which])
    return which, name, spoilt(every[which][name], _contents(reader), drawn)


@cache
def _spoilable(reader: Reader) -> list[list[str]]:
    return [[name for name in files if re.fullmatch(reader.spoils, name)] for files in reader.good()]


@cache
def _contents(reader: Reader) -> list[bytes]:
    return [content for one in reader.good() for content in one.values()]


class _Desk:
    """The good folders of a reader, laid out once; one file at a time is spoilt, read and put right again."""

    def __init__(self, reader: Reader, folder: Path):
        self.reader, self.folder = reader, folder
        for which, files in enumerate(reader.good()):
            for name, content in files.items():
                self._write(which, name, content)
        self.given = _listing(folder)

    def case(self, drawn: random.Random) -> str:
        """The exit code of the command over a spoilt file, or what came instead of one."""
        which, name, content = drawn_case(self.reader, drawn)
        good = not name or content == self.reader.good()[which][name]
        if not good:
            self._write(which, name, content)
        try:
            return self._outcome(which, good)
        finally:
            if not good:
                self._write(which, name, self.reader.good()[which][name])

    def _outcome(self, which: int, good: bool) -> str:
        from liancun_sim.cli import run

        began, before = process_time(), _memory()
        try:
            code = run(self.reader.command(str(self.folder / str(which))))
        except BaseException:
            return traceback.format_exc()
        finally:
            seconds, megabytes = process_time() - began, _memory() - before
            left = sorted(_listing(self.folder) - self.given)
            shutil.rmtree(self.folder / "out", ignore_errors=True)
            for path in left:
                Path(path).unlink(missing_ok=True)
        if code not in (FINE, FINDINGS, BAD_INPUT) or (good and code == BAD_INPUT):
            return f"exit code {code}{' for a good file' if good else ''}"
        if seconds > SECONDS or megabytes > MEGABYTES:
            return f"took {seconds:.1f} s and {megabytes} MB"
        if left and (code == BAD_INPUT or any("/out/" not in path for path in left)):
            return f"left {left[:3]}"
        return str(code)

    def _write(self, which: int, name: str, content: bytes) -> None:
        path = self.folder / str(which) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _listing(folder: Path) -> set[str]:
    """Every file below a folder."""
    return {os.path.join(above, file) for above, _, files in os.walk(folder) for file in files}  # noqa: PTH118


def _memory() -> int:
    """The most this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000


# --- the good files ---


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@cache
def _county(with_register: bool) -> tuple[Mapping[str, bytes], ...]:
    from liancun_sim.county import make_county, populate, save_county
    from liancun_sim.county.export import household_register

    county = make_county(villages=3, households=40, seed=2)
    square = [[[0, 0], [1, 0], [1, 1], [0, 0]]]
    features = [
        {"type": "Feature", "properties": {"id": name}, "geometry": {"type": "Polygon", "coordinates": square}}
        for name in county.villages.index
    ]
    county = replace(
        county, boundaries={"type": "FeatureCollection", "features": features},
        register=household_register(county, populate(county)) if with_register else None,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        save_county(county, Path(folder) / "county")
        return (_files(Path(folder) / "county"),)


@cache
def _tables() -> tuple[Mapping[str, bytes], ...]:
    """The exported table, and the one the tests spoil by hand, as CSV in two encodings."""
    rows = [
        "乡镇,村名,户数,人口,人均纯收入（元）,集体收入（万元）,经度,纬度",
        "斜店乡,前社庄,240,912,4237,3.4,115.45,36.48",
        "斜店乡,许盘后,187,702,3120,0.82,115.462,36.481",
        "清水镇,前连,310,1187,4610,12.56,115.47,36.5",
        "清水镇,后连,288,1054,2870,1.53,115.48,36.47",
        "合计,,1025,3855,,,,",
    ]
    text = "\r\n".join(rows)
    rows = csv.reader(_county(False)[0]["villages.csv"].decode("utf-8-sig").splitlines())
    county = "\n".join(",".join(row[:-1]) for row in rows)  # whole, it is asked where its county.yaml is
    return tuple({"table.csv": content} for content in (text.encode(), text.encode("gb18030"), county.encode()))


@cache
def _workbooks() -> tuple[Mapping[str, bytes], ...]:
    """The table as .xlsx with a hidden row and a number format, as .xls and as .ods."""
    import io

    import openpyxl
    import xlwt

    rows = [line.split(",") for line in _tables()[0]["table.csv"].decode().splitlines()]
    cells = [[float(cell) if cell.replace(".", "").isdecimal() else cell for cell in row] for row in rows]
    book, old = openpyxl.Workbook(), xlwt.Workbook()
    for row in cells:
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active["F3"].number_format = '0.00"万元"'
    sheet = old.add_sheet("村表")
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            sheet.write(row, column, cell)
    found = []
    for made in (book, old):
        content = io.BytesIO()
        made.save(content)
        found.append({"table.xlsx": content.getvalue()})
    return (*found, {"table.xlsx": _ods(cells)})


def _ods(rows: list[list[object]]) -> bytes:
    import io
    import zipfile

    space = "urn:oasis:names:tc:opendocument:xmlns"
    kind = "application/vnd.oasis.opendocument.spreadsheet"

    def cell(value: object) -> str:
        about = f'"float" office:value="{value}"' if isinstance(value, float) else '"string"'
        return f"<table:table-cell office:value-type={about}><text:p>{value}</text:p></table:table-cell>"

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as book:
        book.writestr("mimetype", kind)
        entry = f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
        book.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{space}:manifest:1.0">{entry}</m:manifest>')
        book.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
            f'xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="村表">{lines}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return content.getvalue()


@cache
def _scenarios() -> tuple[Mapping[str, bytes], ...]:
    return tuple({"in.yaml": path.read_bytes()} for path in sorted((ROOT / "scenarios").glob("*.yaml")))


@cache
def _studies() -> tuple[Mapping[str, bytes], ...]:
    listed = b"""scenarios: [strong_weak_pairing]
design: {kind: csv, file: points.csv}
replications: 2
outcomes: [income_mean, stated_consent]
"""
    points = b"policies.strong_weak_pairing.pairs,policies.strong_weak_pairing.dose\n2,0.5\n12,1\n"
    written = (ROOT / "experiments" / "which_strategy" / "design.yaml").read_bytes()
    written = re.sub(rb"(?m)^county:.*$", b"county: default", written)
    return {"in.yaml": listed, "points.csv": points}, {"in.yaml": written}


@cache
def _store() -> tuple[Mapping[str, bytes], ...]:
    """A store of two runs, both done."""
    from liancun_sim.results.store import RunOutcome, create_store
    from liancun_sim.results.store.planned import OK

    outcome = {"key": "y", "label": {"en": "y", "zh": "y"}, "unit": "", "better": "higher"}
    factor = {"key": "x", "role": "lever", "kind": "real", "low": 0.0, "high": 1.0}
    manifest = {
        "scenarios": ["a"], "factors": [factor], "outcomes": [outcome], "tables": [], "settling": None,
        "name": {"en": "small", "zh": "小"},
    }  # fmt: skip
    design = {
        "run_id": ["0" * 24, "1" * 24], "scenario": ["a", "a"], "point": [0, 1], "replicate": [0, 0], "batch": [0, 0],
        "chunk": [0, 0], "place": [0, 1], "own": [True, True],
    }  # fmt: skip
    points = {"point": [0, 1], "group": [-1, -1], "role": ["", ""], "x": [0.0, 1.0]}
    with tempfile.TemporaryDirectory() as folder:
        store = create_store(Path(folder) / "store", manifest, points, [design])
        chunk = store.chunk(0)
        store.write_chunk(chunk, [RunOutcome(one, OK, {"y": one.parameters["x"]}) for one in chunk.runs], "here", 1)
        return (_files(Path(folder) / "store"),)


def _importing(folder: str, name: str = "table.csv") -> list[str]:
    return ["county", "import", f"{folder}/{name}", "--adjacency", "synthetic", "--year", "2007", "--hidden", "include",
            "--out", "out"]  # fmt: skip


def _validating(folder: str) -> list[str]:
    return ["validate", f"{folder}/in.yaml"]


def _checking(folder: str) -> list[str]:
    return ["county", "check", folder]


def _looking(folder: str) -> list[str]:
    return ["sweep", "--out", folder, "--status"]


READERS = {
    "scenario": Reader(_scenarios, "in.yaml", _validating),
    "study": Reader(_studies, "in.yaml|points.csv", _validating),
    "county": Reader(partial(_county, False), "county.yaml|villages.csv|adjacency.csv", _checking),
    "boundaries": Reader(partial(_county, False), "boundaries.geojson", _checking),
    "manifest": Reader(_store, "manifest.json", _looking),
    "csv": Reader(_tables, "table.csv", _importing),
    "workbook": Reader(
        _workbooks, "table.xlsx", lambda folder: [word.replace(".csv", ".xlsx") for word in _importing(folder)]
    ),
    "register": Reader(partial(_county, True), "households.parquet", _checking),
    "store": Reader(_store, r".*\.parquet", _looking),
}
TEXT = ("scenario", "study", "county", "boundaries", "manifest", "csv")
BINARY = ("workbook", "register", "store")
