"""The plan of a scenario: unions as a file lists them, or the county's own, as rows of the county."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from liancun_sim.county import County
from liancun_sim.county.given_union import CALENDAR_MONTH
from liancun_sim.interventions import UNION_FORMS, PlannedUnion
from liancun_sim.scenario.village_names import VillageNames
from liancun_sim.vocabulary import BadInput, Fault, nearest, say
from liancun_sim.vocabulary.language import simplified

Entry = Mapping[str, Any]
"""month or date, lead, members, form, as `settings.UnionEntry` has them."""


def unions_in(path: Path) -> list[dict[str, Any]]:
    """The plan in a spreadsheet beside a scenario file: its first sheet with a village and a partner in the header.

    Raises
    ------
    BadInput
        If the file is no table, no sheet has such a header, it or a line of it is hidden, or a month is none.
    """
    from liancun_sim.county.spreadsheet.cells import shown, tidy  # few scenarios name a spreadsheet
    from liancun_sim.county.spreadsheet.edges import SEVERAL
    from liancun_sim.county.spreadsheet.phrases import At, Findings
    from liancun_sim.county.spreadsheet.planned import find_plan, lines_of
    from liancun_sim.county.spreadsheet.workbook import read_workbook, refuse_hidden

    findings = Findings(path.name)
    plan = next(filter(None, map(find_plan, read_workbook(path, None, findings).seen_first)), None)
    if plan is None:
        raise BadInput(Fault(path.name, "", say("scenario.sheet_without_unions")))
    refuse_hidden(plan.sheet, findings)
    lines = lines_of(plan)
    if unseen := [str(line.row + 1) for line in lines if line.row in plan.sheet.appearance.hidden_rows]:
        fields = {"count": len(unseen), "rows": ", ".join(unseen)}
        raise BadInput(Fault(path.name, plan.sheet.name, say("scenario.planned_hidden", **fields)))
    entries: dict[str, dict[str, Any]] = {}
    for line in lines:
        if line.month is None:
            findings.add("plan_month", At(plan.sheet.name, line.row), value=shown(plan.cell(line.row, "plan_month")))
            continue
        lead = _full(line.township, line.village)
        when = {"date": line.month} if CALENDAR_MONTH.fullmatch(line.month) else {"month": int(line.month or 0)}
        form = {"form": line.form} if line.form else {}
        entry = entries.setdefault(lead, {**when, "lead": lead, "members": [lead], **form})
        for name in filter(None, map(tidy, SEVERAL.split(str(line.partners)))):
            entry["members"].append(_full(line.partner_township, name))
    findings.stop_if_any()
    return list(entries.values())


def planned_unions(
    entries: Sequence[Entry], county: County, start: str, start_month: int, form: str
) -> tuple[list[PlannedUnion], list[str]]:
    """The plan as rows of a county, and a sentence for everything wrong with it.

    Parameters
    ----------
    entries : of the scenario; where there are none, the county's own plan. start : the scenario's first month.
    start_month : of the policy. form : of unions for which nothing is said.
    """
    entries = entries or list(_own(county))
    if not entries:
        return [], [say("scenario.no_planned_unions", county=county.key)]
    names, faults = VillageNames(county), list[str]()
    planned, taken = list[PlannedUnion](), dict[int, int]()
    for number, entry in enumerate(entries, start=1):
        month, key = _month(entry, start, start_month), form_named(entry.get("form") or form)
        if key is None:
            near = nearest(entry["form"], UNION_FORMS)
            fields = {"form": entry["form"], "near": near, "known": ", ".join(UNION_FORMS)}
            faults.append(say(f"scenario.planned_form{'_near' if near else ''}", number=number, **fields))
        if month is None:
            faults.append(say("scenario.planned_before_start", number=number, date=entry["date"], start=start))
        found = [names.row(text) for text in (entry.get("lead") or entry["members"][0], *entry["members"])]
        if unknown := [text for text in found if isinstance(text, str)]:
            faults += dict.fromkeys(unknown)
            continue
        lead, *members = (row for row in found if isinstance(row, int))
        for row in dict.fromkeys(members):
            if (first := taken.setdefault(row, number)) != number:
                faults.append(say("scenario.planned_twice", village=names.full[row], first=first, number=number))
        if lead not in members or len(set(members)) < 2:
            faults.append(say("scenario.planned_members", number=number))
        planned.append(PlannedUnion(month or 0, lead, tuple(sorted(set(members))), key or form))
    return planned, faults


def form_named(text: str) -> str | None:
    """The key of a form by its key or either of its names."""
    word = "".join(simplified(text).split()).lower()
    for key, form in UNION_FORMS.items():
        names = (key, form.label.en, form.label.zh, form.label.zh.removesuffix("型"))
        if word in ("".join(name.split()).lower() for name in names):
            return key
    return None


def _own(county: County) -> Iterator[Entry]:
    """The county's own plan as entries."""
    for union in county.planned:
        when: Entry = {"date": union.month} if CALENDAR_MONTH.fullmatch(union.month) else {"month": int(union.month)}
        yield {**when, "lead": union.lead, "members": list(union.members), "form": union.form}


def _month(entry: Entry, start: str, start_month: int) -> int | None:
    """Months since the policy's start; None for a date before it."""
    if not entry.get("date"):
        return int(entry.get("month") or 0)
    (year, month), (first_year, first_month) = (map(int, text.split("-")) for text in (entry["date"], start))
    since = 12 * (year - first_year) + month - first_month - start_month
    return since if since >= 0 else None


def _full(township: str, name: str) -> str:
    return f"{township}/{name}" if township else name
