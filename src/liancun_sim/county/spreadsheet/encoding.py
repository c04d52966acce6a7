"""Which characters the bytes of a CSV file stand for: BOM, strict UTF-8, strict GB18030, or a question."""

import codecs

from liancun_sim.county.spreadsheet.phrases import Findings
from liancun_sim.vocabulary.language import simplified

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LEAST_EVERYDAY_SHARE = 0.9
"""Of the Chinese characters in text decoded as GB18030, how many must be among the 6,763 of GB 2312. Big5 or
Japanese bytes decoded as GB18030 give rare characters and fall well below; a village table lies near 1. [assumption]"""


LEAST_READ = 4
"""Chinese characters read for each byte that is none, from which a file is of an encoding and spoilt. [assumption]"""

SHOWN_BEFORE = 12
"""Characters shown before a spoilt byte."""


def decoded(data: bytes, wanted: str | None, findings: Findings) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    Raises
    ------
    BadInput
        If the wanted encoding is unknown or does not fit, or none is wanted and none fits beyond doubt.
    """
    if wanted is not None:
        return _as_wanted(data, wanted, findings)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as_wanted(data, encoding, findings)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as wrong:
        _refuse_if_spoilt(data, "utf-8", wrong, findings)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as wrong:
        _refuse_if_spoilt(data, "gb18030", wrong, findings)
        findings.refuse("no_encoding", line=_line(data, wrong))
    if not _is_everyday(text):
        findings.refuse("doubtful_encoding")
    return text, "gb18030"


def _refuse_if_spoilt(data: bytes, encoding: str, wrong: UnicodeDecodeError, findings: Findings) -> None:
    """Refuse text that is of an encoding but for a few bytes, and say where the first of them is."""
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    read = sum(character >= "\u2e80" for character in text) - bad
    if read < LEAST_READ * bad or (encoding != "utf-8" and not _is_everyday(text)):
        return
    before = data[data.rfind(b"\n", 0, wrong.start) + 1 : wrong.start].decode(encoding, "replace")
    findings.refuse(
        "spoilt_byte", encoding=encoding.upper(), line=_line(data, wrong), count=bad,
        byte=data[wrong.start : wrong.start + 1].hex().upper(), place=wrong.start + 1, before=before[-SHOWN_BEFORE:],
    )  # fmt: skip


def _as_wanted(data: bytes, encoding: str, findings: Findings) -> tuple[str, str]:
    try:
        codec = codecs.lookup(encoding)
        if not getattr(codec, "_is_text_encoding", True):
            raise LookupError
    except LookupError:
        findings.refuse("unknown_encoding", encoding=encoding)
    try:
        return data.decode(codec.name).removeprefix("\ufeff"), codec.name
    except UnicodeDecodeError as wrong:
        findings.refuse("wrong_encoding", encoding=encoding, line=_line(data, wrong))


def _line(data: bytes, wrong: UnicodeDecodeError) -> int:
    return data.count(b"\n", 0, wrong.start) + 1


def _is_everyday(text: str) -> bool:
    """Whether the characters are those of a village table, in simplified or in traditional form."""
    return any(_everyday_share(form) >= LEAST_EVERYDAY_SHARE for form in (text, simplified(text)))


def _everyday_share(text: str) -> float:
    rare = everyday = 0
    for character in text:
        if character >= "\u2e80":
            try:
                character.encode("gb2312")
                everyday += 1
            except UnicodeEncodeError:
                rare += 1
    return everyday / (everyday + rare) if everyday + rare else 0.0
