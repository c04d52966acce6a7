"""The sheets of one file, of several, or of a folder of them, each with a name of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.phrases import FIRST_ALIKE, Findings, listed
from liancun_sim.county.spreadsheet.workbook import DOCUMENTS, read_workbook
from liancun_sim.vocabulary import BadInput, Fault, say

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".et", ".csv", ".txt")
"""Files of a folder that may be tables; any file may be named by itself."""


@dataclass(frozen=True)
class Pages:
    """files : that were read. sheets : of all of them. encoding : of a file that has one to tell.

    documents : names of files in the same folders that no table is read from.
    """

    files: tuple[Path, ...]
    sheets: tuple[Sheet, ...]
    encoding: str | None
    documents: tuple[str, ...] = ()


def called(paths: Sequence[Path]) -> str:
    """What messages call the files: their one name, or their folder's."""
    return paths[0].name if len(paths) == 1 else f"{paths[0].name} …"


def files_of(paths: Sequence[Path], findings: Findings) -> list[Path]:
    """The files, those of folders among them."""
    return [file for path in paths for file in (_in_folder(path, findings) if path.is_dir() else [path])]


def read_pages(paths: Sequence[Path], encoding: str | None, findings: Findings) -> Pages:
    """Read every file; the sheets of several carry their file's name.

    Raises
    ------
    BadInput
        If files are absent, empty or no tables, all of them together; or if a folder holds none.
    """
    files, documents = files_of(paths, findings), tuple(_documents(paths))
    if len(files) == 1:
        of_file = findings if files[0] in paths else Findings(files[0].name, findings.answers)
        try:
            book = read_workbook(files[0], encoding, of_file)
        except BadInput as bad:
            raise BadInput([*bad.faults, *map(_not_read, documents)]) from None
        return Pages(tuple(files), book.sheets, book.encoding, documents)
    sheets: list[Sheet] = []
    encodings: set[str | None] = set()
    unread: list[Fault] = []
    for file in files:
        try:
            book = read_workbook(file, encoding, Findings(file.name, findings.answers))
        except BadInput as bad:
            unread += bad.faults[:1]
            continue
        encodings.add(book.encoding)
        shown = [sheet for sheet in book.sheets if not sheet.hidden]
        sheets += [
            replace(sheet, name=file.name if len(shown) == 1 and not sheet.hidden else f"{file.name} / {sheet.name}")
            for sheet in book.sheets
        ]
    if unread:
        raise BadInput([*_first_few(unread, len(files)), *map(_not_read, documents[:FIRST_ALIKE])])
    return Pages(tuple(files), tuple(sheets), encodings.pop() if len(encodings) == 1 else None, documents)


def is_file(sheet: str) -> bool:
    """Whether the name of a sheet is that of a file, as those of several files with one sheet each are."""
    return Path(sheet).suffix.lower() in SUFFIXES


def _not_read(document: str) -> Fault:
    return Fault(document, "", say("spreadsheet.no_table_in_document"))


def _first_few(unread: Sequence[Fault], of: int) -> list[Fault]:
    """What is wrong with the first files that cannot be read, and how many others there are."""
    shown = list(unread[:FIRST_ALIKE])
    if len(unread) > 1:
        last, count = shown[-1], len(unread) - len(shown)
        key = "more_unread" if count else "files_unread"
        text = say(f"spreadsheet.{key}", text=last.message, count=count, unread=len(unread), files=of)
        shown[-1] = Fault(last.file, last.place, text)
    return shown


def _in_folder(folder: Path, findings: Findings) -> list[Path]:
    """Tables of a folder by name; not the locks and copies that office programs leave beside them."""
    found = _called(folder, SUFFIXES)
    if not found and (documents := _called(folder, DOCUMENTS)):
        findings.refuse("only_documents", files=listed((file.name for file in documents), FIRST_ALIKE))
    if not found:
        findings.refuse("no_files")
    return found


def _documents(paths: Sequence[Path]) -> list[str]:
    """Names of the files in folders that a table may stand in, but is not read from."""
    return [file.name for path in paths if path.is_dir() for file in _called(path, DOCUMENTS)]


def _called(folder: Path, suffixes: Sequence[str]) -> list[Path]:
    return sorted(
        file for file in folder.iterdir()
        if file.suffix.lower() in suffixes and not file.name.startswith((".", "~")) and file.is_file()
    )  # fmt: skip
