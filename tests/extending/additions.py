"""What a newcomer adds, one of each kind: the files touched, and what is put into them.

An addition is a new file's text, or the line below which a block goes and the block. Files stand under
``src/liancun_sim`` unless they begin with ``scenarios/``.
"""

import re
from pathlib import Path

POLICY = re.search(
    r"```python\n(.*?)```",
    (Path(__file__).parents[2] / "docs" / "adding_a_policy.md").read_text("utf-8"),
    re.DOTALL,
).group(1)

RULE = '''"""Two thirds of those entitled agree (三分之二通过)."""

import numpy as np
import numpy.typing as npt

from liancun_sim.decision_rules.ballot import Ballot, share
from liancun_sim.decision_rules.decision import Decision
from liancun_sim.vocabulary import Label

key = "two_thirds"
label = Label("Two thirds", "三分之二通过")
electorate = "adults"


def passes(ballot: Ballot, decision: Decision) -> npt.NDArray[np.bool_]:
    return share(ballot.agreeing, ballot.electorate) >= 2 / 3
'''

MECHANISM = '''"""Lanterns lit in villages: a month's worth more where people are content (点灯)."""

from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.parameters import Coefficient
from liancun_sim.vocabulary import Label


class Lanterns(Mechanism):
    key = "lanterns"
    label = Label("Lanterns", "点灯")
    reads = ("village.satisfaction",)
    writes = ("village.lanterns",)
    coefficients = (
        Coefficient(
            "lanterns.pace", 0.5, 0.1, 1.0, "1/month", Label("Pace of lighting", "点灯快慢"), "assumption",
            raises=("satisfaction",),
        ),
    )

    def step(self, month: Month) -> None:
        villages = month.state.villages
        villages.lanterns += self.k.pace * villages.satisfaction
'''

ADDITIONS = {
    "a policy": {"policies/road_grants.py": POLICY},
    "a union form": {
        "interventions/unions/forms.py": (
            "    for form in (\n",
            '        UnionForm("water", Label("Joint waterworks", "联合供水型"), shares_market=True),\n',
        )
    },
    "a decision rule": {"decision_rules/two_thirds.py": RULE},
    "an electorate": {
        "decision_rules/electorates.py": (
            "    for one in (\n",
            '        Electorate("elders", Label("elders", "老年人"), lambda people: people.adults / 3),\n',
        )
    },
    "a mechanism": {
        "mechanisms/lanterns.py": MECHANISM,
        "simulation/schedule.py": [
            (
                "from liancun_sim.mechanisms.income.income import Income\n",
                "from liancun_sim.mechanisms.lanterns import Lanterns\n",
            ),
            ("    Income,\n", "    Lanterns,\n"),
        ],
        "state/columns/village.py": (
            "LISTING = (\n",
            '    _moving("lanterns", "float64", "number", "Lanterns lit", "已点灯数", "lanterns", 0),\n',
        ),
    },
    "an indicator": {
        "indicators/villages.py": (
            "\nINDICATORS = (\n",
            '    Indicator("roads_worst", Label("Worst road", "最差道路"), "0–1", "higher",\n'
            "              lambda s: np.float64(s.state.villages.road.min()), whole=True),\n",
        )
    },
    "a coefficient": {
        "mechanisms/support.py": (
            "    coefficients = (\n",
            '        Coefficient("support.delay", 1.0, 0.0, 3.0, "months", Label("Delay of transfers", "拨付迟延"),\n'
            '                    "assumption", lowers=("village_fund",)),\n',
        )
    },
    "a scenario": {
        "scenarios/roads_first.yaml": "extends: baseline\nname: {en: Roads first, zh: 先修路}\n"
        "policies:\n  - strong_weak_pairing: {pairs: 3}\n"
    },
    "an output column": {
        "results/comparison/columns.py": (
            "ROUNDS = (\n",
            '    column("weather", "Weather on the day", "当日天气", "", "As noted", "按记录"),\n',
        )
    },
    "a pattern": {
        "patterns/data/villages.yaml": (
            "",
            "lanterns:\n  en: Few villages are poor together\n  zh: 少有村一同低收入\n"
            "  measure: livelihoods.collective_low_last\n  high: 0.9\n  use: validation\n"
            "  source: {en: assumption, zh: 假设}\n",
        )
    },
    "a dated fact": {
        "parameters/facts/income.yaml": (
            "",
            "lantern_price:\n  en: Price of a lantern\n  zh: 灯笼价格\n  unit: yuan\n  indexed: no\n"
            "  source: assumption\n  values: {2007-01: 5, 2010-01: 6}\n",
        )
    },
}


def apply(root: Path, files: dict[str, object]) -> None:
    """Make an addition in a copy of the tree.

    Raises
    ------
    ValueError
        If the line a block goes below is not there exactly once.
    """
    for name, change in files.items():
        path = root / name if name.startswith("scenarios/") else root / "src" / "liancun_sim" / name
        if isinstance(change, str):
            path.write_text(change, "utf-8")
            continue
        for below, block in change if isinstance(change, list) else [change]:
            text = path.read_text("utf-8")
            if below and text.count(below) != 1:
                raise ValueError(f"{name} has {below!r} {text.count(below)} times")
            path.write_text(text.replace(below, below + block) if below else text + block, "utf-8")
