"""What the study found: tables, figures and the report, from the store a sweep wrote.

    uv run python experiments/which_strategy/analysis.py out/which_strategy

One outcome is added to those the runs recorded, world by world: the income a million yuan of the strategy's own money
bought. A strategy that spends more can gain more, so that a ranking by gain alone is largely a ranking by budget. The
prices in the report count the time of staff too, at a cadre's wage, which may be most of a strategy's cost. Of a sweep
that was stopped only worlds run to the end count; they come in the order in which they were drawn, so that what is left
out has nothing to do with what came out.
"""

import sys
from dataclasses import replace
from pathlib import Path

from liancun_sim.analysis.study.analysed import Analysis, analyse_study
from liancun_sim.analysis.study.discovery import FAILS
from liancun_sim.reports.common.result_folder import write_figures
from liancun_sim.reports.study.write import figures, write_analysis
from liancun_sim.results.store import OutcomeInfo, open_store
from liancun_sim.results.study.study import StudyResult, study_result
from liancun_sim.vocabulary import Label, use_language

HERE = Path(__file__).parent
MILLION = 1e6
PER_MILLION = OutcomeInfo(
    "income_per_million",
    Label("Income gained per million yuan of its own", "每百万元自身支出增加的人均纯收入"),
    "yuan/person/year",
    "higher",
)
FOCUS = ("income_mean", "converted_true", "satisfaction", PER_MILLION.key)
PAIR = ["point", "replicate"]


def with_income_per_million(result: StudyResult) -> StudyResult:
    """The study with each run's gain over the baseline of its world and luck, per million yuan; 0 in the baseline."""
    runs, is_base = result.runs, result.runs["scenario"] == result.baseline
    base = runs[is_base].set_index(PAIR)["income_mean"].reindex(runs.set_index(PAIR).index).to_numpy()
    spent = runs["total_yuan"].mask(is_base) / MILLION
    added = ((runs["income_mean"] - base) / spent).mask(is_base & runs["income_mean"].notna(), 0.0)
    return replace(
        result,
        runs=runs.assign(**{PER_MILLION.key: added}),
        outcomes={**result.outcomes, PER_MILLION.key: PER_MILLION},
    )


def whole_worlds(result: StudyResult) -> StudyResult:
    """The worlds of which every run is done."""
    runs = result.runs.groupby("point").size()
    whole = runs.index[runs == result.planned // len(result.points)]
    return replace(result, points=result.points.loc[whole], runs=result.runs[result.runs["point"].isin(whole)])


def analysed(store: str) -> Analysis:
    """The analysis; of income per million no price again, and no second account of where income fails to rise."""
    result = with_income_per_million(whole_worlds(study_result(open_store(store))))
    found = analyse_study(result, focus=FOCUS, events=[("stated_consent", "below", 0.8)])
    told = [one for one in found.discoveries if (one.event.kind, one.event.outcome) != (FAILS, PER_MILLION.key)]
    return replace(found, costs=found.costs[found.costs["outcome"] != PER_MILLION.key], discoveries=tuple(told))


def main(store: str) -> None:
    analysis = analysed(store)
    write_analysis(analysis, HERE / "results", "en")
    (HERE / "figures_zh").mkdir(exist_ok=True)
    use_language("zh")
    write_figures(figures(analysis), HERE / "figures_zh", pdf=True)


if __name__ == "__main__":
    main(sys.argv[1])
