"""What a result says to a person: every text of its pages, workbooks, figures and lines, in one language."""

import re
import zlib
from base64 import b64decode
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from openpyxl import load_workbook

NOT_SHOWN = ("style", "script", "code", "title", "noscript")
VOID = ("br", "hr", "img", "input", "link", "meta", "wbr")


class _Shown(HTMLParser):
    """Texts as the page shows them; what is folded away is unfolded."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[str] = []
        self._folded = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append(tag)
        marks = dict(attrs)
        self._folded = tag == "script" and marks.get("type") == "text/plain"
        self.texts += [marks[name] or "" for name in ("title", "alt", "aria-label", "placeholder") if marks.get(name)]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._folded and data.strip():
            self.texts += of_page(zlib.decompress(b64decode(data)).decode())
        elif data.strip() and not any(tag in NOT_SHOWN for tag in self._open):
            self.texts.append(data.strip())


def of_page(html: str) -> list[str]:
    shown = _Shown()
    shown.feed(html)
    return shown.texts


def of_workbook(path: Path) -> Iterator[str]:
    for sheet in load_workbook(path, read_only=True):
        yield sheet.title
        for row in sheet.iter_rows(values_only=True):
            yield from (cell for cell in row if isinstance(cell, str))


def of_folder(folder: Path) -> Iterator[tuple[str, str]]:
    """(file, text) of what a person opens in a folder of results; tables for programs and what replays them left out."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".html":
            yield from ((path.name, text) for text in of_page(path.read_text("utf-8")))
        elif path.suffix == ".xlsx":
            yield from ((path.name, text) for text in of_workbook(path))
        elif path.suffix == ".txt":
            yield from ((path.name, line) for line in path.read_text("utf-8").splitlines())
        elif path.suffix == ".svg":
            marked = re.findall(r"<!-- (.+?) -->", path.read_text("utf-8"))  # matplotlib leaves what it drew as paths
            yield from ((path.name, text) for text in marked)
