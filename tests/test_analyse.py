"""A sweep analysed through the whole path: study, store, analysis, page, command."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from liancun_sim import analyse, sweep
from liancun_sim.cli import run
from liancun_sim.reports.study.sections import unsure
from liancun_sim.reports.study.summary import summary
from liancun_sim.reports.study.write import write_analysis
from liancun_sim.vocabulary import BadInput
from swept_functions import broken, chosen, consent, ishigami, ishigami_failing, noisy_consent, ranked
from written_again import written_again

PI = math.pi
V1, V2, V13 = 0.5 * (1 + 0.1 * PI**4 / 5) ** 2, 49 / 8, 0.01 * PI**8 * (1 / 18 - 1 / 50)
V = V1 + V2 + V13
KNOWN = {
    ("first", "x1"): V1 / V, ("first", "x2"): V2 / V, ("first", "x3"): 0.0,
    ("total", "x1"): (V1 + V13) / V, ("total", "x2"): V2 / V, ("total", "x3"): V13 / V,
}  # fmt: skip
CUBE = {
    "uncertainties": {name: {"low": -PI, "high": PI} for name in ("x1", "x2", "x3")},
    "design": {"kind": "sobol", "base": 512},
    "replications": 1,
    "outcomes": ["y"],
    "runs_per_chunk": 1000,
}
CONSENT = {
    "name": {"en": "When consent fails", "zh": "同意率何时不足"},
    "baseline": "base",
    "scenarios": ["base", "policy"],
    "uncertainties": {name: {"low": 0.0, "high": 1.0} for name in ("trust", "income_gap", "roads", "rain")},
    "design": {"kind": "latin_hypercube", "points": 300, "seed": 5},
    "replications": 2,
    "outcomes": ["consent", "fairness"],
    "runs_per_chunk": 1000,
}


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """The consent study, swept."""
    folder = tmp_path_factory.mktemp("study") / "研究 store"
    sweep(CONSENT, folder, run=consent, workers=1)
    return folder


@pytest.mark.parametrize("function", [ishigami, ishigami_failing])
def test_known_indices_come_back_through_sweep_and_analysis(function, tmp_path):
    sweep(CUBE, tmp_path / "store", run=function, workers=1)
    analysis = analyse(tmp_path / "store")
    table = analysis.sensitivity[analysis.sensitivity["method"] == "sobol"]
    found = {
        (one, factor): (low, high)
        for one, factor, low, high in zip(*(table[c] for c in ("index", "factor", "low", "high")))
    }
    assert found.keys() == KNOWN.keys()
    for key, (low, high) in found.items():
        assert low <= KNOWN[key] <= high, key
    failed = len(analysis.result.failed)
    assert failed == 0 if function is ishigami else 20 < failed < 90  # 2 % of 2,560 are 51
    assert table["dropped"].iloc[0] == analysis.result.points.loc[analysis.result.failed["point"], "group"].nunique()


def test_a_planted_corner_is_told_in_words(swept):
    analysis = analyse(swept, focus=["consent"], events=["consent<0.6"])
    found = analysis.discoveries[0]
    assert found.firm
    assert (found.box.coverage > 0.9, found.box.density > 0.9) == (True, True)
    names = [analysis.result.factors[i].key for i in found.box.restricted]
    assert names == ["trust", "income_gap"]


def test_the_summary_says_what_is_best_and_what_it_is_not(swept, capsys):
    assert run(["analyse", str(swept), "--event", "consent<0.6"]) == 0
    said = capsys.readouterr().out
    assert (
        "consent: policy comes first in every ranking the runs allow (95 %, all ranks of this outcome together)."
        in said
    )
    assert "fairness: base comes first" in said
    assert "2 outcomes are ranked. The confidence holds for the ranks of one outcome at a time;" in said
    assert "a share of worlds is not a probability" in said
    assert "consent under policy lies below 0.6 when trust < 0.4 and income_gap > 0.6." in said
    assert "The effect of policy on consent depends most on roads (+1.00)." in said


def test_the_summary_speaks_chinese(swept, capsys):
    assert run(["analyse", str(swept), "--event", "consent<0.6", "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert "consent：在模拟所允许的一切排名中，policy均居首位（95%，该结果的各名次同时成立）。" in said
    assert "policy下“consent”低于0.6：当trust < 0.4，且income_gap > 0.6时。" in said


def test_choices_are_told_as_sets_from_the_sweep_to_the_page(tmp_path):
    study = CONSENT | {
        "levers": {"targeting": ["need_first", "random", "easy_first", "nearest"]},
        "uncertainties": {name: {"low": 0.0, "high": 1.0} for name in ("trust", "rain")},
    }
    sweep(study, tmp_path / "store", run=chosen, workers=1)
    analysis = analyse(tmp_path / "store", focus=["consent"], events=["consent<0.6"])
    found = next(one for one in analysis.discoveries if one.event.kind == "below")
    box = analysis.tables["boxes"].query("event == 'below'").set_index("factor")
    assert box.loc["targeting", "one_of"] == "need_first;easy_first"
    assert box.loc["trust", "high"] == pytest.approx(0.5, abs=0.03)
    assert found.firm
    write_analysis(analysis, tmp_path / "out", "en")
    written_again(tmp_path / "out", tmp_path / "again", "report.html", "tree.csv", language="en")
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    for text in (
        "targeting (a lever) is need first or easy first",
        "targeting（政策参数）为先难后易或先易后难",
        "need first, at random, easy first, nearest",
    ):
        assert text in page
    tree = analysis.tables["tree"].query("event == 'below' and leaf == 1").set_index("factor")
    assert tree.loc["targeting", "one_of"] == "need_first;easy_first"
    figure = (tmp_path / "out" / "figures" / "boxes.svg").read_text("utf-8")
    for name in ("need first", "at random", "easy first", "nearest"):
        assert name in figure


def test_an_analysis_is_written_again_from_what_its_folder_keeps(swept, tmp_path):
    out = tmp_path / "out"
    write_analysis(analyse(swept, events=["consent<0.6"]), out, "zh")
    written_again(out, tmp_path / "again", "report.html", "boxes.csv", "tree.csv", "summary.txt", "figures/boxes.svg")


def test_the_tree_is_told_with_coverage_and_density_and_written_as_a_table(swept):
    analysis = analyse(swept, focus=["consent"], events=["consent<0.6"])
    said = summary(analysis)
    assert "Tree: consent under policy lies below 0.6\n" in said
    table = analysis.tables["tree"]
    first = table[(table["event"] == "below") & (table["scenario"] == "policy") & (table["leaf"] == 1)]
    limits = {row.factor: (row.low, row.high) for row in first.itertuples()}
    assert limits["trust"] == (pytest.approx(math.nan, nan_ok=True), pytest.approx(0.4, abs=0.02))
    assert limits["income_gap"] == (pytest.approx(0.6, abs=0.02), pytest.approx(math.nan, nan_ok=True))
    leaf = first.iloc[0]
    shares = f"coverage {100 * leaf['coverage']:.0f} %, density {100 * leaf['density']:.0f} % ({leaf['worlds']} worlds)"
    assert shares in said
    leaves = table.drop_duplicates(["event", "outcome", "scenario", "leaf"])
    whole = leaves.groupby(["event", "outcome", "scenario"])[["coverage", "worlds"]].sum()
    assert whole["coverage"].to_numpy() == pytest.approx(1)
    assert (whole["worlds"] == 300).all()


def test_a_demand_replaces_the_baseline_as_the_measure(swept):
    table = analyse(swept, demands=["consent=0.85"]).regret.set_index(["outcome", "scenario"])
    result = analyse(swept).result
    corner = (result.points["trust"] < 0.4) & (result.points["income_gap"] > 0.6)
    assert table.loc[("consent", "base"), "satisficing"] == pytest.approx(1 - corner.mean())
    assert np.isnan(table.loc[("fairness", "base"), "demand"])


def test_everything_is_written_and_the_page_needs_no_network(swept, tmp_path):
    out = tmp_path / "分析 结果"
    write_analysis(analyse(swept, events=["consent<0.6"]), out, "zh")
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    tables = {"ranking", "regret", "pareto", "costs", "sensitivity", "boxes", "tree", "failed_runs"}
    assert {f"{name}.csv" for name in tables} | {"report.html", "summary.txt", "manifest.json"} <= names
    for figure in ("effects_by_world", "regret", "drivers", "boxes"):
        assert {f"figures/{figure}.{ending}" for ending in ("png", "svg", "pdf")} <= names
    page = (out / "report.html").read_text("utf-8")
    assert 'src="http' not in page
    assert 'href="http' not in page
    assert page.count("<svg") == 4  # in the language spoken
    assert page.count("<figure data-drawn") == page.count("data-told=") == 4  # and packed in the other
    for text in ("Where it fails", "在哪里失败", "1200 of 1200 runs finished", "失败0次"):
        assert text in page
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert (manifest["kind"], manifest["runs_done"], manifest["runs_failed"]) == ("liancun_sim analysis", 1200, 0)
    assert {*manifest["files"], "manifest.json"} == names


def test_an_analysis_is_written_again_in_place_but_never_over_other_files(swept, tmp_path, capsys):
    out = tmp_path / "out"
    assert run(["analyse", str(swept), "--out", str(out), "-q"]) == 0
    assert run(["analyse", str(swept), "--out", str(out), "-q"]) == 0
    (out / "notes.txt").write_text("mine", "utf-8")
    assert run(["analyse", str(swept), "--out", str(out), "-q"]) == 2
    assert (out / "notes.txt").read_text("utf-8") == "mine"


def test_failed_runs_are_stated_and_end_the_command_with_one(tmp_path, capsys):
    study = CUBE | {"design": {"kind": "sobol", "base": 64}}
    sweep(study, tmp_path / "store", run=ishigami_failing, workers=1)
    assert run(["analyse", str(tmp_path / "store"), "--out", str(tmp_path / "out")]) == 1
    failed = len(analyse(tmp_path / "store").result.failed)
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert f"{failed} runs have failed; a world with a failed run is left out of comparisons and counted there." in page
    assert "planted failure" in page


def test_an_unfinished_sweep_says_it_is_partial(tmp_path, capsys):
    study = CONSENT | {"runs_per_chunk": 200}  # six chunks
    sweep(study, tmp_path / "store", run=consent, workers=1, shard=(1, 2))
    assert run(["analyse", str(tmp_path / "store")]) == 0
    said = capsys.readouterr().out
    assert "600 of 1200 runs are not done yet: this is a partial answer." in said


def test_the_same_analysis_twice_is_the_same_to_the_byte(swept, tmp_path):
    for name in ("one", "two"):
        write_analysis(analyse(swept), tmp_path / name)
    for path in [*sorted((tmp_path / "one").rglob("*.csv")), tmp_path / "one" / "report.html"]:
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes(), path


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"focus": ["consnt"]},
            "--focus: the study did not record 'consnt'. Did you mean 'consent'? It recorded: consent, fairness",
        ),
        (
            {"events": ["consent"]},
            "--event: 'consent' is not an event; write an outcome, < or >, and a number, for example consent<0.5",
        ),
        (
            {"events": ["trust<0.5"]},
            "--event: the study did not record 'trust'. It recorded: consent, fairness",
        ),
        (
            {"demands": ["consent"]},
            "--demand: 'consent' is not a demand; write an outcome, =, and a number, for example consent=0.5",
        ),
        (
            {"demands": ["fair=1"]},
            "--demand: the study did not record 'fair'. Did you mean 'fairness'? It recorded: consent, fairness",
        ),
    ],
)
def test_what_cannot_be_asked_is_told(swept, asked, message):
    with pytest.raises(BadInput) as bad:
        analyse(swept, **asked)
    assert str(bad.value) == message


def test_all_faults_are_told_at_once(swept):
    with pytest.raises(BadInput) as bad:
        analyse(swept, focus=["x"], demands=["consent=high"], events=["fairness=1"])
    assert [fault.place for fault in bad.value.faults] == ["--focus", "--demand", "--event"]


def test_a_sweep_in_which_everything_failed_says_so(tmp_path):
    study = CUBE | {"design": {"kind": "sobol", "base": 2}}
    sweep(study, tmp_path / "store", run=broken, workers=1)
    with pytest.raises(BadInput, match="all 10 runs done so far failed, the first with: ValueError: planted failure"):
        analyse(tmp_path / "store")


def test_a_folder_without_a_sweep_is_refused(tmp_path, capsys):
    assert run(["analyse", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()


def test_a_sweep_of_the_model_is_analysed_with_its_names(tmp_path, capsys):
    study = {
        "scenarios": ["strong_weak_pairing"], "county": str(tmp_path / "county"), "months": 12,
        "uncertainties": ["outreach.*"], "design": {"kind": "latin_hypercube", "points": 14, "seed": 1},
        "replications": 1, "outcomes": ["income_mean", "stated_consent", "unions_formed"],
    }  # fmt: skip
    assert (
        run(["county", "make", "--villages", "24", "--households", "2000", "--out", str(tmp_path / "county"), "-q"])
        == 0
    )
    sweep(study, tmp_path / "store", workers=1)
    analysis = analyse(tmp_path / "store")
    assert analysis.focus == ("income_mean",)
    assert analysis.costs["cost"].gt(0).all()
    write_analysis(analysis, tmp_path / "out", "zh")
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    for text in ("强弱村结对", "人均纯收入", "Strong-weak pairing", "Income per person", "Read first"):
        assert text in page


def test_a_sweep_that_the_rule_ended_is_not_partial(tmp_path, capsys):
    study = {
        "baseline": "base", "scenarios": ["base", "policy"], "outcomes": [{"cost": "lower"}, {"noted": "neither"}],
        "replications": "until settled", "settling": {"outcome": "cost"},
    }  # fmt: skip
    sweep(study, tmp_path / "store", run=ranked, workers=1)
    analysis = analyse(tmp_path / "store")
    assert (analysis.result.stopped_by, analysis.result.left) == ("settled", 0)
    assert analysis.order("cost") == ["policy", "base"]  # less is better
    assert set(analysis.ranking["outcome"]) == {"cost"}  # nothing is better or worse of the other
    assert analysis.regret.set_index("scenario")["regret_mean"].idxmin() == "policy"
    assert analysis.pareto.set_index("scenario")["on_front"].to_dict() == {"base": False, "policy": True}
    assert run(["analyse", str(tmp_path / "store")]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Analysis of a study\n")
    assert "Replication was ended by the rule, the ranking on cost being settled: nothing is left to do." in said
    assert "The intervals shown of cost hold together at 95 % whenever the rule stops" in said
    assert "One outcome is ranked." in said
    assert "partial" not in said


def test_after_the_rule_only_its_own_intervals_are_shown(tmp_path):
    study = {
        "baseline": "base", "scenarios": ["base", "policy", "other"],
        "outcomes": [{"cost": "lower"}, {"noted": "higher"}],
        "replications": "until settled", "settling": {"outcome": "cost", "at_most": 64, "indifference": 0.5},
    }  # fmt: skip
    sweep(study, tmp_path / "store", run=ranked, workers=1)
    analysis = analyse(tmp_path / "store")
    table = analysis.ranking.set_index(["outcome", "scenario"])
    stored = pd.read_csv(tmp_path / "store" / "ranking.csv").sort_values("rank")
    above, below = stored["scenario"].iloc[0], stored["scenario"].iloc[1]
    order = analysis.order("cost")
    assert order == stored["scenario"].tolist()
    # of the pair that stands beside the baseline, the interval is that of ranking.csv: sign turned where base is first
    sign, policy = (1, above) if below == "base" else (-1, below)
    assert "base" in (above, below)
    mine, row = table.loc[("cost", policy)], stored.iloc[0]
    ends = sorted(sign * row[["ci_low", "ci_high"]].to_numpy(dtype=float))
    assert [mine["ci_low"], mine["ci_high"]] == pytest.approx(ends)
    assert [mine["all_low"], mine["all_high"]] == pytest.approx(ends)
    assert mine["difference"] == pytest.approx(sign * row["difference"])
    noted = table.loc["noted"]
    assert noted[["ci_low", "ci_high", "all_low", "all_high", "rank_low", "rank_high"]].isna().all(axis=None)
    assert set(noted["reason"]) == {"stopped"}
    assert noted.loc["policy", "difference"] != 0
    write_analysis(analysis, tmp_path / "out", "zh")
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    for text in (
        "Of other outcomes and of prices no interval is shown",
        "其他结果与成本不给出区间",
        "another outcome decided when replication stopped",
        "重复何时停止由另一项结果决定",
    ):
        assert text in page
    shown = page[page.index('<section id="ranking">') : page.index('<section id="unsure">')]
    assert shown.count("<small>") == 2  # one interval of each of the two differences on cost


def test_a_rule_over_several_worlds_has_the_intervals_of_its_store(tmp_path):
    study = {
        "baseline": "base", "scenarios": ["base", "policy"], "outcomes": ["consent", "fairness"],
        "uncertainties": {name: {"low": 0.0, "high": 1.0} for name in ("trust", "income_gap", "roads")},
        "design": {"kind": "latin_hypercube", "points": 6, "seed": 2},
        "replications": "until settled", "settling": {"outcome": "consent", "at_most": 40},
    }  # fmt: skip
    sweep(study, tmp_path / "store", run=noisy_consent, workers=1)
    analysis = analyse(tmp_path / "store")
    table, stored = analysis.ranking.set_index(["outcome", "scenario"]), pd.read_csv(tmp_path / "store" / "ranking.csv")
    mine, first = table.loc[("consent", "policy")], stored.iloc[0]
    assert first["scenario"] == "policy"
    assert [mine["difference"], mine["ci_low"], mine["ci_high"]] == pytest.approx(
        first[["difference", "ci_low", "ci_high"]].tolist()
    )
    assert "The intervals of consent are over these draws, for the worlds of this design" in summary(analysis)


def test_a_demand_on_what_should_be_low_is_an_upper_limit(tmp_path):
    study = {"baseline": "base", "scenarios": ["base", "policy"], "outcomes": [{"cost": "lower"}], "replications": 4}
    sweep(study, tmp_path / "store", run=ranked, workers=1)
    page = unsure(analyse(tmp_path / "store", demands=["cost=0.5"]))
    assert "≤ 0.5<" in page
    assert "≥" not in page
