"""Ways to spoil a file: as typing, copying, transport and malice do."""

import io
import random
import re
import zipfile

WORDS = (
    b"", b"-1", b"0", b"0.5", b"1e999", b"-0", b"nan", b".nan", b".inf", b"9" * 400, b"9" * 5000, b"null", b"~",
    b"true", b"=1+1", b"@a", b"+1", b"'=a", b"\xef\xbb\xbf", b"\x00", b"\xff\xfe", b"\x80", b"\r", b"\t", b'"',
    b"'", b"\\", b"`", b'"\\ud800"', b"\xed\xa0\x80", b"\\x00", b"&a ", b"*a", b"<<: *a", b"!!bool maybe",
    b'!!int ""', b"!!binary a", b"!!python/object:os.system x", b"!!float x", b"!!null x", b"{", b"}", b"[",
    b"]", b"[" * 300, b"{a: " * 300, b"- " * 300, b"?", b"|", b">", b"---", b"...", b"%YAML 9.9", b"#", b":",
    b",", b";", b"/", b"../../etc/passwd", b"/dev/zero", b"/dev/stdin", "前社庄".encode(),
    "村".encode("gb18030"), "村".encode("utf-16"), "\u202e\u200b".encode(), "𠮷".encode(), b"a" * 3000,
    b"<!DOCTYPE a [<!ENTITY a 'b'>]>", b"<c ", b"</c>", b'r="XFD1048576"', b"r='A0'", b"<!-- <c ", b"]]>",
    b"&a;", b"&#0;", b't="e"', b't="s"', b"<f>1</f>", b'table:number-rows-repeated="999999999"', b'hidden="1"',
    b's="99999"',
)  # fmt: skip
TOKEN = re.compile(rb"[\w.+-]+|[^\w\s]|\s+")


def spoilt(data: bytes, others: list[bytes], drawn: random.Random) -> bytes:
    """A file with one to six things wrong; an archive is spoilt within or without."""
    if data.startswith(b"PK\x03\x04") and drawn.random() < 0.8:
        return _archive_spoilt(data, others, drawn)
    for _ in range(drawn.choice((1, 1, 1, 2, 3, 6))):
        data = drawn.choice(WAYS)(data, others, drawn)
    return data


def _archive_spoilt(data: bytes, others: list[bytes], drawn: random.Random) -> bytes:
    """A part of the archive spoilt, left out, given twice or under another name."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as after:
        parts = [(name, before.read(name)) for name in before.namelist()]
        chosen = drawn.randrange(len(parts))
        for number, (name, part) in enumerate(parts):
            if number == chosen:
                way = drawn.random()
                if way < 0.1:
                    continue
                if way < 0.9:
                    part = drawn.choice(WAYS)(part, others, drawn)
                else:
                    name = drawn.choice(parts)[0] + drawn.choice(("", "x"))
            if name not in after.NameToInfo:
                after.writestr(name, part)
    return content.getvalue()


def _token(data: bytes, others: list[bytes], drawn: random.Random) -> bytes:
    """A word, sign or blank replaced by another."""
    tokens = list(TOKEN.finditer(data[:200_000]))
    if not tokens:
        return drawn.choice(WORDS)
    place = drawn.choice(tokens)
    return data[: place.start()] + drawn.choice(WORDS) + data[place.end() :]


def _inserted(data: bytes, others: list[bytes], drawn: random.Random) -> bytes:
    place = drawn.randrange(len(data) + 1)
    return data[:place] + drawn.choice(WORDS) + data[place:]


def _lines(data: bytes, others: list[bytes], drawn: random.Random) -> bytes:
    """A line lost, doubled, moved, or repeated often."""
    lines = data.splitlines(keepends=True) or [b""]
    one, other = drawn.randrange(len(lines)), drawn.randrange(len(lines))
    way = drawn.randrange(4)
    if way == 0:
        del lines[one]
    elif way == 1:
        lines.insert(other, lines[one])
    elif way == 2:
        lines[one], lines[other] = lines[other], lines[one]
    else:
        lines[one] *= drawn.choice((2, 40))
    return b"".join(lines)


def _bytes(data: bytes, others: list[bytes], drawn: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(drawn.choice((1, 2, 8, 40)) if changed else 0):
        changed[drawn.randrange(len(changed))] = drawn.choice((0, 1, 0x7F, 0x80, 0xFF, drawn.randrange(256)))
    return bytes(changed)


def _cut(data: bytes, others: list[bytes], drawn: random.Random) -> bytes:
    one, other = sorted(drawn.randrange(len(data) + 1) for _ in range(2))
    return data[:one] if drawn.random() < 0.5 else data[:one] + data[other:]


def _spliced(data: bytes, others: list[bytes], drawn: random.Random) -> bytes:
    """The beginning of one file and the end of another."""
    other = drawn.choice(others)
    return data[: drawn.randrange(len(data) + 1)] + other[drawn.randrange(len(other) + 1) :]


def _digits(data: bytes, others: list[bytes], drawn: random.Random) -> bytes:
    """A number with other digits."""
    numbers = list(re.finditer(rb"\d+", data[:200_000]))
    if not numbers:
        return data
    place = drawn.choice(numbers)
    new = drawn.choice(
        (b"0", b"-", b"00" + place[0], place[0] + b"." + place[0], place[0] * 5, b"%d" % drawn.getrandbits(70))
    )
    return data[: place.start()] + new + data[place.end() :]


WAYS = (_token, _token, _inserted, _lines, _bytes, _cut, _spliced, _digits)
