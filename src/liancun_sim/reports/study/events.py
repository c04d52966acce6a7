"""In which worlds something happens, in sentences."""

import math

from liancun_sim.analysis.statistics.tree import leaves
from liancun_sim.analysis.study.analysed import Analysis
from liancun_sim.analysis.study.discovery import Discovery, box_words, path_words
from liancun_sim.reports.common.numbers import MINUS, after_blank, factor, number, unit_name
from liancun_sim.reports.study.names import INDEX, compared, outcome_name, scenario_name
from liancun_sim.results.study.study import StudyResult
from liancun_sim.vocabulary import Label, say


def event_name(result: StudyResult, found: Discovery) -> str:
    event = found.event
    level = asked(event.level, result.outcomes[event.outcome].unit) if math.isfinite(event.level) else ""
    return say(
        f"analysis.event_{event.kind}",
        scenario=scenario_name(result, event.scenario),
        outcome=outcome_name(result, event.outcome),
        baseline=scenario_name(result, result.baseline) if result.baseline else "",
        level=level,
    )


def asked(level: float, unit: str) -> str:
    """A level as somebody asked for it, with its unit: not a digit less."""
    shown = f"{factor(unit) * level:,.10g}".replace("-", MINUS)
    return shown if unit == INDEX else f"{shown}{after_blank(unit_name(unit))}"


def on_event(analysis: Analysis, found: Discovery) -> str:
    """Where an event happens, with how well that is known, and how many worlds could not be asked."""
    said = [_where(analysis, found)]
    if 0 < found.ties < found.worlds:
        said.append(say("analysis.found_ties", ties=found.ties))
    if found.left_out:
        said.append(say("analysis.found_without", worlds=compared(analysis.result, found.left_out)))
    return str(Label(" ", "")).join(said)


def _where(analysis: Analysis, found: Discovery) -> str:
    result = analysis.result
    if found.worlds and found.ties == found.worlds:
        tied = {"scenario": scenario_name(result, found.event.scenario),
                "baseline": scenario_name(result, result.baseline)}  # fmt: skip
        outcome = outcome_name(result, found.event.outcome)
        return say("analysis.found_all_ties", outcome=outcome, worlds=compared(result, found.worlds), **tied)
    fields: dict[str, object] = {
        "event": event_name(result, found), "worlds": compared(result, found.worlds), "cases": found.cases,
        "share": number(found.share, "share"),
    }  # fmt: skip
    if found.box is not None and found.held_out is not None and found.firm:
        return say(
            "analysis.found_box",
            words=box_words(found.box, result.factors),
            coverage=f"{100 * found.box.coverage:.0f}",
            density=f"{100 * found.box.density:.0f}",
            held_coverage=f"{100 * found.held_out.coverage:.0f}",
            held_density=f"{100 * found.held_out.density:.0f}",
            **fields,
        )
    if found.reason in ("never", "always", "too_few_cases", "no_box"):
        return say(f"analysis.found_{found.reason}", **fields)
    return say("analysis.found_nothing_firm", **fields)


def on_tree(analysis: Analysis, found: Discovery) -> list[str]:
    """The leaves of an event's tree where it happens at all, a line each under a line that names the event.

    None where trees say nothing about worlds they were not grown on.
    """
    if found.tree is None or not found.tree_firm:
        return []
    ends = [leaf for leaf in leaves(found.tree) if leaf.share > 0]
    said = [say("analysis.tree_of", event=event_name(analysis.result, found))]
    for leaf in ends:
        shares = {"coverage": f"{100 * leaf.coverage:.0f}", "density": f"{100 * leaf.share:.0f}"}
        words = path_words(leaf.conditions, analysis.result.factors)
        worlds = compared(analysis.result, leaf.points)
        said.append("  " + say("analysis.tree_leaf", words=words, worlds=worlds, **shares))
    return [*said, "  " + tree_held(analysis.result, found)]


def tree_held(result: StudyResult, found: Discovery) -> str:
    """How an event's tree does on worlds it was not grown on."""
    held = found.tree_held_out
    assert held is not None
    return say(
        "analysis.tree_held", coverage=f"{100 * held.coverage:.0f}", density=f"{100 * held.density:.0f}",
        share=number(found.share, "share"), worlds=compared(result, found.worlds),
    )  # fmt: skip
