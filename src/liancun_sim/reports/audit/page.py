"""report.html of an audit: one file that opens offline, in three languages; a line of limits above what was found."""

from collections.abc import Mapping
from functools import partial

from liancun_sim.analysis.audit.audited import Audited
from liancun_sim.analysis.audit.averages import ANYWAY
from liancun_sim.reports.audit import words
from liancun_sim.reports.audit.summary import variant_name
from liancun_sim.reports.common.document import (
    Figures,
    contents,
    document,
    limits_line,
    limits_section,
    page_figure,
    page_heading,
)
from liancun_sim.reports.common.markup import (
    Cell,
    Html,
    both,
    both_lines,
    element,
    fold,
    interval_html,
    said,
    table,
    unit_html,
)
from liancun_sim.reports.common.numbers import number, quantity, unit_name, widest
from liancun_sim.reports.common.patterns import patterns_section
from liancun_sim.reports.common.provenance import came_from
from liancun_sim.reports.common.settings_table import own_settings
from liancun_sim.reports.common.words import reason_of
from liancun_sim.results import TableColumn, rows_of
from liancun_sim.results.audit.audit import world_key
from liancun_sim.results.audit.columns import (
    AS_DESIGNED,
    AUDIT,
    AUDIT_SUMMARY,
    BESIDE,
    CLAIMED,
    CLAIMS,
    CONSULTED,
    DESIGNS,
    ESTIMATOR_LABELS,
    ESTIMATORS,
    EVENT_TIME,
    PARTS,
    STARTING_LEVEL,
    VARIANTS,
)
from liancun_sim.vocabulary import say

FILES: Mapping[str, tuple[TableColumn, ...]] = {
    "audit.csv": AUDIT,
    "estimators.csv": ESTIMATORS,
    "audit_summary.csv": AUDIT_SUMMARY,
    "consultations.csv": CONSULTED,
    "event_time.csv": EVENT_TIME,
    "decision_variants.csv": VARIANTS,
}


def audit_page(found: Audited, figures: Figures) -> str:
    """The whole page."""
    sections = {"in_short": in_short(found)}
    sections["claims"] = element("div", [_claims(found, key, figures) for key in found.audit.scenarios])
    if not found.variants.empty:
        sections["ways_to_decide"] = variants(found)
    sections["settings"] = element("div", [_settings(found, key) for key in found.audit.scenarios])
    sections["patterns"] = patterns_section(found.audit.provenance.get("model_digest", ""))
    sections["dictionary"] = dictionary()
    sections["provenance"] = came_from(found.audit.provenance, found.audit.notes)
    limits = both_lines(lambda: words.limits(found))
    main = [
        page_heading(lambda: words.title(found), lambda: words.facts(found)),
        limits_line(limits),
        contents(sections, "audit"),
        *(element("section", [element("h2", heard(name)), body], id=name) for name, body in sections.items()),
    ]
    main.insert(4, limits_section(limits))
    return document(lambda: words.title(found), main)


def heard(key: str, **fields: object) -> Html:
    """A message of the audit in both languages."""
    return both(lambda: say(f"audit.{key}", **fields))


def in_short(found: Audited) -> Html:
    parts = [element("p", both(lambda: words.identity(found)))]
    parts += [element("p", line) for line in both_lines(lambda: words.broken(found)) if found.broken]
    for scenario in found.audit.scenarios:
        items = [element("li", line) for line in both_lines(partial(words.sentences, found, scenario))]
        parts += [_name(found, scenario), element("ul", items)]
    return element("div", parts)


def _name(found: Audited, scenario: str) -> Html:
    return element("h3", both(found.audit.scenarios[scenario].label))


def _claims(found: Audited, scenario: str, figures: Figures) -> Html:
    """Of one scenario: the parts of every claim in every world, its figures, the estimators."""
    claims = words.claims_of(found, scenario)
    if not claims:
        return element("div", [_name(found, scenario), element("p", heard("nobody_treated"))])
    own = [f"audit_{scenario}_{claim}" for claim in claims]
    own += [f"audit_{scenario}_{kind}" for kind in ("estimators", "event_time")]
    pictures = [page_figure(name, figures[name]) for name in own if name in figures]
    return element(
        "div",
        [_name(found, scenario), _terms(found, scenario, claims), _estimates(found, scenario, claims), *pictures],
    )


