"""The village assembly of the law (村民会议): a quorum present, and a majority of those present.

Source: Organic Law of Villagers' Committees: more than half of adults or at least two thirds of household
representatives present; more than half of those present agree.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.decision_rules.ballot import Ballot, share
from liancun_sim.decision_rules.decision import Decision
from liancun_sim.vocabulary import Label

key = "statutory_assembly"
label = Label("Statutory village assembly", "村民会议或村民代表会议")
electorate = "representatives"


def passes(ballot: Ballot, decision: Decision) -> npt.NDArray[np.bool_]:
    """(member,) whether the quorum is present and more than the majority of those present agree."""
    quorate = share(ballot.answered, ballot.electorate) >= decision.quorum - 1e-12
    return quorate & (share(ballot.agreeing, ballot.answered) > decision.majority + 1e-12)
