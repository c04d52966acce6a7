"""A study file resolves to what it says, and everything wrong with one is told with its line."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from liancun_sim.county import County, save_county
from liancun_sim.indicators import indicators
from liancun_sim.running.study.function_study import function_study
from liancun_sim.running.study.model_study import model_study
from liancun_sim.running.study.plan import Plan
from liancun_sim.running.study.study import Study
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.vocabulary import BadInput, use_language

GOOD = """\
name: {en: Pairs, zh: 结对}
scenarios: [strong_weak_pairing]
county: land
months: 12
levers:
  policies.strong_weak_pairing.pairs: {low: 2, high: 8}
  decision.threshold: [0.7, 0.8]
uncertainties: [attitude.press*, diffusion.*]
design: {kind: latin_hypercube, points: 20, seed: 3}
replications: 3
outcomes: [income_mean, converted_true]
keep: {series: [income_mean]}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, small_county: County) -> Path:
    place = tmp_path_factory.mktemp("study")
    save_county(small_county, place / "land")
    return place


def resolved(folder: Path, text: str) -> Study:
    path = folder / "design.yaml"
    path.write_text(text, "utf-8")
    return model_study(path)[0]


def test_a_study_resolves_to_factors_points_and_outcomes(folder: Path) -> None:
    study = resolved(folder, GOOD)
    assert study.scenarios == ("baseline", "strong_weak_pairing")
    keys = [factor.key for factor in study.factors]
    diffusion = [key for key in COEFFICIENTS if key.startswith("diffusion.")]
    levers = ["policies.strong_weak_pairing.pairs", "decision.threshold"]
    assert keys == [*levers, "attitude.pressure", *diffusion]
    assert [factor.role for factor in study.factors[:3]] == ["lever", "lever", "uncertainty"]
    pairs = study.points.values["policies.strong_weak_pairing.pairs"]
    assert pairs.dtype.kind == "i"
    assert set(pairs) <= set(range(2, 9))
    assert set(study.points.values["decision.threshold"]) == {0.7, 0.8}
    pressure = COEFFICIENTS["attitude.pressure"]
    drawn = study.points.values["attitude.pressure"]
    assert pressure.low <= drawn.min() < drawn.max() <= pressure.high
    assert [info.key for info in study.outcomes] == [
        "income_mean", "converted_true", "total_yuan", "staff_yuan", "public_yuan", "total_cadre_months",
    ]  # fmt: skip
    assert study.tables == ("series",)


def test_by_default_every_coefficient_varies_over_its_range_and_every_indicator_is_recorded(folder: Path) -> None:
    study = resolved(folder, "scenarios: [combined]\ncounty: land\ndesign: {kind: sobol, base: 4}\n")
    assert [factor.key for factor in study.factors] == list(COEFFICIENTS)
    assert len(study.points) == 4 * (len(COEFFICIENTS) + 2)
    assert {info.key for info in study.outcomes} >= set(indicators())


def test_what_every_scenario_sets_itself_does_not_vary(folder: Path) -> None:
    (folder / "firm.yaml").write_text("extends: baseline\ncoefficients: {attitude.pressure: 0.3}\n", "utf-8")
    study = resolved(
        folder, "baseline: firm\nscenarios: [firm]\ncounty: land\ndesign: {kind: latin_hypercube, points: 2}\n"
    )
    assert "attitude.pressure" not in [factor.key for factor in study.factors]


def test_a_scenario_without_a_lever_shares_its_runs_over_the_points(folder: Path) -> None:
    study = resolved(
        folder,
        "scenarios: [strong_weak_pairing]\ncounty: land\nuncertainties: none\nreplications: 2\n"
        "levers: {policies.strong_weak_pairing.pairs: [2, 4, 8]}\ndesign: {kind: grid}\n",
    )
    plan = Plan(study)
    (block,) = plan.blocks()
    columns = {name: np.asarray(values) for name, values in block.items()}
    baseline = columns["scenario"] == "baseline"
    assert plan.runs == 2 * (1 + 3) == columns["own"].sum()
    assert len(set(columns["run_id"][baseline])) == 2  # one per replicate, whatever the pairs
    assert len(set(columns["run_id"][~baseline])) == 6
    assert len(columns["run_id"]) == 2 * 2 * 3


def test_a_short_look_may_vary_levers(folder: Path) -> None:
    """Shorter than it takes to leave the list of backward villages: fine, as on the command line."""
    study = resolved(folder, GOOD.replace("months: 12", "months: 6"))
    assert study.described["months"] == 6
    assert "policies.strong_weak_pairing.pairs" in study.points.values