def _terms(found: Audited, scenario: str, claims: list[str]) -> Html:
    head = [heard("column_term"), *(_claim_head(claim) for claim in claims)]
    level = [STARTING_LEVEL] if any(CLAIMS[claim].level for claim in claims) else []
    names = (CLAIMED, *level, *PARTS, ANYWAY, *BESIDE)
    tables = []
    for design, label in DESIGNS.items():
        world = world_key(scenario, design)
        told = {claim for claim in claims if design == AS_DESIGNED or design in words.beside(found, scenario, claim)}
        rows: list[list[str | Cell]] = [
            [
                both(partial(words.term_name, name)),
                *(_term_cell(found, world, claim, name) if claim in told else Cell("–", "n") for claim in claims),
            ]
            for name in names
            if not all(words.nothing_to_tell(words.term(found, world, claim, name)) for claim in told)
        ]
        heading = element("p", [element("strong", both(label))], kind="note")
        tables += [heading, table(head, rows)]
    first, *others = tables[:2], *tables[2:]
    more = fold(heard("other_worlds"), "".join(others))
    return element("div", [element("p", heard("terms_note"), kind="note"), *first, more])


def _claim_head(claim: str) -> Html:
    """What is claimed, with the unit its parts are in."""
    unit = both(lambda: unit_name(CLAIMS[claim].unit, difference=True))
    return Html(both(CLAIMS[claim].label) + element("span", unit, kind="unit"))


def _term_cell(found: Audited, world: str, claim: str, name: str) -> Cell:
    row = words.term(found, world, claim, name)
    unit, low, high = row["unit"], row["ci_low"], row["ci_high"]
    if row["replications"] == 0:
        return Cell("–", "n")
    signed = name != "treated_villages" and words.is_change(claim, name)
    ends = interval_html(low, high, unit, signed)
    small = ends or both(partial(reason_of, str(row["reason"])))
    shown = number(row["mean"], unit, signed, like=widest(low, high))
    return Cell(Html(f"{shown}<small>{small}</small>"), "n")


def _estimates(found: Audited, scenario: str, claims: list[str]) -> Html:
    table_of = found.estimates
    own = {(r["indicator"], r["estimator"]): r for r in rows_of(table_of[table_of["scenario"] == scenario])}
    shown = [claim for claim in claims if any(key[0] == claim for key in own)]
    head = [heard("column_estimator"), *(_claim_head(claim) for claim in shown)]
    rows: list[list[str | Cell]] = []
    for name, label in ESTIMATOR_LABELS.items():
        cells = []
        for claim in shown:
            row = own[claim, name]
            ends = interval_html(row["ci_low"], row["ci_high"], row["unit"])
            off = number(row["error"], row["unit"], signed=True)
            text = f"{number(row['mean'], row['unit'], signed=True)}<small>{ends}</small>"
            cells.append(Cell(Html(f"{text}<small>{heard('off_by', error=off)}</small>"), "n"))
        rows.append([both(label), *cells])
    rows.append([heard("truth"), *(_term_cell(found, scenario, claim, "policy_effect") for claim in shown)])
    return element("div", [element("p", heard("estimators_note"), kind="note"), table(head, rows)])


def variants(found: Audited) -> Html:
    """Every way to decide, a table per scenario."""
    names = ("proposals", "unions", "villages", "stated", "private", "stated_united", "private_united")
    columns = {column.name: column for column in VARIANTS}
    head = [heard("column_variant"), *(both(columns[name].label) for name in names)]
    parts = [element("p", heard("variants_note"), kind="note")]
    for scenario in found.audit.scenarios:
        own = rows_of(found.variants[found.variants["scenario"] == scenario])
        rows: list[list[str | Cell]] = [
            [both(partial(variant_name, found, row)), *(_variant_cell(row, name, columns[name].unit) for name in names)]
            for row in own
        ]
        parts += [_name(found, scenario), table(head, rows)]
    return element("div", parts)


def _variant_cell(row: Mapping[str, float], name: str, unit: str) -> Cell:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    value = both(partial(quantity, row[name], unit)) if unit == "share" else number(row[name], unit)
    text = f"{value}<small>{interval_html(low, high, unit, signed=False)}</small>"
    return Cell(Html(text), "n")


def _settings(found: Audited, scenario: str) -> Html:
    return element("div", [_name(found, scenario), *own_settings(found.audit.scenarios[scenario])])


def dictionary() -> Html:
    """Every column of every file."""
    head = [said(f"column_{name}") for name in ("file", "column", "indicator", "unit", "meaning")]
    rows = [
        [
            element("code", file),
            element("code", column.name),
            both(column.label),
            unit_html(column.unit),
            both(column.meaning),
        ]
        for file, columns in FILES.items()
        for column in columns
    ]
    return fold(heard("dictionary"), table(head, rows))
