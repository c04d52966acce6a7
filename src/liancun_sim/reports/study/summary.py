"""What a study found, as plain text: for the terminal, and beside the page."""

from liancun_sim.analysis.study.analysed import Analysis
from liancun_sim.reports.common.limits import limits as limits_of
from liancun_sim.reports.study.drivers import depends
from liancun_sim.reports.study.events import on_event, on_tree
from liancun_sim.reports.study.names import facts, title
from liancun_sim.reports.study.sentences import findings, honesty
from liancun_sim.vocabulary import say


def summary(analysis: Analysis, limits: bool = True) -> str:
    """Findings, drivers and failures, then, if wanted, how far they reach; in the language being spoken."""
    result = analysis.result
    discovered = [on_event(analysis, found) for found in analysis.discoveries]
    discovered += [line for found in analysis.discoveries for line in on_tree(analysis, found)]
    blocks = [
        (say("analysis.in_short"), findings(analysis)),
        (say("analysis.sensitivity"), depends(analysis)),
        (say("analysis.discovery"), discovered),
        (say("report.limits"), [*honesty(analysis), *limits_of(result)] if limits else []),
    ]
    lines = [title(result), facts(result)]
    for heading, sentences in blocks:
        if sentences:
            lines += ["", heading, *(f"  - {sentence}" for sentence in sentences)]
    return "\n".join(lines) + "\n"
