"""The few dozen lines an audit prints: every claim with its parts and intervals, the estimators, the limits."""

from liancun_sim.analysis.audit.audited import Audited
from liancun_sim.analysis.audit.averages import ANYWAY
from liancun_sim.reports.audit import words
from liancun_sim.reports.common.numbers import interval, mean_count, number, quantity, unit_name, widest
from liancun_sim.results import rows_of
from liancun_sim.results.audit.audit import world_key
from liancun_sim.results.audit.columns import (
    CLAIMED,
    CLAIMS,
    DESIGNS,
    ESTIMATOR_LABELS,
    SCOPE_LABELS,
    STARTING_LEVEL,
)
from liancun_sim.vocabulary import say
from liancun_sim.vocabulary.width import columns_of

Row = tuple[str, str, str, str]  # name, value, interval, unit or remark
ASIDE = (
    ("displacement", "  "), ("displacement_never_reached", "  "), ("displacement_mobilised", "    "),
    ("displacement_never_approached", "    "),
)  # fmt: skip
LAYOUT = (
    (CLAIMED, ""), ("policy_effect", "= "), ("secular", "+ "), (ANYWAY, "+ "), ("selection", "    "),
    ("measurement", "    "), ("assessor_bias", "+ "), *ASIDE, ("secular_all", "  "),
)  # fmt: skip
LAYOUT_OF_A_LEVEL = (
    (CLAIMED, ""), (STARTING_LEVEL, "= "), ("selection", "+ "), ("policy_effect", "+ "), ("secular", "+ "),
    ("measurement", "+ "), ("assessor_bias", "+ "), *ASIDE,
)  # fmt: skip


def audit_table(found: Audited, table: str) -> str:
    """One table for each scenario, under its name: a claim with its parts, or ``variants``, every way to decide."""
    lines = []
    for scenario in found.audit.scenarios:
        lines.append(words.scenario_name(found, scenario))
        if table == "variants":
            lines += _variants(found, scenario)
        elif table in words.claims_of(found, scenario):
            lines += _claim(found, scenario, table)
        else:
            lines.append(f"  {say('audit.nobody_treated')}")
    return "\n".join(lines) + "\n"


def audit_text(found: Audited, limits: bool = True) -> str:
    """What would be claimed of each scenario and where it comes from, then the limits, if wanted."""
    lines = [words.title(found), words.facts(found), words.identity(found), *words.broken(found)]
    for scenario in found.audit.scenarios:
        lines += ["", words.scenario_name(found, scenario)]
        claims = words.claims_of(found, scenario)
        if not claims:
            lines.append(f"  {say('audit.nobody_treated')}")
        for claim in claims:
            lines += _claim(found, scenario, claim)
        lines += [f"  {line}" for line in words.on_choice(found, scenario)]
        lines += [f"  {line}" for line in words.on_consultation(found, scenario)]
        lines += _variants(found, scenario)
    if limits:
        lines += ["", say("report.limits"), *(f"  - {text}" for text in words.limits(found))]
    return "\n".join(lines) + "\n"


def _claim(found: Audited, scenario: str, claim: str) -> list[str]:
    kind = CLAIMS[claim]
    count = mean_count(words.term(found, scenario, claim, "treated_villages")["mean"], "villages")
    layout = LAYOUT_OF_A_LEVEL if kind.level else LAYOUT
    untold = set(words.DISPLACED) - set(words.displaced(found, scenario, claim))
    told = [(name, mark) for name, mark in layout if name not in untold and _is_told(found, scenario, claim, name)]
    rows = [_row(found, scenario, claim, name, mark) for name, mark in told]
    for design in words.beside(found, scenario, claim):
        row = _row(found, world_key(scenario, design), claim, CLAIMED, "  ")
        rows.append((f"  {say('audit.would_claim', world=DESIGNS[design])}", *row[1:]))
    rows += _estimates(found, scenario, claim)
    heading = say("audit.heading", claim=kind.label, villages=kind.villages, count=count)
    told_in_lines = aligned([row for row in rows if row[1] != "–"]) + words.on_few(found, scenario, claim)
    return [f"  {heading}", *(f"    {line}" for line in told_in_lines)]


def _is_told(found: Audited, world: str, claim: str, name: str) -> bool:
    return not words.nothing_to_tell(words.term(found, world, claim, name))


def _row(found: Audited, world: str, claim: str, name: str, mark: str) -> Row:
    row = words.term(found, world, claim, name)
    low, high, unit, change = row["ci_low"], row["ci_high"], row["unit"], words.is_change(claim, name)
    value = number(row["mean"], unit, signed=change, like=widest(low, high))
    name = mark + words.term_name(name, claim)
    return name, value, interval(low, high, unit, signed=change), unit_name(unit, difference=change)


def _estimates(found: Audited, scenario: str, claim: str) -> list[Row]:
    """What each estimator says; the last column names the truth once."""
    table = found.estimates
    own = rows_of(table[(table["scenario"] == scenario) & (table["indicator"] == claim)])
    rows: list[Row] = []
    for row in own:
        name = f"  {say('audit.evaluator', estimator=ESTIMATOR_LABELS[row['estimator']])}"
        low, high, unit = row["ci_low"], row["ci_high"], row["unit"]
        value = number(row["mean"], unit, signed=True, like=widest(low, high))
        rows.append((name, value, interval(low, high, unit), unit_name(unit, difference=True)))
    return rows


def _variants(found: Audited, scenario: str) -> list[str]:
    """A line per way to decide: unions, stated and private consent."""
    table = found.variants
    own = rows_of(table[table["scenario"] == scenario])
    if not own:
        return []
    rows = [
        (
            variant_name(found, row),
            say(
                "audit.variant_unions",
                unions=mean_count(row["unions"], "unions"), tried=mean_count(row["proposals"], "proposals"),
            ),
            say("audit.variant_consent", stated=_percent(row["stated"]), private=_percent(row["private"])),
            say("audit.variant_united", stated=_percent(row["stated_united"]), private=_percent(row["private_united"])),
        )
        for row in own
    ]  # fmt: skip
    lines = [f"    {line}" for line in aligned(rows, right=False)]
    return [f"  {say('audit.variants')}", *lines, f"    {say('audit.variants_silence')}"]


def variant_name(found: Audited, row: dict[str, object]) -> str:
    """One way to decide, in words."""
    rule = found.audit.rules.get(str(row["rule"]), row["rule"])
    unit = found.audit.electorates.get(str(row["unit"]), row["unit"])
    return say("audit.variant", rule=rule, unit=unit, scope=SCOPE_LABELS[str(row["scope"])],
               pressure=number(float(str(row["pressure"])), "SD"))  # fmt: skip


def _percent(share: float) -> str:
    return quantity(share, "share")


def aligned(rows: list[Row], right: bool = True) -> list[str]:
    """Lines with columns below one another; the second to the right if it holds numbers."""
    widths = [max((columns_of(row[i]) for row in rows), default=0) for i in range(3)]
    lines = []
    for row in rows:
        cells = [_padded(row[0], widths[0]), _padded(row[1], widths[1], right), _padded(row[2], widths[2]), row[3]]
        lines.append("  ".join(cells).rstrip())
    return lines


def _padded(text: str, width: int, right: bool = False) -> str:
    blanks = " " * (width - columns_of(text))
    return blanks + text if right else text + blanks
