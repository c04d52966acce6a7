"""The fifth of the eight steps: representatives resolve by two thirds of two thirds (八步工作法：成决议).

Source: document 004, five rings and eight steps: at least two thirds of all representatives present,
at least two thirds of those present agree. `Decision.majority`, which belongs to the assembly of the
law, is not used.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.decision_rules.ballot import Ballot, share
from liancun_sim.decision_rules.decision import Decision
from liancun_sim.vocabulary import Label

key = "eight_steps"
label = Label("Assembly of representatives by the eight steps", "村民代表会议（八步工作法）")
electorate = "representatives"
MAJORITY = 2 / 3


def passes(ballot: Ballot, decision: Decision) -> npt.NDArray[np.bool_]:
    """(member,) whether the quorum is present and two thirds of those present agree."""
    quorate = share(ballot.answered, ballot.electorate) >= decision.quorum - 1e-12
    return quorate & (share(ballot.agreeing, ballot.answered) >= MAJORITY - 1e-12)
