"""What a result says to a person: every text of its pages, workbooks, figures and lines, in the language spoken."""

import re
import zlib
from base64 import b64decode
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

NOT_SHOWN = ("style", "script", "code", "title", "noscript", "hidden")
SAID = ("title", "alt", "aria-label", "placeholder")
VOID = ("br", "hr", "img", "input", "link", "meta", "wbr")
MONTH = re.compile(r"\d{4}-\d{2}")
"""As a table that is read again holds it."""
UNNAMED = ("变量名", "列", "文件")
"""Headers of columns that hold names of the program."""


class _Shown(HTMLParser):
    """Texts as the page shows them; what is folded away is unfolded, what is of another language left out.

    That is hidden, or a packed figure (``data-told``).
    """

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._folded = False

    def _is_shown(self) -> bool:
        return not any(seen in NOT_SHOWN for _, seen in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = dict(attrs)
        if tag not in VOID:
            self._open.append((tag, "hidden" if "hidden" in marks else tag))
        self._folded = tag == "script" and marks.get("type") == "text/plain" and "data-told" not in marks
        if self._is_shown():
            self.texts += [str(marks[name]) for name in SAID if marks.get(name)]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._folded and data.strip():
            self.texts += of_page(zlib.decompress(b64decode(data)).decode())
        elif data.strip() and self._is_shown():
            self.texts.append(data.strip())

    def handle_comment(self, data: str) -> None:
        if self._is_shown():  # matplotlib draws texts as paths and leaves them as comments
            self.texts.append(data.strip())


def of_page(html: str) -> list[str]:
    shown = _Shown()
    shown.feed(html)
    return shown.texts


def of_workbook(path: Path) -> Iterator[str]:
    """Titles and cells of every sheet; columns of names of the program left out."""
    for sheet in load_workbook(BytesIO(path.read_bytes()), read_only=True):
        yield sheet.title
        unnamed: set[int] = set()
        for row in sheet.iter_rows(values_only=True):
            unnamed |= {at for at, cell in enumerate(row) if cell in UNNAMED}
            said = (cell for at, cell in enumerate(row) if isinstance(cell, str) and at not in unnamed)
            yield from (cell for cell in said if not MONTH.fullmatch(cell))


def of_folder(folder: Path) -> Iterator[tuple[str, str]]:
    """(file, text) of what a person opens in a folder of results; tables for programs are left out."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".html":
            yield from ((path.name, text) for text in of_page(path.read_text("utf-8")))
        elif path.suffix == ".xlsx":
            yield from ((path.name, text) for text in of_workbook(path))
        elif path.suffix == ".txt":
            yield from ((path.name, line) for line in path.read_text("utf-8").splitlines())
        elif path.suffix == ".svg":
            yield from ((path.name, text) for text in re.findall(r"<!-- (.+?) -->", path.read_text("utf-8")))
