"""Four villages, two of them treated, to work audits and estimators on by hand."""

import pandas as pd

from declared import declared
from liancun_sim.results import ScenarioInfo
from liancun_sim.results.audit.audit import Audit, AuditedWorld
from liancun_sim.results.audit.columns import CONSULTED, EVENT_TIME, OUTCOMES, VARIANTS
from liancun_sim.vocabulary import Label

GIVEN = (
    "group", "assessed_before", "true_before", "assessed_after", "shadow_after", "true_after", "without_before",
    "without_after", "drifted",
)  # fmt: skip


def outcomes(rows, replication=0, indicator="income"):
    """OUTCOMES of four villages: rows of what is GIVEN."""
    world = {"scenario": "s", "replication": replication, "indicator": indicator}
    return declared(OUTCOMES, ({**world, "village_id": f"v{i}", **dict(zip(GIVEN, row))} for i, row in enumerate(rows)))


def an_audit(*tables):
    ids = [f"v{i}" for i in range(4)]
    numbers = sorted({number for table in tables for number in table["replication"]})
    traits = [
        pd.DataFrame({"scenario": "s", "replication": n, "village_id": ids, "x": [0.0, 1, 2, 3]}) for n in numbers
    ]
    return Audit(
        scenarios={"s": ScenarioInfo("s", Label("S", "方案"))},
        worlds={"s": AuditedWorld("s")},
        months={"s": 12},
        outcomes=pd.concat(tables, ignore_index=True),
        traits=pd.concat(traits, ignore_index=True),
        consulted=declared(CONSULTED),
        event_time=declared(EVENT_TIME),
        variants=declared(VARIANTS),
        rules={},
        electorates={},
        county=Label("County", "县"),
    )  # fmt: skip


# two treated villages, one never reached, one served earlier
FOUR = [
    #              A(t0) Y(t0) A(t1) Ã(t1) Y(t1) N(t0) N(t1) drifted
    ("treated",         90, 100, 150, 140, 130, 100, 118, 110),
    ("treated",        210, 200, 250, 244, 238, 200, 228, 220),
    ("untreated",      300, 300, 331, 331, 329, 300, 332, 330),
    ("reached_earlier", 80,  80,  95,  95,  99,  80,  90,  88),
]  # fmt: skip
