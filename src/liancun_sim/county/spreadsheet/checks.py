"""What no single cell shows: repeated villages, and numbers that contradict one another."""

from collections.abc import Mapping, Sequence

from liancun_sim.county.schema import FIELDS, MOST_PER_HOUSEHOLD
from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.phrases import At, Findings, letter, phrase
from liancun_sim.county.spreadsheet.table import Value, VillageTable
from liancun_sim.vocabulary import Label


def check_villages(table: VillageTable, mapped: Mapping[str, Mapped], sheet: str, findings: Findings) -> None:
    """Faults for villages that stand twice and rows that cannot be true."""
    seen_ids: dict[str, int] = {}
    seen_places: dict[tuple[str, str], int] = {}
    for place, (key, name, township) in enumerate(zip(table.ids, table.names, table.townships, strict=True)):
        if table.has_ids and key and (first := seen_ids.setdefault(key, place)) != place:
            findings.add("repeated_id", table.at(place), id=key, first=_where(table, first, place))
        if name and township and (first := seen_places.setdefault((township, name), place)) != place:
            findings.add("repeated_village", table.at(place), township=township, first=_where(table, first, place))
    exchanged = _are_exchanged(table, mapped, sheet, findings)
    for place in range(len(table.rows)):
        _check_row(table, place, exchanged, findings)


def _are_exchanged(table: VillageTable, mapped: Mapping[str, Mapped], sheet: str, findings: Findings) -> bool:
    """Whether most villages have fewer people than households, as many fewer as it should be the other way round."""
    columns = (table.columns.get("households", ()), table.columns.get("population", ()))
    both = [(float(one), float(other)) for one, other in zip(*columns, strict=False) if one and other]
    count = sum(people < households <= MOST_PER_HOUSEHOLD * people for households, people in both)
    if count < 2 or 2 * count <= len(both):
        return False
    one, other = mapped["households"], mapped["population"]
    findings.add(
        "columns_exchanged", At(sheet, column=one.column), count=count, villages=len(both),
        households=one.header.text, people=other.header.text, first=letter(one.column), second=letter(other.column),
    )  # fmt: skip
    return True


def _where(table: VillageTable, first: int, here: int) -> Label:
    """The row of an earlier village, and its sheet where that is another."""
    row = phrase("place_row", row=table.rows[first] + 1)
    sheet = table.sheets[first] if table.sheets[first] != table.sheets[here] else ""
    return Label(f"{sheet} {row.en}".strip(), f"{sheet} {row.zh}".strip())


def _check_row(table: VillageTable, place: int, exchanged: bool, findings: Findings) -> None:
    def value(field: str) -> float | None:
        """None where the cell has no number, or one outside the column's limits, which is a fault already."""
        column: Sequence[Value] = table.columns.get(field, ())
        if not column or column[place] is None:
            return None
        found, low, high = float(column[place] or 0), FIELDS[field].low, FIELDS[field].high
        return found if (low is None or found >= low) and (high is None or found <= high) else None

    households, people = value("households"), value("population")
    size = None if households is None or people is None else people / households
    if size is not None and not 1 <= size <= MOST_PER_HOUSEHOLD and not exchanged:
        findings.add(
            "household_size", table.at(place), people=f"{people:,.0f}", households=f"{households:,.0f}",
            size=f"{size:.2f}", most=MOST_PER_HOUSEHOLD,
        )  # fmt: skip
    land, spare = value("land_mu"), value("spare_land_mu")
    if land is not None and spare is not None and spare > land:
        findings.add("spare_land", table.at(place), spare=f"{spare:g}", land=f"{land:g}")
    for field, key in (("cadre_posts", "too_many_posts"), ("party_members", "too_many_members")):
        count = value(field)
        if households is not None and count is not None and count > households:
            findings.add(key, table.at(place), count=f"{count:g}", households=f"{households:g}")
