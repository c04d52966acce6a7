"""The line an audit prints on a finished replication."""

from types import SimpleNamespace

import numpy as np
import pytest

from liancun_sim.results.audit.columns import AS_DESIGNED, TREATED
from liancun_sim.running.audit.run_audit import headline
from liancun_sim.vocabulary import Label, use_language


def finished(reported):
    """A replication with four treated villages, of which the policy alone converts one."""
    one = SimpleNamespace(
        group=np.array([TREATED] * 4), assessed_before=np.zeros(4), assessed_after=np.array(reported),
        true_after=np.array([1.0, 0, 0, 0]), without_after=np.zeros(4),
    )  # fmt: skip
    return SimpleNamespace(measured={AS_DESIGNED: {"conversion": one}}, number=0)


@pytest.mark.parametrize(("reported", "claimed", "rest"), [([0.0] * 4, 0, "−25"), ([1.0, 1, 0, 0], 50, "+25")])
def test_the_policy_stands_beside_all_else_and_not_within_what_is_claimed(reported, claimed, rest):
    line = headline(finished(reported), Label("Plan", "方案"))
    assert line == (
        f"Plan, replication 1: of 4 treated backward villages a report would claim {claimed}% converted; "
        f"the policy's part is +25 points, that of all else {rest} points"
    )
    use_language("zh")
    assert "其中" not in headline(finished(reported), Label("Plan", "方案"))
