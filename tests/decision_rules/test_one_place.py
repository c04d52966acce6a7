"""A decision rule is one file, an electorate and a union form one block: added to a copy, all that follows is there."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import liancun_sim

PACKAGE = Path(liancun_sim.__file__).parent
UNION_POLICIES = (
    "joint_branch", "joint_village", "planned_unions", "small_village_consolidation", "strong_weak_pairing",
    "twinned_assistance",
)  # fmt: skip

RULE = """
import numpy as np

from liancun_sim.decision_rules.ballot import share
from liancun_sim.vocabulary import Label

key, label, electorate = "unanimity", Label("Unanimity", "一致同意"), "elders"


def passes(ballot, decision):
    return share(ballot.agreeing, ballot.electorate) >= 1
"""
ELDERS = """        Electorate("elders", Label("Village elders", "老年协会"), one_each),
"""
RING = """        UnionForm("ring", Label("Ring of villages", "环形联村"), shares_market=True),
"""
ASK = """
import json
from liancun_sim.catalogue.entries import of_kind
from liancun_sim.decision_rules import Ballot, Decision, decision_rules
from liancun_sim.running.audit.variants import decision_variants
from liancun_sim.running.study.factors import Factor
from liancun_sim.scenario import load_scenario, policies
from liancun_sim.scenario.schema import json_schema
import numpy as np

def choices(policy, lever):
    return next(one.choices for one in policies()[policy].levers if one.name == lever)

union_policies = [key for key, kind in policies().items() if any(one.name == "electorate" for one in kind.levers)]
own = {"rule": "unanimity", "electorate": "elders"}
loaded = {key: load_scenario({"policies": [{key: own}]}).policies[0].levers for key in union_policies}
decision = {"rule": "unanimity", "unit": "elders"}
ring = load_scenario({"decision": decision, "policies": [{"joint_village": {"form": "ring"}}]})
variants = {(one.decision.rule, one.decision.unit) for one in decision_variants(ring)}
entries = json_schema()["properties"]["policies"]["items"]["anyOf"][1]["properties"]
votes = Ballot(*(np.array(part) for part in ([10.0, 10.0], [10.0, 10.0], [10.0, 9.0])))
print(json.dumps({
    "choices": {key: [choices(key, "rule"), choices(key, "electorate")] for key in union_policies},
    "loaded": {key: [levers["rule"], levers["electorate"]] for key, levers in loaded.items()},
    "decision": [ring.setup.decision.rule, ring.setup.decision.unit],
    "passing": decision_rules()["unanimity"].passes(votes, Decision()).tolist(),
    "variants": sorted(unit for rule, unit in variants if rule == "unanimity"),
    "schema": {key: json.dumps(block, ensure_ascii=False) for key, block in entries.items()},
    "decisions": json.dumps(json_schema()["$defs"], ensure_ascii=False),
    "study": Factor("decision.rule", "lever", "choice", values=("unanimity", "elders", "ring")).document()["names"],
    "catalogue": [entry.key for kind in ("decision_rule", "electorate", "union_form") for entry in of_kind(kind)],
}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What a copy of the package with a rule, an electorate and a form more says of itself."""
    copy = tmp_path_factory.mktemp("copy")
    package = copy / "src" / "liancun_sim"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PACKAGE.parents[1] / "scenarios", copy / "scenarios")
    (package / "decision_rules" / "unanimity.py").write_text('"""All of them."""\n' + RULE, "utf-8")
    before(package / "decision_rules" / "electorates.py", "    )\n}", ELDERS)
    before(package / "interventions" / "unions" / "forms.py", "    )\n}", RING)
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def before(file, end, block):
    text = file.read_text("utf-8")
    assert text.count(end) == 1
    file.write_text(text.replace(end, block + end), "utf-8")


def test_every_union_policy_takes_the_new_rule_and_electorate(told):
    assert tuple(sorted(told["choices"])) == UNION_POLICIES
    for rules, electorates in told["choices"].values():
        assert "unanimity" in rules
        assert "elders" in electorates
    assert set(map(tuple, told["loaded"].values())) == {("unanimity", "elders")}
    assert told["decision"] == ["unanimity", "elders"]
    assert told["passing"] == [True, False]  # ten of ten, nine of ten


def test_the_schema_names_them_in_both_languages(told):
    for key in UNION_POLICIES:
        assert "Unanimity · 一致同意" in told["schema"][key]
        assert "Village elders · 老年协会" in told["schema"][key]
    assert "Ring of villages · 环形联村" in told["schema"]["joint_village"]
    assert "Ring of villages" not in told["schema"]["joint_branch"]  # which joins under one secretary
    assert "Unanimity · 一致同意" in told["decisions"]
    assert "Village elders · 老年协会" in told["decisions"]


def test_studies_the_catalogue_and_the_audit_know_them(told):
    assert told["study"] == [
        {"en": "Unanimity", "zh": "一致同意"}, {"en": "Village elders", "zh": "老年协会"},
        {"en": "Ring of villages", "zh": "环形联村"},
    ]  # fmt: skip
    assert {"unanimity", "elders", "ring"} <= set(told["catalogue"])
    assert told["variants"] == ["elders"]  # put to whom it is made for
