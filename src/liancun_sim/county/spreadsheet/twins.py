"""Two columns of one field: of two years, of registered and resident people, general and special; else asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from liancun_sim.county.spreadsheet.columns import leaving_out
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.headers import Header, is_other
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.phrases import At, Findings, letter, listed, phrase
from liancun_sim.county.spreadsheet.quantities import label_of
from liancun_sim.vocabulary.language import simplified

_WHOSE = {"registered": re.compile("户籍|在册|在籍"), "resident": re.compile("常住|实有|现住|常驻")}
GENERAL = ("land_of_any_kind", "collective_part")
"""Words of a field that give way where a column names it outright."""


def one_of_each(layout: Layout, years: Sequence[int], findings: Findings) -> Layout:
    """The layout with every field named once.

    Parameters
    ----------
    years : the titles and notes name.
    """
    headers = _years_alone(layout)
    by_field: dict[str, list[int]] = {}
    for column, header in headers.items():
        if header.field is not None:
            by_field.setdefault(header.field, []).append(column)
    layout = replace(layout, headers=headers)
    for field, columns in by_field.items():
        if len(columns) > 1:
            headers |= _not_used(headers, columns, _chosen(layout, field, columns, years, findings))
    return replace(layout, headers=headers)


def _chosen(layout: Layout, field: str, columns: Sequence[int], years: Sequence[int], findings: Findings) -> int:
    """The column to use; the first where a doubt is open."""
    headers, at = layout.headers, At(layout.sheet.name, layout.header_rows[-1], columns[0])
    asked = [column for column in columns if headers[column].asked]
    special = [column for column in columns if not any(is_other(headers[column], kind) for kind in GENERAL)]
    for only in (asked, special):
        if len(only) == 1:
            return only[0]
    of_year = {headers[column].year: column for column in columns}
    if len(of_year) == len(columns) and None not in of_year:
        wanted = findings.answers.year or (years[0] if len(years) == 1 else None)
        if wanted in of_year:
            return of_year[wanted]
        ways = [Way("year", phrase("doubts.then_of_year", year=year), str(year)) for year in of_year]
        findings.ask("two_years", at, ways, field=label_of(field), years=listed(of_year))
        return columns[0]
    whose = {kind: column for kind, word in _WHOSE.items() for column in columns if _says(headers[column], word)}
    if len(whose) == len(columns) == len(set(whose.values())):
        ways = [Way("accept", phrase(f"doubts.then_{kind}"), f"people:{kind}") for kind in whose]
        given = findings.ask("registered_or_resident", At(layout.sheet.name), ways, name="people")
        return whose[given.removeprefix("people:")] if given else columns[0]
    keeping = [
        leaving_out(layout, [other for other in columns if other != column],
                    phrase("doubts.then_keep", column=letter(column), header=headers[column].text))
        for column in columns
    ]  # fmt: skip
    ways = [way for one in keeping for way in one] if len(columns) == 2 else list(leaving_out(layout, columns))
    first, second = columns[:2]
    findings.ask(
        "field_twice", at, ways, field=label_of(field), first=headers[first].text, first_column=letter(first),
        second=headers[second].text, second_column=letter(second),
    )  # fmt: skip
    return first


def _not_used(headers: Mapping[int, Header], columns: Sequence[int], kept: int) -> dict[int, Header]:
    why = phrase("doubts.because_other_column", column=letter(kept), header=headers[kept].text)
    return {column: replace(headers[column], field=None, not_used=why) for column in columns if column != kept}


def _years_alone(layout: Layout) -> dict[int, Header]:
    """Headers that say a year and nothing else (``2014年（元）``) are of what stands left of them for another year.

    Where nothing of a year stands there, of the only field the table has of a year.
    """
    headers, before = dict(layout.headers), None
    dated = [header for header in headers.values() if header.field is not None and header.year is not None]
    only = dated[0] if len({header.field for header in dated}) == 1 else None
    for column in sorted(headers):
        header = headers[column]
        of = before or only
        if header.field is None and header.year is not None and not header.words and of is not None:
            headers[column] = replace(header, field=of.field, unit=header.unit or of.unit)
        else:
            before = header if header.field is not None and header.year is not None else None
    return headers


def _says(header: Header, word: re.Pattern[str]) -> bool:
    return word.search(simplified(header.text)) is not None
