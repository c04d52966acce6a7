"""A small .ods file of one sheet: cells, hidden rows and columns, struck-out rows."""

import zipfile
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
_STRUCK = (
    '<office:automatic-styles><style:style style:name="gone" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
)


def save_ods(
    path: Path,
    rows: Sequence[Iterable[object]],
    *,
    name: str = "表1",
    hidden_rows: Collection[int] = (),
    hidden_columns: Collection[int] = (),
    struck_rows: Collection[int] = (),
) -> Path:
    """Write one sheet; rows and columns are counted from 0."""
    lines = [list(row) for row in rows]
    width = max(map(len, lines))
    columns = "".join(f"<table:table-column{_hidden(column in hidden_columns)}/>" for column in range(width))
    body = "".join(
        f"<table:table-row{_hidden(number in hidden_rows)}>"
        f"{''.join(_cell(value, number in struck_rows) for value in line)}</table:table-row>"
        for number, line in enumerate(lines)
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_NAMES} office:version="1.3">{_STRUCK}'
        f'<office:body><office:spreadsheet><table:table table:name="{escape(name)}">{columns}{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def _hidden(hidden: bool) -> str:
    return ' table:visibility="collapse"' if hidden else ""


def _cell(value: object, struck: bool) -> str:
    style = ' table:style-name="gone"' if struck else ""
    if value is None or value == "":
        return f"<table:table-cell{style}/>"
    if isinstance(value, str):
        text = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
        return f'<table:table-cell{style} office:value-type="string">{text}</table:table-cell>'
    return (
        f'<table:table-cell{style} office:value-type="float" office:value="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )
