"""What a study and its parts are called, on the page and in the terminal."""

from liancun_sim.analysis.study.analysed import Analysis
from liancun_sim.reports.common.numbers import unit_name
from liancun_sim.results.study.study import StudyResult
from liancun_sim.vocabulary import Label, say

INDEX = "0–1"
COUNTED = Label("unit", "1个单位")
HUNDREDTHS = {"share": Label("percentage point", "1个百分点"), INDEX: Label("0.01 of the index", "分值0.01")}


def title(result: StudyResult) -> str:
    named = result.name.en or result.name.zh
    return say("analysis.title", name=result.name) if named else say("analysis.title_unnamed")


def facts(result: StudyResult) -> str:
    """Size of the study in one line, with what failed."""
    points = say("analysis.points" if result.levers else "analysis.worlds", count=len(result.points))
    parts = [say("analysis.facts", done=len(result.done), planned=result.planned, failed=len(result.failed))]
    if len(result.points) == 1:
        points = ""
    size = [points, say("analysis.scenarios", count=len(result.scenarios)) if len(result.scenarios) > 1 else "",
            replications(result.replications)]  # fmt: skip
    parts.append(" × ".join(part for part in size if part))
    if result.factors:
        parts.append(say("analysis.varied", factors=varied(result)))
    return " · ".join(parts)


def shared(analysis: Analysis) -> dict[str, str]:
    """What several notes name: the baseline, what is compared over, and the outcome a rule ranks on."""
    result = analysis.result
    most = int(analysis.ranking["worlds"].max()) if len(analysis.ranking) else len(result.points)
    return {
        "baseline": scenario_name(result, result.baseline) if result.baseline else "–",
        "compared": compared(result, most),
        "ruled": outcome_name(result, result.rule.outcome) if result.rule is not None else "",
    }


def replications(count: int) -> str:
    return say("analysis.replication" if count == 1 else "analysis.replications", count=count)


def varied(result: StudyResult) -> str:
    """How many assumptions, levers or both."""
    return say(f"analysis.factors_{_roles(result)}", count=len(result.factors))


def _roles(result: StudyResult) -> str:
    roles = {factor.role for factor in result.factors}
    return roles.pop() if len(roles) == 1 else "both"


def compared(result: StudyResult, count: int) -> str:
    """So many of what is compared over: replications of one world, worlds, or points that are choices as well."""
    if len(result.points) == 1:
        return replications(count)
    return say("analysis.points" if result.levers else "analysis.worlds", count=count)


def scenario_name(result: StudyResult, key: str) -> str:
    return str(result.scenarios[key].label)


def outcome_name(result: StudyResult, key: str) -> str:
    return str(result.outcomes[key].label)


def target_name(result: StudyResult, outcome: str, scenario: str, against: str) -> str:
    """What a sensitivity is of."""
    fields = {"outcome": outcome_name(result, outcome), "scenario": scenario_name(result, scenario)}
    if not against:
        return say("analysis.target_level", **fields)
    if against == result.baseline:
        return say("analysis.target_effect", **fields)
    return say("analysis.target_lead", against=scenario_name(result, against), **fields)


def unit_gained(result: StudyResult, outcome: str) -> str:
    """What one unit of improvement is called; of shares and indices 0–1, a hundredth."""
    unit = result.outcomes[outcome].unit
    if unit in HUNDREDTHS:
        return str(HUNDREDTHS[unit])
    if not unit:
        return str(COUNTED)
    return str(Label("{}", "1{}")).format(unit_name(unit))


def listed(names: list[str]) -> str:
    return str(Label(", ", "、")).join(names)


def joined(*sentences: str) -> str:
    return str(Label(" ", "")).join(filter(None, sentences))
