"""A share of the electorate must agree (群众同意率达到门槛): 80 % in the source documents."""

import numpy as np
import numpy.typing as npt

from liancun_sim.decision_rules.ballot import Ballot, share
from liancun_sim.decision_rules.decision import Decision
from liancun_sim.vocabulary import Label

key = "threshold"
label = Label("Threshold of consent", "同意率门槛")
electorate = "households"


def passes(ballot: Ballot, decision: Decision) -> npt.NDArray[np.bool_]:
    """(member,) whether agreement reaches the threshold.

    Silence is in the denominator when it counts as no. An electorate nobody answered for does not pass.
    """
    whole = ballot.electorate if decision.silence == "no" else ballot.answered
    return share(ballot.agreeing, whole) >= decision.threshold - 1e-12
