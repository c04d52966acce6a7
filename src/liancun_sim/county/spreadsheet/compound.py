"""Whether an .xls file (a compound file of sectors) is whole enough to be handed to its reader.

The reader trusts counts and sizes, and a damaged one makes it ask for more memory than any machine has.
Structure: [MS-CFB] 2.2 header, 2.3 sector chains, 2.6 directory; [MS-XLS] 2.4.90 Dimensions, 2.5.13 Cell.
"""

import struct
from collections.abc import Iterable, Iterator

ENTRY = 128
SHIFTS = {9: 3, 12: 4}  # sector size as a power of two → major version
IN_SMALL_SECTORS = 4096  # streams below this lie elsewhere; too small to do harm
DIMENSIONS, MOST_ROWS, MOST_COLUMNS = 0x0200, 65_536, 256
_SHEET = 0x0085
CELLS = frozenset((0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E))
STREAMS = ("Workbook", "Book")


def is_whole(data: bytes) -> bool:
    """Whether the header, the directory and the sheets' dimensions are possible in a file of this size."""
    try:
        return _sheets_are_possible(_stream(data))
    except (struct.error, IndexError, ValueError):
        return False


def records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The records of the workbook: place in its stream, kind, content; none where the file is not whole."""
    try:
        stream = _stream(data)
    except (struct.error, IndexError, ValueError):
        return
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def sheet_names(found: Iterable[tuple[int, int, bytes]]) -> dict[int, str]:
    """Where each sheet begins in the stream of the workbook, and its name."""
    names: dict[int, str] = {}
    for _, kind, body in found:
        if kind == _SHEET and len(body) >= 8:
            length, wide = body[6], body[7] & 1
            text = body[8 : 8 + length * (2 if wide else 1)]
            names[struct.unpack_from("<I", body)[0]] = text.decode("utf-16-le" if wide else "latin-1", "replace")
    return names


def _stream(data: bytes) -> bytes:
    """The stream of the workbook, its chain of sectors followed."""
    version, _, shift, mini_shift = struct.unpack_from("<4H", data, 26)
    fat_sectors, directory = struct.unpack_from("<2I", data, 44)
    if SHIFTS.get(shift) != version or mini_shift != 6:
        raise ValueError("sector size")
    size = 1 << shift
    sectors = len(data) // size
    if fat_sectors > sectors or directory > sectors:
        raise ValueError("more sectors than the file has")

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    first_fat = struct.unpack_from(f"<{min(fat_sectors, 109)}I", data, 76)
    fat = [entry for number in first_fat for entry in struct.unpack(f"<{size // 4}I", sector(number))]
    for place in range(0, size, ENTRY):
        entry = sector(directory)[place : place + ENTRY]
        length = struct.unpack_from("<H", entry, 64)[0]
        start, stream_size = struct.unpack_from("<2I", entry, 116)
        if entry[: max(length - 2, 0)].decode("utf-16-le", "replace") in STREAMS:
            if stream_size > len(data):
                raise ValueError("longer than the file")
            chain: list[bytes] = []
            number = start
            while stream_size >= IN_SMALL_SECTORS and number < len(fat) and len(chain) <= sectors:
                chain.append(sector(number))
                number = fat[number]
            return b"".join(chain)[:stream_size]
    return b""


def _sheets_are_possible(stream: bytes) -> bool:
    """Whether no sheet and no cell lies beyond the rows and columns an .xls sheet can have."""
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, place)
        if kind == DIMENSIONS and length == 14:
            first_row, rows, first_column, columns = struct.unpack_from("<2I2H", stream, place + 4)
            if not (first_row <= rows <= MOST_ROWS and first_column <= columns <= MOST_COLUMNS):
                return False
        if kind in CELLS and length >= 4 and struct.unpack_from("<H", stream, place + 6)[0] >= MOST_COLUMNS:
            return False
        place += 4 + length
    return True
