"""Every way a scenario file can be wrong is told, with its line, in both languages, and all at once."""

from pathlib import Path

import pytest

from liancun_sim.scenario import load_scenario, policies, shipped_names
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.vocabulary import BadInput, use_language

WORDS = {
    "shipped": ", ".join(shipped_names()),
    "policies": ", ".join(policies()),
    "placebo": ", ".join(lever.name for lever in policies()["placebo_label"].all_levers()),
    "attitude": ", ".join(key for key in COEFFICIENTS if key.startswith("attitude.")),
    "top": "extends, name, start, months, county, cascade, budget, assessment, decision, leaving, coefficients, "
    "policies",
    "decision": "threshold, unit, scope, silence, voters, response_rate, quorum, majority, secret_ballot, rule",
}

CASES = {
    "misspelt key at the top": (
        "extends: baseline\nmonth: 60\n",
        "bad.yaml, line 2: unknown key 'month'. Did you mean 'months'? A scenario takes: {top}",
        "bad.yaml，第2行：未知的变量名“month”。是否指“months”？情景可用：{top}",
    ),
    "key nobody knows": (
        "extends: baseline\nzzz: 1\n",
        "bad.yaml, line 2: unknown key 'zzz'. A scenario takes: {top}",
        "bad.yaml，第2行：未知的变量名“zzz”。情景可用：{top}",
    ),
    "misspelt key in a block": (
        "decision:\n  treshold: 0.7\n",
        "bad.yaml, line 2: unknown key 'treshold' in 'decision'. Did you mean 'threshold'? It takes: {decision}",
        "bad.yaml，第2行：“decision”中没有变量“treshold”。是否指“threshold”？可用：{decision}",
    ),
    "unknown key in a block": (
        "budget: {zzz: 1}\n",
        "bad.yaml, line 1: unknown key 'zzz' in 'budget'. It takes: yuan_per_year, cadre_months_per_month",
        "bad.yaml，第1行：“budget”中没有变量“zzz”。可用：yuan_per_year, cadre_months_per_month",
    ),
    "share written as a percentage": (
        "decision: {threshold: 80}\n",
        "bad.yaml, line 1: 'decision.threshold' is 80; a share lies between 0 and 1: for 80 % write 0.8",
        "bad.yaml，第1行：“decision.threshold”为 80；比例应在0与1之间：80% 请写0.8",
    ),
    "too many months": (
        "months: 241\n",
        "bad.yaml, line 1: 'months' is 241, out of range; it takes a whole number from 1 to 240",
        "bad.yaml，第1行：“months”为 241，超出范围；应为1到240之间的整数",
    ),
    "half a month": (
        "months: 60.5\n",
        "bad.yaml, line 1: 'months' is '60.5'; it takes a whole number from 1 to 240",
        "bad.yaml，第1行：“months”为“60.5”；应为1到240之间的整数",
    ),
    "number in quotes": (
        'months: "60"\n',
        "bad.yaml, line 1: 'months' is the text '60'; write the number without quotes",
        "bad.yaml，第1行：“months”是文本“60”；请去掉引号，直接写数字",
    ),
    "no value": (
        "months:\n",
        "bad.yaml, line 1: 'months' has no value; it takes a whole number from 1 to 240",
        "bad.yaml，第1行：“months”没有取值；应为1到240之间的整数",
    ),
    "yes instead of true": (
        "cascade: yes\n",
        "bad.yaml, line 1: 'cascade' is 'yes'; write true or false",
        "bad.yaml，第1行：“cascade”为“yes”；请写 true 或 false",
    ),
    "not a number at all": (
        "budget: {yuan_per_year: .nan}\n",
        "bad.yaml, line 1: 'budget.yuan_per_year' is not a finite number; it takes a number of at least 0",
        "bad.yaml，第1行：“budget.yuan_per_year”不是有限的数；应为不小于0的数",
    ),
    "start that is no month": (
        "start: 2008-13\n",
        "bad.yaml, line 1: 'start' is '2008-13'; write year and month, for example 2008-01",
        "bad.yaml，第1行：“start”为“2008-13”；请写年和月，例如 2008-01",
    ),
    "choice misspelt": (
        "decision: {rule: threshhold}\n",
        "bad.yaml, line 1: 'decision.rule' is 'threshhold'. Did you mean 'threshold'? "
        "The choices are: eight_steps, statutory_assembly, threshold, two_recommend_one_elect",
        "bad.yaml，第1行：“decision.rule”为“threshhold”。是否指“threshold”？"
        "可选：eight_steps, statutory_assembly, threshold, two_recommend_one_elect",
    ),
    "choice of another kind": (
        "decision: {scope: 3}\n",
        "bad.yaml, line 1: 'decision.scope' is '3'; it takes one of: each_village, pooled",
        "bad.yaml，第1行：“decision.scope”为“3”；应为以下之一：each_village, pooled",
    ),
    "a word where a block belongs": (
        "name: Pairing\n",
        "bad.yaml, line 1: 'name' is 'Pairing'; it takes a block of settings",
        "bad.yaml，第1行：“name”为“Pairing”；应为一组设置",
    ),
    "misspelt coefficient": (
        "coefficients:\n  attitude.presure: 0.5\n",
        "bad.yaml, line 2: no coefficient is called 'attitude.presure'. Did you mean 'attitude.pressure'? "
        "There are: {attitude}",
        "bad.yaml，第2行：没有名为“attitude.presure”的系数。是否指“attitude.pressure”？可用：{attitude}",
    ),
    "coefficient out of its range": (
        "coefficients: {support.displacement: 0.9}\n",
        "bad.yaml, line 1: 'coefficients.support.displacement' is 0.9, out of range; it takes a number from 0 to 0.5",
        "bad.yaml，第1行：“coefficients.support.displacement”为 0.9，超出范围；应为0到0.5之间的数",
    ),
    "pressure that tips a village": (
        "extends: baseline\ncoefficients:\n  attitude.pressure: 1.3\n",
        "bad.yaml, line 3: 'attitude.pressure' is 1.3; above 1.17 a whole village can tip at once. "
        "If that is meant, add 'cascade: true'",
        "bad.yaml，第3行：“attitude.pressure”为 1.3；超过1.17时整村可能一边倒。若有意如此，请加上 cascade: true",
    ),
    "judged before anybody can leave the list": (
        "months: 11\n",
        "bad.yaml, line 1: 'months' is 11, but leaving the list takes 2 good assessments, one every 6 months; "
        "run at least 12 months",
        "bad.yaml，第1行：months 为11，但退出后进村名单需要连续2次达标，每6个月考核一次；至少运行12个月",
    ),
    "misspelt policy": (
        "policies:\n  - placebo_lable\n",
        "bad.yaml, line 2: there is no policy 'placebo_lable'. Did you mean 'placebo_label'? There are: {policies}",
        "bad.yaml，第2行：没有政策“placebo_lable”。是否指“placebo_label”？可用：{policies}",
    ),
    "scenario as a policy": (
        "policies:\n  - combined\n",
        "bad.yaml, line 2: 'combined' is a scenario, not a policy: to start from it write 'extends: combined', to see "
        "its policies 'liancun validate combined'. Policies are: {policies}",
        "bad.yaml，第2行：“combined”是情景，不是政策：要以它为基础，请写 extends: combined；要看其中的政策，请运行 "
        "liancun validate combined。政策有：{policies}",
    ),
    "policy nobody knows": (
        "policies:\n  - zzz: {dose: 1}\n",
        "bad.yaml, line 2: there is no policy 'zzz'. There are: {policies}",
        "bad.yaml，第2行：没有政策“zzz”。可用：{policies}",
    ),
    "misspelt lever": (
        "policies:\n  - placebo_label:\n      dosis: 1\n",
        "bad.yaml, line 3: unknown setting 'dosis' for 'placebo_label'. Did you mean 'dose'? It takes: {placebo}",
        "bad.yaml，第3行：“placebo_label”没有设置“dosis”。是否指“dose”？可用：{placebo}",
    ),
    "lever nobody knows": (
        "policies:\n  - placebo_label: {zzz: 1}\n",
        "bad.yaml, line 2: unknown setting 'zzz' for 'placebo_label'. It takes: {placebo}",
        "bad.yaml，第2行：“placebo_label”没有设置“zzz”。可用：{placebo}",
    ),
    "lever out of range": (
        "policies:\n  - placebo_label: {dose: 1.5}\n",
        "bad.yaml, line 2: 'policies.placebo_label.dose' is 1.5, out of range; it takes a number from 0 to 1",
        "bad.yaml，第2行：“policies.placebo_label.dose”为 1.5，超出范围；应为0到1之间的数",
    ),
    "optional lever of another kind": (
        "policies:\n  - placebo_label: {end_month: [1]}\n",
        "bad.yaml, line 2: 'policies.placebo_label.end_month' is '[1]'; it takes a whole number from 0 to 240, or null",
        "bad.yaml，第2行：“policies.placebo_label.end_month”为“[1]”；应为0到240之间的整数，或 null",
    ),
    "village ids without quotes": (
        "policies:\n  - placebo_label: {targeting: list, villages: [3701]}\n",
        "bad.yaml, line 2: 'policies.placebo_label.villages.0' is '3701'; it takes text (numbers in quotes)",
        "bad.yaml，第2行：“policies.placebo_label.villages.0”为“3701”；应为文本（数字须加引号）",
    ),
    "policies without dashes": (
        "policies:\n  placebo_label: {}\n",
        "bad.yaml, line 1: 'policies' is a list with a dash before each policy, but this is: {{'placebo_label': {{}}}}",
        "bad.yaml，第1行：policies 应是列表，每项政策前加短横，但这里是：{{'placebo_label': {{}}}}",
    ),
    "levers not indented": (
        "policies:\n  - placebo_label:\n    dose: 1\n",
        "bad.yaml, line 2: one policy has several names (placebo_label, dose); indent the settings of 'placebo_label' "
        "below it, or put a dash before the next policy",
        "bad.yaml，第2行：一项政策出现多个名称（placebo_label, dose）；请把“placebo_label”的设置缩进到其下，"
        "或在下一项政策前加短横",
    ),
    "number for a policy": (
        "policies:\n  - 7\n",
        "bad.yaml, line 2: each policy is a name, or a name with its settings, such as '- work_team: {{count: 20}}', "
        "but this is: 7",
        "bad.yaml，第2行：每项政策应是名称，或名称加设置，如 - work_team: {{count: 20}}，但这里是：7",
    ),
    "number for the levers": (
        "policies:\n  - placebo_label: 1\n",
        "bad.yaml, line 2: the settings of 'placebo_label' are a block such as {{dose: 1}}, but this is: 1",
        "bad.yaml，第2行：“placebo_label”的设置应是一组变量名和取值，如 {{dose: 1}}，但这里是：1",
    ),
    "one policy twice": (
        "policies:\n  - placebo_label\n  - placebo_label: {dose: 0.5}\n",
        "bad.yaml, line 3: the policy 'placebo_label' stands twice; "
        "give the second a name of its own with 'as: other_name'",
        "bad.yaml，第3行：政策“placebo_label”出现两次；请用 as: other_name 给第二个另起名称",
    ),
    "name with a dot": (
        "policies:\n  - placebo_label: {as: a.b}\n",
        "bad.yaml, line 2: 'as' of 'placebo_label' is 'a.b'; a name is text without dots",
        "bad.yaml，第2行：“placebo_label”的 as 为“a.b”；名称应是不含点号的文本",
    ),
    "name of another policy": (
        "policies:\n  - placebo_label: {as: work_team}\n",
        "bad.yaml, line 2: 'placebo_label' is given the name 'work_team', which is another policy's; choose another",
        "bad.yaml，第2行：“placebo_label”取名为“work_team”，那是另一政策的名称；请换一个",
    ),
    "name taken in the scenario below": (
        "extends: below\npolicies:\n  - work_team: {as: first}\n",
        "bad.yaml, line 3: the name 'first' is given to work_team, but in the scenario this one extends it is "
        "placebo_label; choose another",
        "bad.yaml，第3行：名称“first”给了 work_team，但在所依据的情景中它是 placebo_label；请换一个",
    ),
    "list without villages": (
        "policies:\n  - placebo_label:\n      targeting: list\n",
        "bad.yaml, line 3: 'placebo_label' takes its villages from a list, but 'villages' is empty; "
        "name some, or choose another 'targeting'",
        "bad.yaml，第3行：“placebo_label”按名单选村，但 villages 为空；请列出村名，或改用其他 targeting",
    ),
    "end before start": (
        "policies:\n  - placebo_label: {start_month: 12, end_month: 12}\n",
        "bad.yaml, line 2: 'placebo_label' ends in month 12, not after it starts in month 12; "
        "set end_month above start_month",
        "bad.yaml，第2行：“placebo_label”在第12月结束，不晚于开始的第12月；end_month 应大于 start_month",
    ),
    "base misspelt": (
        "extends: basline\n",
        "bad.yaml, line 1: there is no scenario 'basline': no such file. Did you mean 'baseline'? "
        "The shipped ones are: {shipped}",
        "bad.yaml，第1行：找不到情景“basline”：没有这个文件。是否指“baseline”？内置情景有：{shipped}",
    ),
    "base that is nowhere": (
        "extends: ../zzz.yaml\n",
        "bad.yaml, line 1: there is no scenario '../zzz.yaml': no such file, and the shipped ones are: {shipped}",
        "bad.yaml，第1行：找不到情景“../zzz.yaml”：没有这个文件，内置情景有：{shipped}",
    ),
    "circle": (
        "months: 60\nextends: ring.yaml\n",
        "ring.yaml, line 1: 'extends' runs in a circle: bad.yaml → ring.yaml → bad.yaml; "
        "let one of them build on a shipped scenario instead",
        "ring.yaml，第1行：extends 形成循环：bad.yaml → ring.yaml → bad.yaml；请让其中一个改为依据内置情景",
    ),
    "county that is not there": (
        "county: shandong\n",
        "bad.yaml, line 1: there is no county folder '{here}/shandong'; make one with 'liancun county make' or "
        "'liancun county import', or write 'county: default'",
        "bad.yaml，第1行：没有县数据文件夹“{here}/shandong”；请用 liancun county make 或 liancun county import 生成，"
        "或写 county: default",
    ),
    "key twice": (
        "months: 60\nstart: 2008-01\nmonths: 24\n",
        "bad.yaml, line 3: 'months' stands twice in the same block, first on line 1; keep one of them",
        "bad.yaml，第3行：“months”在同一区块中出现两次，首次在第1行；请只保留一个",
    ),
    "list for a key": (
        "? [a, b]\n: 1\n",
        "bad.yaml, line 1: a key must be a word, not a list or a block",
        "bad.yaml，第1行：变量名必须是一个词，不能是列表或区块",
    ),
    "unclosed brace": (
        "months: 60\ndecision: {threshold: 0.7\n",
        "bad.yaml, line 3: this is not YAML: expected ',' or '}}', but got the end of the text",
        "bad.yaml，第3行：不是有效的 YAML：此处应为“,”或“}}”，却是文本结尾",
    ),
    "nested without end": (
        "a: " + "[" * 30 + "]" * 30 + "\n",
        "bad.yaml: the blocks are nested more than 20 deep; a scenario needs four",
        "bad.yaml：嵌套超过20层；情景文件只需要四层",
    ),
    "list instead of settings": (
        "- baseline\n",
        "bad.yaml, line 1: a scenario is a block of settings such as 'months: 60', but this is: ['baseline']",
        "bad.yaml，第1行：情景应是一组设置，例如 months: 60，但这里是：['baseline']",
    ),
    "nothing but a comment": (
        "# to be written\n",
        "bad.yaml: the file is empty; a scenario starts with, for example, 'extends: baseline'",
        "bad.yaml：文件是空的；情景文件可以这样开头：extends: baseline",
    ),
    "another encoding": (
        "name: {en: Pairing, zh: 结对}\n".encode("gb18030"),
        "bad.yaml: the text is not UTF-8 (byte 25); save the file as UTF-8",
        "bad.yaml：文本不是 UTF-8 编码（第25字节）；请把文件另存为 UTF-8",
    ),
    "villages in a file that is no list of villages": (
        "policies:\n  - placebo_label: {targeting: list, villages: sums.csv}\n",
        "bad.yaml, line 2: sums.csv: no sheet has a header that names villages; "
        "give a column 'village' (and 'township'), or 'id'",
        "bad.yaml，第2行：sums.csv：没有工作表的表头写明村；请给出“村名”列（及“乡镇”列）或“编号”列",
    ),
    "three things at once": (
        "months: 0\npolicies:\n  - zzz\ncoefficients: {support.displacement: low}\n",
        "bad.yaml, line 1: 'months' is 0, out of range; it takes a whole number from 1 to 240\n"
        "bad.yaml, line 4: 'coefficients.support.displacement' is 'low'; it takes a number from 0 to 0.5\n"
        "bad.yaml, line 3: there is no policy 'zzz'. There are: {policies}",
        "bad.yaml，第1行：“months”为 0，超出范围；应为1到240之间的整数\n"
        "bad.yaml，第4行：“coefficients.support.displacement”为“low”；应为0到0.5之间的数\n"
        "bad.yaml，第3行：没有政策“zzz”。可用：{policies}",
    ),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with what some of the cases refer to."""
    (tmp_path / "below.yaml").write_text("policies:\n  - placebo_label: {as: first}\n")
    (tmp_path / "ring.yaml").write_text("extends: bad.yaml\n")
    (tmp_path / "sums.csv").write_text("year,yuan\n2008,3\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_said_in_full_in_both_languages(case: str, folder: Path) -> None:
    text, *said = CASES[case]
    (folder / "bad.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    before = sorted(folder.iterdir())
    for language, expected in zip(("en", "zh"), said):
        use_language(language)
        with pytest.raises(BadInput) as bad:
            load_scenario("bad.yaml")
        assert "\n".join(map(str, bad.value.faults)) == expected.format(**WORDS, here=folder)
    assert sorted(folder.iterdir()) == before


def test_there_are_many_different_messages() -> None:
    first = {english.format(**WORDS, here="").split(": ", 1)[1][:25] for _, english, _ in CASES.values()}
    assert len(CASES) >= 40
    assert len(first) >= 30


SETS = {
    "no value": (
        "months",
        "--set, months: write --set KEY=VALUE, for example --set decision.threshold=0.7",
        "--set，months：请写成 --set 变量名=值，例如 --set decision.threshold=0.7",
    ),
    "policy without a lever": (
        "policies.placebo_label=0",
        "--set, policies.placebo_label=0: name the policy and one of its settings, "
        "for example --set policies.work_team.dose=0.5",
        "--set，policies.placebo_label=0：请写明政策及其一项设置，例如 --set policies.work_team.dose=0.5",
    ),
    "policy the scenario has not": (
        "policies.work_team.dose=0",
        "--set, policies.work_team.dose=0: no policy here is called 'work_team'; there are: placebo_label. "
        "Add it in a scenario file",
        "--set，policies.work_team.dose=0：这里没有名为“work_team”的政策；现有：placebo_label。请在情景文件中加入",
    ),
    "misspelt coefficient": (
        "attitude.presure=0.2",
        "--set, attitude.presure=0.2: no coefficient is called 'attitude.presure'. Did you mean 'attitude.pressure'? "
        "There are: {attitude}",
        "--set，attitude.presure=0.2：没有名为“attitude.presure”的系数。是否指“attitude.pressure”？可用：{attitude}",
    ),
    "value out of range": (
        "months=300",
        "--set, months=300: 'months' is 300, out of range; it takes a whole number from 1 to 240",
        "--set，months=300：“months”为 300，超出范围；应为1到240之间的整数",
    ),
    "value that is no YAML": (
        "months=[",
        "--set, months=[: this is not YAML: expected the node content, but found the end of the text",
        "--set，months=[：不是有效的 YAML：此处应有内容，却是文本结尾",
    ),
}


@pytest.mark.parametrize("case", SETS)
def test_what_is_wrong_with_an_override_is_said_in_full_in_both_languages(case: str) -> None:
    text, *said = SETS[case]
    for language, expected in zip(("en", "zh"), said):
        use_language(language)
        with pytest.raises(BadInput) as bad:
            load_scenario({"policies": ["placebo_label"]}, sets=[text])
        assert "\n".join(map(str, bad.value.faults)) == expected.format(**WORDS)


def test_a_scenario_that_is_a_folder_is_told_so(folder: Path) -> None:
    (folder / "study").mkdir()
    with pytest.raises(BadInput) as bad:
        load_scenario("study")
    assert str(bad.value) == "'study' is a folder; give the scenario file in it, for example study/scenario.yaml"


def test_months_from_the_command_line_are_checked_too() -> None:
    with pytest.raises(BadInput) as bad:
        load_scenario("baseline", months=0)
    assert str(bad.value) == "--months: 'months' is 0, out of range; it takes a whole number from 1 to 240"
