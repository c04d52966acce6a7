"""What a study found and what its numbers are not, in sentences; the same on the page and in the terminal."""

from liancun_sim.analysis.study.analysed import Analysis
from liancun_sim.reports.study.choices import on_price, on_ranks, on_regret
from liancun_sim.reports.study.names import listed, outcome_name
from liancun_sim.results.study.study import StudyResult
from liancun_sim.vocabulary import say


def findings(analysis: Analysis) -> list[str]:
    """Ranks, what to choose without knowing, and the price, of each outcome in focus."""
    said = []
    for outcome in analysis.focus:
        said += [*on_ranks(analysis, outcome), *on_regret(analysis, outcome), *on_price(analysis, outcome)]
    return said


def honesty(analysis: Analysis) -> list[str]:
    """What the numbers are not."""
    result = analysis.result
    said = []
    counts = analysis.ranking["outcome"].value_counts()
    ranked = int((counts > 1).sum())
    if ranked:
        said.append(say("analysis.one_outcome" if ranked == 1 else "analysis.many_outcomes", count=ranked))
    if ranked and len(result.points) > 1:
        said.append(say("analysis.no_probability"))
    if result.levers and len(result.scenarios) > 1:
        said.append(levers_chosen(result))
    if result.rule is not None:
        said += on_stopping(result)
    if len(result.points) > 1 and result.replications:
        said.append(on_luck(result))
    if result.left > 0:
        said.append(say("analysis.runs_open", open=result.left, planned=result.planned))
    return said


def on_stopping(result: StudyResult) -> list[str]:
    """That a rule ended replication, and which intervals that leaves."""
    assert result.rule is not None
    fields = {"outcome": outcome_name(result, result.rule.outcome), "level": f"{100 * result.rule.confidence:g}"}
    said = [say(f"analysis.stopped_{result.stopped_by}", **fields)] if result.stopped_by else []
    return [*said, say("analysis.stopped_intervals", **fields)]


def on_luck(result: StudyResult) -> str:
    """Whose draws of luck the worlds have."""
    if result.rule is not None:
        outcome = outcome_name(result, result.rule.outcome)
        return say("analysis.luck_until_settled", count=result.replications, outcome=outcome)
    several = "luck_shared" if result.replications > 1 else "one_draw"
    kind = "luck_own" if result.provenance.get("own_luck") else several
    return say(f"analysis.{kind}", count=result.replications)


def levers_chosen(result: StudyResult) -> str:
    """Why there is no regret where levers vary."""
    return say("analysis.levers_chosen", levers=listed([str(one.label) for one in result.levers]))
