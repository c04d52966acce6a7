"""A plan checked, and advice on one village, as text and as a sheet."""

from collections.abc import Mapping, Sequence
from typing import Any

from liancun_sim.reports.common.numbers import ends, number, percent_sign, quantity, with_error
from liancun_sim.reports.plan.sentences import learnt_lines, obstacle_name, otherwise, plan_name
from liancun_sim.results import rows_of
from liancun_sim.results.plan import columns
from liancun_sim.results.plan.plans import Advice, Checked
from liancun_sim.vocabulary import current_language, say
from liancun_sim.vocabulary.width import columns_of

MOST_LINES = 20


def checked_text(found: Checked) -> str:
    """What a plan edited by hand comes to."""
    broken, unit = found.broken, found.unit
    lines = [say("plan.checked_title", unions=len(found.plan)), ""]
    lines += [say("plan.breaks_rules"), *(f"  {one}" for one in broken)] if broken else [say("plan.keeps_rules")]
    rows = rows_of(found.beside)
    lines += ["", *(_beside(row, unit) for row in rows)]
    if len(rows) == 2 and rows[0]["draws"]:
        lines.append(_which(rows, unit))
    return "\n".join(lines) + "\n"


def _beside(row: Mapping[str, Any], unit: str) -> str:
    fields = {"plan": plan_name(row["plan"]), "predicted": quantity(row["predicted"], unit)}
    if not row["draws"]:
        return say("plan.beside_predicted", **fields)
    if row["standard_error"] == 0:
        fields |= {"simulated": quantity(row["simulated"], unit), "otherwise": otherwise(row["draws"])}
        return say("plan.beside_alike", **fields, draws=row["draws"])
    simulated, error = with_error(row["simulated"], row["standard_error"], unit)
    return say("plan.beside_original", **fields, simulated=simulated, error=error, draws=row["draws"])


def _which(rows: Sequence[Mapping[str, Any]], unit: str) -> str:
    if all(row["tied"] == "yes" for row in rows):
        return say("plan.beside_tied")
    better = max(rows, key=lambda row: row["simulated"])
    worse = min(rows, key=lambda row: row["simulated"])
    difference = quantity(better["simulated"] - worse["simulated"], unit)
    return say("plan.beside_apart", better=plan_name(better["plan"]), difference=difference)


def advice_text(advice: Advice) -> str:
    """Partners of a village, likeliest first."""
    village, table = advice.village, advice.table
    if table.empty:
        return say("plan.advice_none", village=village) + "\n"
    heads = ("names", "chance", "range", "private", "needed", "gain", "cost", "obstacle")
    rows = [[say(f"plan.head_{one}") for one in heads]]
    rows += [_line(row) for row in rows_of(table.head(MOST_LINES))]
    widths = [max(map(columns_of, column)) for column in zip(*rows, strict=True)]
    lines = [say("plan.advice_title", village=village, count=len(table)), ""]
    lines += [
        "  ".join(cell + " " * (width - columns_of(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    if len(table) > MOST_LINES:
        lines.append(say("plan.advice_more", count=len(table) - MOST_LINES))
    first = rows_of(table.head(1))[0]
    fields = {"names": first["names"].replace(";", "、"), "weakest": advice.names[first["weakest"]]}
    key = "advice_needed" if first["needed"] > 0 else "advice_enough"
    lines += ["", say(f"plan.{key}", **fields, needed=number(first["needed"], "share"))]
    lines += ["", _on_costs(advice.facts)]
    lines += ["", say("plan.what_is_known"), *(f"  {one}" for one in learnt_lines(advice.facts))]
    return "\n".join(lines) + "\n"


def _on_costs(facts: Mapping[str, Any]) -> str:
    """What costs are, and why those of sets of several sizes may be the same."""
    told = say("plan.advice_cost", months=facts["months"])
    formed, refused = (facts["skill"][name] for name in ("cost_formed", "cost_refused"))
    if formed["predicts"] and refused["predicts"]:
        return told
    alike = say("plan.advice_cost_alike", formed=f"{formed['count']:,}", refused=f"{refused['count']:,}")
    return told + ("" if current_language() != "en" else " ") + alike


def _line(row: Mapping[str, Any]) -> list[str]:
    return [
        row["names"].replace(";", "、"), quantity(row["chance"], "share"),
        ends(row["chance_low_5"], row["chance_high_95"], "share"),
        quantity(row["chance_private"], "share"), number(row["needed"], "share"),
        f"{number(row['gain_own'], '', signed=True)} / {number(row['gain_others'], '', signed=True)}{percent_sign()}",
        f"{number(row['cost_if_formed'], 'yuan')} / {number(row['cost_if_refused'], 'yuan')}",
        str(obstacle_name(row["obstacle"])),
    ]  # fmt: skip


def advice_workbook(advice: Advice) -> bytes:
    """The table of partners as a workbook of one sheet."""
    import io

    import xlsxwriter

    from liancun_sim.files.text_cells import guarded
    from liancun_sim.reports.common.workbook_sheet import Sheet, Styles

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = Sheet(book, say("plan.sheet_advice"), Styles(book))
    sheet.page.set_header(f"&L{advice.village}")
    rows = []
    for row in rows_of(advice.table):
        told = {**row, "obstacle": str(obstacle_name(row["obstacle"])), "weakest": advice.names[row["weakest"]]}
        told |= {"names": row["names"].replace(";", "、"), "lead": advice.names[row["lead"]]}
        told["form"] = str(advice.forms[row["form"]])
        cells = [told[one.name] for one in columns.ADVICE]
        rows.append([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
    sheet.table([str(one.label) for one in columns.ADVICE], [one.unit for one in columns.ADVICE], rows)
    book.close()
    return buffer.getvalue()
