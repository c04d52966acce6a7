"""The sheets of one file, of several, or of a folder of them, each with a name of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.phrases import Findings
from liancun_sim.county.spreadsheet.workbook import read_workbook

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".et", ".csv", ".txt")
"""Files of a folder that may be tables; any file may be named by itself."""


@dataclass(frozen=True)
class Pages:
    """files : that were read. sheets : of all of them. encoding : of a file that has one to tell."""

    files: tuple[Path, ...]
    sheets: tuple[Sheet, ...]
    encoding: str | None


def called(paths: Sequence[Path]) -> str:
    """What messages call the files: their one name, or their folder's."""
    return paths[0].name if len(paths) == 1 else f"{paths[0].name} …"


def read_pages(paths: Sequence[Path], encoding: str | None, findings: Findings) -> Pages:
    """Read every file; the sheets of several carry their file's name.

    Raises
    ------
    BadInput
        If a file is absent, empty or no table, or a folder holds none.
    """
    files = [file for path in paths for file in (_in_folder(path, findings) if path.is_dir() else [path])]
    if len(files) == 1:
        book = read_workbook(files[0], encoding, findings)
        return Pages(tuple(files), book.sheets, book.encoding)
    sheets: list[Sheet] = []
    encodings: set[str | None] = set()
    for file in files:
        of_file = Findings(file.name, findings.answers)
        book = read_workbook(file, encoding, of_file)
        encodings.add(book.encoding)
        shown = [sheet for sheet in book.sheets if not sheet.hidden]
        sheets += [
            replace(sheet, name=file.name if len(shown) == 1 and not sheet.hidden else f"{file.name} / {sheet.name}")
            for sheet in book.sheets
        ]
    return Pages(tuple(files), tuple(sheets), encodings.pop() if len(encodings) == 1 else None)


def _in_folder(folder: Path, findings: Findings) -> list[Path]:
    """Tables of a folder by name; not the locks and copies that office programs leave beside them."""
    found = sorted(
        file for file in folder.iterdir()
        if file.suffix.lower() in SUFFIXES and not file.name.startswith((".", "~")) and file.is_file()
    )  # fmt: skip
    if not found:
        findings.refuse("no_files")
    return found
