"""What must hold of each addition, run in the copy: it is found, named in both languages, and does what it says.

Kernels run uncompiled on six villages: the copy's would be compiled anew. Prints a traceback, or nothing, by addition.
"""

import json
import traceback
import warnings
from pathlib import Path

import numpy as np

from liancun_sim.catalogue.documentation import regenerated
from liancun_sim.catalogue.entries import of_kind
from liancun_sim.catalogue.model_tables import names, table
from liancun_sim.county import make_county
from liancun_sim.decision_rules import ELECTORATES, Ballot, Decision, decision_rules
from liancun_sim.indicators import indicators
from liancun_sim.interventions import UNION_FORMS
from liancun_sim.interventions.unions.programme import UnionProgramme
from liancun_sim.parameters import fact
from liancun_sim.patterns import patterns
from liancun_sim.reports.common.dictionary import dictionary
from liancun_sim.reports.comparison.write import write_tables
from liancun_sim.scenario import json_schema, load_scenario, policies, shipped_names
from liancun_sim.scenario.choices import choice_label
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.schedule import COEFFICIENTS, MECHANISMS
from liancun_sim.simulation.world import World

WORLD = World(make_county(villages=6, households=90, seed=5))
SCHEMA = json.dumps(json_schema(), ensure_ascii=False)


def run(*used, coefficients=None, **settings):
    """Three months of the baseline with policies and settings."""
    written = {"extends": "baseline", "policies": list(used), "coefficients": coefficients or {}, **settings}
    scenario = load_scenario(written, months=3)
    made = scenario.build_policies(WORLD.county)
    return WORLD.run(scenario.setup, scenario.coefficients, made, 1, 0, Recorder(indicators()))


def listed(kind, key):
    """It stands in the catalogue once, with both names, and so in every table made from it."""
    (entry,) = [entry for entry in of_kind(kind) if entry.key == key]
    assert entry.label.en and entry.label.zh and entry.source
    for name in names():
        assert kind != name or f"`{key}`" in table(name)


def a_policy():
    listed("policy", "road_grants")
    assert "road_grants" in policies() and '"road_grants"' in SCHEMA
    road = run({"road_grants": {"dose": 0}}).state.villages.road
    assert np.array_equal(road, run().state.villages.road)
    assert not np.array_equal(road, run("road_grants").state.villages.road)


def in_levers(choice):
    """Every policy that unites villages offers it, wherever it offers what is like it."""
    return {
        (key, lever.name) for key, kind in policies().items() for lever in kind.all_levers() if choice in lever.choices
    }


def a_union_form():
    listed("union_form", "water")
    assert UNION_FORMS["water"].shares_market
    assert in_levers("water") and '"water"' in SCHEMA
    assert choice_label("water").zh == "联合供水型"
    run({"joint_village": {"form": "water"}})


def a_decision_rule():
    listed("decision_rule", "two_thirds")
    assert in_levers("two_thirds") == in_levers("eight_steps") and '"two_thirds"' in SCHEMA
    assert len(in_levers("two_thirds")) == sum(issubclass(kind, UnionProgramme) for kind in policies().values())
    assert choice_label("two_thirds").zh == "三分之二通过"
    ballot = Ballot(np.array([9.0, 9.0]), np.array([9.0, 9.0]), np.array([5.0, 6.0]))
    assert decision_rules()["two_thirds"].passes(ballot, Decision()).tolist() == [False, True]  # of nine, six
    run("joint_village", decision={"rule": "two_thirds"})


def an_electorate():
    assert "elders" in ELECTORATES and '"elders"' in SCHEMA
    assert in_levers("elders") == in_levers("party_members")
    assert choice_label("elders").zh == "老年人"
    run("joint_village", decision={"unit": "elders"})


def a_mechanism():
    listed("mechanism", "lanterns")
    listed("column", "village.lanterns")
    assert "lanterns" in [kind.key for kind in MECHANISMS] and "lanterns" in table("month")
    slow, fast = (
        run(coefficients={"lanterns.pace": pace}).state.villages.lanterns.sum() for pace in (0.1, 1.0)
    )  # fmt: skip
    assert 0 < slow < fast


def an_indicator():
    listed("indicator", "roads_worst")
    found = run()
    worst = [one for one in found.recorder.series({"county": np.ones(6, bool)}) if one.indicator == "roads_worst"]
    assert worst[0].values[-1] == found.state.villages.road.min()


def a_coefficient():
    listed("coefficient", "support.delay")
    assert "support.delay" in COEFFICIENTS and '"support.delay"' in SCHEMA
    run(coefficients={"support.delay": 2.0})


def a_scenario():
    listed("scenario", "roads_first")
    assert "roads_first" in shipped_names()
    assert load_scenario("roads_first").name.zh == "先修路"


def an_output_column(folder):
    from fake_comparison import fake_comparison
    from small_comparison import rounds_of

    made = fake_comparison(villages=12, replications=2, months=12)
    assert "weather" in rounds_of({"round": 2}).columns
    (entry,) = [one for one in dictionary(made) if one.column == "weather"]
    assert entry.label.zh == "当日天气"
    write_tables(made, folder)
    assert "weather" in (folder / "unions.csv").read_text("utf-8-sig").splitlines()[0].split(",")


def a_pattern():
    listed("pattern", "lanterns")
    asked = patterns()["lanterns"]
    assert (asked.low, asked.high, asked.use) == (float("-inf"), 0.9, "validation") and asked.of("2008-01")


def a_dated_fact():
    listed("fact", "lantern_price")
    assert fact("lantern_price").at("2009-12") == 5 and fact("lantern_price").at("2010-01") == 6


def the_documentation():
    """One command puts every addition into it."""
    written = "".join(regenerated(Path("docs")).values())
    keys = ("road_grants", "water", "two_thirds", "elders", "lanterns", "village.lanterns", "roads_worst",
            "support.delay", "lantern_price")  # fmt: skip
    assert [key for key in keys if f"`{key}`" not in written] == []


def main(folder):
    """Every check by name; those that take a folder write into it."""
    told = {}
    for name, check in list(globals().items()):
        if not name.startswith(("a_", "an_", "the_")):
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # uncompiled, unsigned numbers are told when they wrap, as they should
                check(folder) if check.__code__.co_argcount else check()
            told[name.replace("_", " ")] = ""
        except Exception:
            told[name.replace("_", " ")] = traceback.format_exc()
    return told


if __name__ == "__main__":
    import sys

    print(json.dumps(main(Path(sys.argv[1]))))
