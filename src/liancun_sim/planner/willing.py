"""What the office noted of villages (willing: yes, maybe, no), in a spreadsheet with a column of that name."""

from pathlib import Path

from liancun_sim.vocabulary import BadInput, Fault, say

HEADERS = ("willing", "愿意", "是否愿意", "意愿")
WORDS = {
    "yes": "yes", "y": "yes", "是": "yes", "愿意": "yes", "maybe": "maybe", "可能": "maybe", "不确定": "maybe",
    "一般": "maybe", "no": "no", "n": "no", "否": "no", "不愿意": "no",
}  # fmt: skip
ROWS_SEARCHED = 20


def willing_in(path: Path) -> dict[str, str]:
    """Village → yes, maybe or no; villages without a word are left out.

    Raises
    ------
    BadInput
        If the file is no table, has no such columns but in a hidden sheet, or says another word.
    """
    from liancun_sim.county.spreadsheet.cells import is_blank, tidy
    from liancun_sim.county.spreadsheet.headers import read_header
    from liancun_sim.county.spreadsheet.phrases import Findings
    from liancun_sim.county.spreadsheet.workbook import read_workbook, refuse_hidden
    from liancun_sim.vocabulary.language import simplified

    if not path.exists():
        raise BadInput(Fault(path.name, "", say("plan.willing_missing")))
    findings = Findings(path.name)
    for sheet in read_workbook(path, None, findings).seen_first:
        for top, row in enumerate(sheet.rows[:ROWS_SEARCHED]):
            said_at = next((at for at, cell in enumerate(row) if simplified(tidy(cell)).lower() in HEADERS), None)
            fields = {header.field: at for at, cell in enumerate(row) if (header := read_header(cell)).field}
            key = next((name for name in ("id", "name") if name in fields), None)
            if said_at is None or key is None:
                continue
            refuse_hidden(sheet, findings)
            found: dict[str, str] = {}
            faults = []
            town = ""
            for number, cells in enumerate(sheet.rows[top + 1 :], start=top + 2):
                if key == "name" and "township" in fields:
                    town = tidy(cells[fields["township"]]) or town
                if is_blank(cells[fields[key]]) or is_blank(cells[said_at]):
                    continue
                word = simplified(tidy(cells[said_at])).lower()
                village = tidy(cells[fields[key]])
                if word not in WORDS:
                    place = say("plan.sheet_row", sheet=sheet.name, row=number)
                    faults.append(Fault(path.name, place, say("plan.willing_word", village=village, value=word)))
                    continue
                found[f"{town}/{village}" if town and key == "name" else village] = WORDS[word]
            if faults:
                raise BadInput(faults)
            return found
    raise BadInput(Fault(path.name, "", say("plan.willing_columns")))