def test_run_ids_come_from_content(folder: Path) -> None:
    def ids(text: str) -> set[str]:
        (block,) = Plan(resolved(folder, text)).blocks()
        return set(np.asarray(block["run_id"]))

    first = ids(GOOD)
    assert ids(GOOD) == first
    assert ids(GOOD.replace("name: {en: Pairs, zh: 结对}", "name: {en: Other}")) == first
    for luck in ("shared", "own"):  # more replications keep those there were
        text = GOOD + f"luck: {luck}\n"
        assert ids(text) < ids(text.replace("replications: 3", "replications: 4"))
    assert not ids(GOOD.replace("months: 12", "months: 13")) & first
    assert not ids(GOOD + "seed: 2\n") & first


def test_chunks_follow_from_the_design_alone(folder: Path) -> None:
    study = resolved(folder, GOOD)
    (block,) = Plan(study).blocks()
    columns = {name: np.asarray(values)[np.asarray(block["own"])] for name, values in block.items()}
    assert (np.diff(columns["chunk"] * study.runs_per_chunk + columns["place"]) == 1).all()
    assert columns["place"].max() == study.runs_per_chunk - 1
    assert study.runs_per_chunk % 2 == 0  # both scenarios of a point and replicate together


KNOWN = {
    "study": "name, question, baseline, scenarios, county, months, settings, levers, uncertainties, design, "
    "replications, luck, settling, seed, outcomes, stop, keep, runs_per_chunk",
    "design": "kind, points, base, trajectories, levels, seed, rows, file",
    "attitude": ", ".join(key for key in COEFFICIENTS if key.startswith("attitude.")),
    "decision": "decision.threshold, decision.unit, decision.scope, decision.silence, decision.voters, "
    "decision.response_rate, decision.quorum, decision.majority, decision.secret_ballot, decision.rule",
    "own": "income_mean, total_yuan, staff_yuan, public_yuan, total_cadre_months",
}
TAIL = "uncertainties: none\n"
ONE = f"scenarios: [strong_weak_pairing]\n{TAIL}"

