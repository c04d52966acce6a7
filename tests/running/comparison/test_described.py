"""What reports are told of a scenario: settings by their names, choices too, in both languages."""

from liancun_sim.reports.common.settings_table import own_settings
from liancun_sim.running.comparison.run_comparison import scenario_info
from liancun_sim.scenario import load_scenario
from liancun_sim.vocabulary import Label


def test_settings_and_choices_are_told_by_name():
    levers = {"form": "hub", "rule": "eight_steps", "drop_dissenters": True, "proposals": 7}
    info = scenario_info(load_scenario({"decision": {"unit": "adults"}, "policies": [{"joint_village": levers}]}))
    told = {one.key: (one.part, one.label, one.value) for one in info.settings}
    policy = Label("Joint villages", "联村自治")
    assert told["joint_village.form"] == (policy, Label("Form of the unions", "联村形式"), Label("Hub", "中心带动型"))
    assert told["joint_village.rule"][2].zh == "村民代表会议（八步工作法）"
    assert told["joint_village.drop_dissenters"][2] == Label("yes", "是")
    assert told["joint_village.proposals"][2] == 7
    assert told["decision.unit"][2] == Label("adults", "成年人")
    page = "".join(own_settings(info))
    for name in ("Joint villages", "Form of the unions", "联村形式", "Hub", "中心带动型"):
        assert name in page
    assert "{" not in page  # no mapping where a name should stand