CASES = {
    "a misspelt key": (
        f"{ONE}replication: 4\n",
        "line 3: unknown key 'replication' in a study. Did you mean 'replications'? It takes: {study}",
        "第3行：研究文件中没有变量“replication”。是否指“replications”？可用：{study}",
    ),
    "an unknown key of the design": (
        f"{ONE}design: {{kind: grid, size: 4}}\n",
        "line 3: unknown key 'size' in design. It takes: {design}",
        "第3行：design中没有变量“size”。可用：{design}",
    ),
    "code in a study": (
        f"{ONE}run: my.module.function\n",
        "line 3: unknown key 'run' in a study. It takes: {study}",
        "第3行：研究文件中没有变量“run”。可用：{study}",
    ),
    "a design without a kind": (
        f"{ONE}design: {{points: 4}}\n",
        "line 3: 'design' lacks 'kind'",
        "第3行：“design”缺少“kind”",
    ),
    "a design of no known kind": (
        f"{ONE}design: {{kind: random}}\n",
        "line 3: 'design.kind' is 'random'; it takes one of: grid, list, latin_hypercube, halton, sobol, morris, csv",
        "第3行：“design.kind”为“random”；应为以下之一：grid, list, latin_hypercube, halton, sobol, morris, csv",
    ),
    "a number that is text": (
        f"{ONE}months: twelve\n",
        "line 3: 'months' is 'twelve'; it takes a whole number from 1 to 240",
        "第3行：“months”为“twelve”；应为1到240之间的整数",
    ),
    "no value": (
        f"{ONE}seed:\n",
        "line 3: 'seed' has no value; it takes a whole number of at least 0",
        "第3行：“seed”没有取值；应为不小于0的整数",
    ),
    "replications of another kind": (
        f"{ONE}replications: 2.5\n",
        "line 3: 'replications' is '2.5'; it takes a whole number, or 'until settled'",
        "第3行：“replications”为“2.5”；应为整数，或 until settled",
    ),
    "nothing to run": (
        f"baseline:\n{TAIL}",
        "the study runs nothing: list scenarios, for example 'scenarios: [strong_weak_pairing]'",
        "研究没有可运行的内容：请列出情景，例如 scenarios: [strong_weak_pairing]",
    ),
    "scenarios of different length": (
        f"scenarios: [short]\n{TAIL}",
        "line 1: 'short' starts in another month or runs for another length than 'baseline'; give 'months', or make "
        "them equal",
        "第1行：“short”与“baseline”的起始月份或时长不同；请给出 months，或使其一致",
    ),
    "a setting out of range": (
        f"{ONE}settings: {{decision.threshold: 80}}\n",
        "line 3: 'decision.threshold' is 80; a share lies between 0 and 1: for 80 % write 0.8",
        "第3行：“decision.threshold”为 80；比例应在0与1之间：80% 请写0.8",
    ),
    "uncertainties in a word nobody knows": (
        "scenarios: [combined]\nuncertainties: most\n",
        "line 2: 'uncertainties' is 'most'; write all, none, or a list such as [attitude.*]",
        "第2行：uncertainties 为“most”；请写 all、none 或列表，如 [attitude.*]",
    ),
    "a pattern that fits nothing": (
        "scenarios: [combined]\nuncertainties: [opinion.*]\n",
        "line 2: no coefficient fits the pattern 'opinion.*'; 'liancun catalogue --kind coefficient' lists them",
        "第2行：没有系数符合通配符“opinion.*”；可用 liancun catalogue --kind coefficient 查看",
    ),
    "a misspelt coefficient": (
        "scenarios: [combined]\nuncertainties:\n  attitude.presure:\n",
        "line 3: no coefficient is called 'attitude.presure'. Did you mean 'attitude.pressure'? There are: {attitude}",
        "第3行：没有名为“attitude.presure”的系数。是否指“attitude.pressure”？可用：{attitude}",
    ),
    "an assumption among the levers": (
        f"{ONE}levers: {{attitude.pressure: {{low: 0, high: 1}}}}\n",
        "line 3: 'attitude.pressure' is an assumption, not a lever; put it under 'uncertainties'",
        "第3行：“attitude.pressure”是假设而非政策参数；请放在 uncertainties 下",
    ),
    "a lever nobody has": (
        f"{ONE}levers: {{decision.treshold: [0.7]}}\n",
        "line 3: there is no lever 'decision.treshold'. Did you mean 'decision.threshold'? Levers are settings such "
        "as: {decision}",
        "第3行：没有政策参数“decision.treshold”。是否指“decision.threshold”？政策参数是这样的设置：{decision}",
    ),
    "a policy no scenario has": (
        f"{ONE}levers: {{policies.work_team.count: [1, 2]}}\n",
        "line 3: no scenario of the study has a policy called 'work_team'; there are: strong_weak_pairing",
        "第3行：研究的各情景中没有名为“work_team”的政策；现有：strong_weak_pairing",
    ),
    "a list of villages as a lever": (
        f"{ONE}levers: {{policies.strong_weak_pairing.villages: [V1]}}\n",
        "line 3: 'policies.strong_weak_pairing.villages' is a list of villages and cannot vary; write a scenario for "
        "each list",
        "第3行：“policies.strong_weak_pairing.villages”是村名单，不能变动；请为每份名单各写一个情景",
    ),
    "a range the wrong way round": (
        f"{ONE}levers: {{decision.threshold: {{low: 0.9, high: 0.5}}}}\n",
        "line 3: the range of 'decision.threshold' runs from 0.9 to 0.5; low must lie below high",
        "第3行：“decision.threshold”的区间为0.9到0.5；low 须小于 high",
    ),
    "a range of other keys": (
        f"{ONE}levers: {{decision.threshold: {{from: 0.5, to: 0.9}}}}\n",
        "line 3: the range of 'decision.threshold' takes low and high, but has: from, to",
        "第3行：“decision.threshold”的区间应有 low 和 high，现有：from, to",
    ),
    "an end that is no number": (
        f"{ONE}levers:\n  decision.threshold: {{low: half, high: 0.9}}\n",
        "line 4: 'low' of 'decision.threshold' is 'half', not a number",
        "第4行：“decision.threshold”的 low 为“half”，不是数",
    ),
    "half a pair": (
        f"{ONE}levers: {{policies.strong_weak_pairing.pairs: {{low: 1.5, high: 4}}}}\n",
        "line 3: 'low' of 'policies.strong_weak_pairing.pairs' is 1.5; 'policies.strong_weak_pairing.pairs' takes "
        "whole numbers",
        "第3行：“policies.strong_weak_pairing.pairs”的 low 为 1.5；“policies.strong_weak_pairing.pairs”须为整数",
    ),
    "a range of a choice": (
        f"{ONE}levers: {{decision.unit: {{low: 0, high: 1}}}}\n",
        "line 3: 'decision.unit' is a choice and has no range; list its values",
        "第3行：“decision.unit”是选项，没有区间；请列出取值",
    ),
    "a value twice": (
        f"{ONE}levers: {{decision.threshold: [0.7, 0.7]}}\n",
        "line 3: 'decision.threshold' lists a value twice; give each once",
        "第3行：“decision.threshold”列出了重复的取值；每个值只写一次",
    ),
    "a lever beyond what a scenario takes": (
        f"{ONE}levers: {{decision.threshold: {{low: 0.5, high: 1.5}}}}\ndesign: {{kind: grid}}\n",
        "line 3: 'decision.threshold' is 1.5, out of range; it takes a number from 0 to 1",
        "第3行：“decision.threshold”为 1.5，超出范围；应为0到1之间的数",
    ),
    "a lever that is one number": (
        f"{ONE}levers: {{decision.threshold: 0.7}}\n",
        "line 3: 'decision.threshold' is '0.7'; write {low: 1, high: 2}, or a list of values such as [1, 2, 4]",
        "第3行：“decision.threshold”为“0.7”；请写 {low: 1, high: 2}，或取值列表，如 [1, 2, 4]",
    ),
    "a range without an end of its own": (
        f"{ONE}levers: {{budget.yuan_per_year: }}\n",
        "line 3: 'budget.yuan_per_year' has no range of its own; give one, for example {low: 1, high: 2}",
        "第3行：“budget.yuan_per_year”没有自带的区间；请给出，例如 {low: 1, high: 2}",
    ),
    "factors without a design": (
        f"{ONE}levers: {{decision.threshold: [0.7, 0.8]}}\n",
        "1 factors vary; say which points to visit, for example 'design: {kind: latin_hypercube, points: 200}'",
        "共有1个因子变动；请说明取哪些点，例如 design: {kind: latin_hypercube, points: 200}",
    ),
    "a design without factors": (
        f"{ONE}design: {{kind: grid}}\n",
        "line 3: a design needs something that varies; give levers or uncertainties, or leave 'design' out",
        "第3行：设计需要有变动的因子；请给出 levers 或 uncertainties，或去掉 design",
    ),
    "a design that lacks its number": (
        "scenarios: [combined]\ndesign: {kind: latin_hypercube}\n",
        "line 2: a latin_hypercube design needs 'points'",
        "第2行：latin_hypercube 设计需要“points”",
    ),
    "a key of another design": (
        "scenarios: [combined]\ndesign: {kind: sobol, base: 8, levels: 4}\n",
        "line 2: a sobol design does not take 'levels'. It takes: base, seed",
        "第2行：sobol 设计不用“levels”。可用：base, seed",
    ),
    "a Sobol base between powers of two": (
        "scenarios: [combined]\ndesign: {kind: sobol, base: 100}\n",
        "line 2: 'base' of a Sobol design is a power of two; 100 is none, use 64 or 128",
        "第2行：Sobol 设计的 base 应为2的幂；100 不是，请用64或128",
    ),
    "an odd number of Morris levels": (
        "scenarios: [combined]\ndesign: {kind: morris, trajectories: 4, levels: 5}\n",
        "line 2: 'levels' of a Morris design is even; 5 is odd",
        "第2行：Morris 设计的 levels 应为偶数；5 是奇数",
    ),
    "a grid over everything": (
        "scenarios: [combined]\nuncertainties: [attitude.*]\ndesign: {kind: grid, levels: 10}\n",
        "line 3: the design has {grid} points, more than 2,000,000; vary fewer factors or use latin_hypercube",
        "第3行：设计共{grid}个点，超过2,000,000；请减少变动的因子，或改用 latin_hypercube",
    ),
    "a list beside ranges": (
        f"{ONE}design: {{kind: list, rows: [{{attitude.pressure: 0.5}}]}}\n",
        "line 2: a list design gives every value itself; leave 'uncertainties' out",
        "第2行：list 设计自己给出全部取值；请去掉“uncertainties”",
    ),
    "points that give different things": (
        "scenarios: [combined]\ndesign:\n  kind: list\n  rows:\n    - {attitude.pressure: 0.5}\n"
        "    - {attitude.answer_noise: 0.5}\n",
        "line 6: point 2 gives attitude.answer_noise, the first one attitude.pressure; every point gives the same",
        "第6行：第2个点给出 attitude.answer_noise，第1个点给出 attitude.pressure；各点应给出相同的项",
    ),
    "a file of points that is not there": (
        "scenarios: [combined]\ndesign: {kind: csv, file: points.csv}\n",
        "line 2: the points in 'points.csv' cannot be read: there is no such file or folder. Check the name",
        "第2行：无法读取“points.csv”中的点：没有这个文件或文件夹。请核对名称",
    ),
    "a file of points with a short line": (
        "scenarios: [combined]\ndesign: {kind: csv, file: short.csv}\n",
        "short.csv, line 3: 1 values here, 2 in the first line",
        "short.csv，第3行：此行有1个值，首行有2个",
    ),
    "a file of points with a value out of range": (
        "scenarios: [combined]\ndesign: {kind: csv, file: high.csv}\n",
        "high.csv, line 5: 'decision.threshold' is 1.5, out of range; it takes a number from 0 to 1",
        "high.csv，第5行：“decision.threshold”为 1.5，超出范围；应为0到1之间的数",
    ),
    "a file of points with a cell left empty": (
        "scenarios: [combined]\ndesign: {kind: csv, file: empty.csv}\n",
        "empty.csv, line 2: 'attitude.pressure' is 'null'; give a number, true, false or text",
        "empty.csv，第2行：“attitude.pressure”为“null”；请给出数、true、false 或文本",
    ),
    "a file of points with a number that is none": (
        "scenarios: [combined]\ndesign: {kind: csv, file: nan.csv}\n",
        "nan.csv, line 3: 'attitude.pressure' is 'nan', not a finite number",
        "nan.csv，第3行：“attitude.pressure”为“nan”，不是有限的数",
    ),
    "a file of points with a misspelt coefficient": (
        "scenarios: [combined]\ndesign: {kind: csv, file: misspelt.csv}\n",
        "misspelt.csv, line 1: no coefficient is called 'attitude.presure'. Did you mean 'attitude.pressure'? There "
        "are: {attitude}",
        "misspelt.csv，第1行：没有名为“attitude.presure”的系数。是否指“attitude.pressure”？可用：{attitude}",
    ),
    "a point that is no number": (
        "scenarios: [combined]\ndesign:\n  kind: list\n  rows:\n    - {attitude.pressure: 0.5}\n"
        "    - {attitude.pressure: .nan}\n",
        "line 6: 'attitude.pressure' is 'nan', not a finite number",
        "第6行：“attitude.pressure”为“nan”，不是有限的数",
    ),
    "a point out of range": (
        "scenarios: [combined]\ndesign:\n  kind: list\n  rows:\n    - {decision.threshold: 0.5}\n"
        "    - {decision.threshold: 1.5}\n",
        "line 6: 'decision.threshold' is 1.5, out of range; it takes a number from 0 to 1",
        "第6行：“decision.threshold”为 1.5，超出范围；应为0到1之间的数",
    ),
    "an end that is infinite": (
        f"{ONE}levers: {{decision.threshold: {{low: 0.1, high: .inf}}}}\n",
        "line 3: 'decision.threshold' is 'inf', not a finite number",
        "第3行：“decision.threshold”为“inf”，不是有限的数",
    ),
    "a value that is no number": (
        f"{ONE}levers: {{decision.threshold: [0.7, .nan]}}\n",
        "line 3: 'decision.threshold' is 'nan', not a finite number",
        "第3行：“decision.threshold”为“nan”，不是有限的数",
    ),
    "a file of points separated by semicolons": (
        "scenarios: [combined]\ndesign: {kind: csv, file: semicolons.csv}\n",
        "semicolons.csv, line 1: the columns are separated by ';'; separate them by commas (save as CSV UTF-8, comma "
        "delimited)",
        "semicolons.csv，第1行：各列用“;”分隔；请改用英文逗号（另存为 CSV UTF-8，逗号分隔）",
    ),
    "a file of points in another encoding": (
        "scenarios: [combined]\ndesign: {kind: csv, file: gbk.csv}\n",
        "line 2: 'gbk.csv' is not UTF-8; save it as CSV UTF-8",
        "第2行：“gbk.csv”不是 UTF-8 编码；请另存为 CSV UTF-8",
    ),
    "a file of points with a cell beyond all bounds": (
        "scenarios: [combined]\ndesign: {kind: csv, file: endless.csv}\n",
        "line 2: the points in 'endless.csv' cannot be read: field larger than field limit (131072)",
        "第2行：无法读取“endless.csv”中的点：field larger than field limit (131072)",
    ),
    "a file of points with a block for a number": (
        "scenarios: [combined]\ndesign: {kind: csv, file: block.csv}\n",
        "block.csv, line 2: 'attitude.pressure' is '{'a': 1}'; give a number, true, false or text",
        "block.csv，第2行：“attitude.pressure”为“{'a': 1}”；请给出数、true、false 或文本",
    ),
    "a point that is a list": (
        "scenarios: [combined]\ndesign: {kind: list, rows: [{attitude.pressure: [1]}]}\n",
        "line 2: 'attitude.pressure' is '[1]'; give a number, true, false or text",
        "第2行：“attitude.pressure”为“[1]”；请给出数、true、false 或文本",
    ),
    "an end larger than any number": (
        f"{ONE}levers: {{budget.yuan_per_year: {{low: 0, high: 1{'0' * 400}}}}}\n",
        f"line 3: 'budget.yuan_per_year' is '1{'0' * 56}…', not a finite number",
        f"第3行：“budget.yuan_per_year”为“1{'0' * 56}…”，不是有限的数",
    ),
    "something kept twice": (
        f"{ONE}keep: {{series: [income_mean, income_mean]}}\n",
        "line 3: 'keep.series' lists 'income_mean' twice; give each once",
        "第3行：keep.series 中“income_mean”出现两次；每项只写一次",
    ),
    "series of no stratum": (
        f"{ONE}keep: {{series: [income_mean], strata: []}}\n",
        "line 3: series are kept by stratum, but 'strata' is empty; write [county], or leave it out",
        "第3行：序列按分组保存，但 strata 为空；请写 [county]，或去掉",
    ),
    "months with a point": (
        f"{ONE}months: 12.0\n",
        "line 3: 'months' is '12.0'; it takes a whole number from 1 to 240",
        "第3行：“months”为“12.0”；应为1到240之间的整数",
    ),
    "a character no path may hold": (
        f'{ONE}county: "a\\0b"\n',
        "line 3: the text holds the character \\0, which no name or path may; delete it",
        "第3行：文本中含有字符 \\0，名称和路径都不能有；请删去",
    ),
    "aliases that repeat aliases": (
        "a: &a [x]\n" + "".join(f"{to}: &{to} [{', '.join(9 * ['*' + of])}]\n" for of, to in pairwise("abcdefgh")),
        "this is not YAML: more than 400,000 values, as from aliases that repeat aliases; write it out, or use a CSV "
        "design",
        "不是有效的 YAML：取值超过400,000个，例如别名层层重复；请直接写出，或用 csv 设计",
    ),
    "a county that is not there": (
        f"{ONE}county: ./nowhere\n",
        "line 3: there is no county folder '{here}/nowhere'; make one with 'liancun county make' or 'liancun county "
        "import', or write 'county: default'",
        "第3行：没有县数据文件夹“{here}/nowhere”；请用 liancun county make 或 liancun county import 生成，"
        "或写 county: default",
    ),
    "a scenario listed twice": (
        "scenarios:\n  - combined\n  - combined\n",
        "line 3: 'scenarios' lists 'combined' twice; give each once",
        "第3行：scenarios 中“combined”出现两次；每项只写一次",
    ),
    "an outcome listed twice": (
        f"{ONE}outcomes: [income_mean, income_mean]\n",
        "line 3: 'outcomes' lists 'income_mean' twice; give each once",
        "第3行：outcomes 中“income_mean”出现两次；每项只写一次",
    ),
    "no outcome": (
        f"{ONE}outcomes: []\n",
        "line 3: 'outcomes' is empty; write all, or a list such as [income_mean, converted_true]",
        "第3行：outcomes 为空；请写 all 或列表，如 [income_mean, converted_true]",
    ),
    "no replications": (
        f"{ONE}replications: 0\n",
        "line 3: 'replications' is 0; it takes a whole number from 1 to 100,000",
        "第3行：replications 为 0；应为1到100,000之间的整数",
    ),
    "replications in a word nobody knows": (
        f"{ONE}replications: until bored\n",
        "line 3: 'replications' is 'until bored'; write a whole number, or 'until settled'",
        "第3行：replications 为“until bored”；请写整数，或 until settled",
    ),
    "settled on nothing": (
        f"{ONE}replications: until settled\n",
        "line 3: 'until settled' needs to know on what: give 'settling: {outcome: converted_true}'",
        "第3行：until settled 需要说明依据：请给出 settling: {outcome: converted_true}",
    ),
    "a rule that is not used": (
        f"{ONE}settling: {{outcome: income_mean}}\n",
        "line 3: 'settling' is for 'replications: until settled', but replications is 8",
        "第3行：settling 用于 replications: until settled，但 replications 为 8",
    ),
    "a cap below one batch": (
        f"{ONE}replications: until settled\nsettling: {{outcome: income_mean, batch: 50, at_most: 40}}\n",
        "line 4: 'at_most' is 40, less than one batch of 50",
        "第4行：at_most 为40，少于一批的50",
    ),
    "a cap before the first look": (
        f"{ONE}replications: until settled\nsettling: {{outcome: income_mean, at_most: 12}}\n",
        "line 4: 'at_most' is 12, but no ranking is settled on fewer than 30 replications: it could never end as "
        "settled. Write 30 or more, or 'replications: 12' for a fixed number",
        "第4行：at_most 为12，但少于30次重复时排名不会确定，永远不能以确定结束；请写30或更多，"
        "或以 replications: 12 固定次数",
    ),
    "settled on what is not recorded": (
        f"{ONE}replications: until settled\nsettling: {{outcome: income_men}}\noutcomes: [income_mean]\n",
        "line 4: the ranking is on 'income_men', which is no outcome of the study. Did you mean 'income_mean'? "
        "There are: {own}",
        "第4行：排名所依据的“income_men”不是研究的结果项。是否指“income_mean”？可用：{own}",
    ),
    "settled on what has no better end": (
        f"{ONE}replications: until settled\nsettling: {{outcome: stated_consent}}\n",
        "line 4: 'stated_consent' is neither better high nor better low, so nothing can be ranked on it; choose "
        "another outcome",
        "第4行：“stated_consent”没有优劣方向，不能据以排名；请换一项结果",
    ),
    "a ranking of one": (
        "scenarios: []\nuncertainties: none\nreplications: until settled\nsettling: {outcome: income_mean}\n",
        "line 3: a ranking needs at least two scenarios",
        "第3行：排名至少需要两个情景",
    ),
    "outcomes in a word nobody knows": (
        f"{ONE}outcomes: some\n",
        "line 3: 'outcomes' is 'some'; write all, or a list such as [income_mean, converted_true]",
        "第3行：outcomes 为“some”；请写 all 或列表，如 [income_mean, converted_true]",
    ),
    "treated villages of a single run": (
        f"{ONE}outcomes: ['income_mean@treated:yes']\n",
        "line 3: 'treated:yes' is not a stratum of single runs; they are 'county' and 'township:NAME' (treated "
        "villages are compared pair by pair: use liancun compare)",
        "第3行：“treated:yes”不是单次运行的分组；可用 county 和 township:乡镇名（受帮扶的村须逐对比较："
        "请用 liancun compare）",
    ),
    "a township of what is measured on the whole": (
        f"{ONE}outcomes: ['income_median@township:T']\n",
        "line 3: 'income_median@township:T' is measured on the whole county only; leave out the part after @",
        "第3行：“income_median@township:T”只按全县计算；请去掉 @ 之后的部分",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_bad_study_is_told_with_its_line_in_both_languages(case: str, tmp_path: Path, monkeypatch) -> None:
    text, *said = CASES[case]
    (tmp_path / "short.yaml").write_text("extends: baseline\nmonths: 24\n", "utf-8")
    (tmp_path / "short.csv").write_text("attitude.pressure,attitude.answer_noise\n0.5,0.4\n0.6\n", "utf-8")
    (tmp_path / "high.csv").write_text("decision.threshold\n0.5\n\n0.7\n1.5\n", "utf-8")
    (tmp_path / "empty.csv").write_text("attitude.pressure,attitude.answer_noise\n,0.4\n", "utf-8")
    (tmp_path / "nan.csv").write_text("attitude.pressure\n0.5\nnan\n", "utf-8")
    (tmp_path / "semicolons.csv").write_text("attitude.pressure;outreach.persuasion\n0,5;0,1\n", "utf-8")
    (tmp_path / "gbk.csv").write_text("压力\n0.5\n", "gbk")
    (tmp_path / "endless.csv").write_text(f"attitude.pressure\n{'9' * 200_000}\n", "utf-8")
    (tmp_path / "block.csv").write_text("attitude.pressure\n{a: 1}\n", "utf-8")
    (tmp_path / "misspelt.csv").write_text("attitude.presure\n0.5\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    Path("bad.yaml").write_text(text, "utf-8")
    grid = 10 ** sum(key.startswith("attitude.") for key in COEFFICIENTS)
    for language, comma, colon, expected in zip(("en", "zh"), (", ", "，"), (": ", "："), said):
        use_language(language)
        for name, value in {**KNOWN, "grid": f"{grid:,}", "here": str(tmp_path.resolve())}.items():
            expected = expected.replace(f"{{{name}}}", value)
        with pytest.raises(BadInput) as bad:
            model_study("bad.yaml")
        line = expected.startswith(("line", "第"))
        elsewhere = f".csv{comma}" in expected
        assert str(bad.value) == (expected if elsewhere else f"bad.yaml{comma if line else colon}{expected}")


def test_the_readme_of_a_study_says_how_its_county_is_made(tmp_path: Path) -> None:
    study = tmp_path / "design.yaml"
    study.write_text(f"{ONE}county: county\n", "utf-8")
    (tmp_path / "README.md").write_text("liancun county make --villages 377 --out county\n")
    with pytest.raises(BadInput) as bad:
        model_study(study)
    assert [fault.message for fault in bad.value.faults] == [
        f"there is no county folder '{(tmp_path / 'county').resolve()}' yet; "
        f"{tmp_path / 'README.md'} says which command makes it"
    ]


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("scenarios: [pairng]\nmonths: 0\nseed: x\nreplications: [1]\n", "utf-8")
    with pytest.raises(BadInput) as bad:
        model_study(path)
    assert [fault.place for fault in bad.value.faults] == ["line 2", "line 4", "line 3"]


def test_a_file_that_is_no_study_is_told(tmp_path: Path) -> None:
    (tmp_path / "list.yaml").write_text("- 1\n")
    (tmp_path / "gb.yaml").write_bytes("name: {zh: 联村}".encode("gb18030"))
    said = {}
    for name in ("nothing.yaml", "list.yaml", "gb.yaml", ""):
        with pytest.raises(BadInput) as bad:
            model_study(tmp_path / name)
        said[name] = bad.value.faults[0].message
    assert said == {
        "nothing.yaml": "there is no such file; a study is a YAML file, for example experiments/easy_first/design.yaml",
        "list.yaml": "a study is a block of settings such as 'scenarios: [strong_weak_pairing]'",
        "gb.yaml": "the text is not UTF-8 (byte 12); save the file as UTF-8",
        "": f"this is a folder; give the study file in it, for example {tmp_path / 'design.yaml'}",
    }


# a function's outcomes


def bare(parameters: dict[str, float], replicate: int) -> dict[str, float]:
    return {"y": 0.0, "cost": 0.0, "noted": 0.0}


def test_outcomes_of_a_function_say_what_is_better() -> None:
    study = function_study({"outcomes": ["y", {"cost": "lower"}, {"noted": "neither"}]}, bare)
    assert [(one.key, one.better) for one in study.outcomes] == [
        ("y", "higher"), ("cost", "lower"), ("noted", "neither"),
    ]  # fmt: skip


def test_the_rule_ranks_in_the_direction_of_its_outcome() -> None:
    ranked = {"scenarios": ["a", "b"], "replications": "until settled", "outcomes": ["y", {"cost": "lower"}]}
    settling = function_study({**ranked, "settling": {"outcome": "cost"}}, bare).settling
    assert settling is not None
    assert settling.better == "lower"
    with pytest.raises(BadInput, match="'y' is neither better high nor better low"):
        function_study({**ranked, "outcomes": [{"y": "neither"}], "settling": {"outcome": "y"}}, bare)


@pytest.mark.parametrize(
    ("outcome", "message"),
    [
        ({"cost": "less"}, "'less' is no direction of 'cost'; write higher, lower or neither"),
        ({"cost": "lower", "y": "higher"}, "is no outcome; write a name, or one name with its better direction"),
        ({"y": "lower"}, "'y' stands here with another better direction than before; name it once"),
    ],
)
def test_a_direction_that_is_none_is_told(outcome: dict[str, str], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        function_study({"outcomes": ["y", outcome]}, bare)


def test_outcomes_of_the_model_have_their_direction_already(folder: Path) -> None:
    with pytest.raises(BadInput, match="outcomes of the model have their better direction already"):
        resolved(folder, GOOD.replace("[income_mean, converted_true]", "[{income_mean: lower}]"))
