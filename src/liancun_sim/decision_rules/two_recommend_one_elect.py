"""Two recommendations and one election (两推一选): the masses recommend, party members elect.

Party members also recommend, but they are asked the same question when they elect, so that their
recommendation decides nothing by itself. Source: joint party branches, county report.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.decision_rules.ballot import Ballot, share
from liancun_sim.decision_rules.decision import Decision
from liancun_sim.vocabulary import Label

key = "two_recommend_one_elect"
label = Label("Two recommendations, one election", "两推一选（产生联合党支部）")
electorate = "party_members"

PARTY_QUORUM, PARTY_MAJORITY = 0.8, 0.5
"""Four fifths of those entitled must be present, and more than half of those present agree.
Provisional rules on elections in grassroots party organisations (中国共产党基层组织选举工作暂行条例, 1990)."""


def passes(ballot: Ballot, decision: Decision) -> npt.NDArray[np.bool_]:
    """(member,) whether the masses recommend, by `threshold` of all households, and the electorate elects.

    A village without anybody entitled does not pass.
    """
    quorate = share(ballot.answered, ballot.electorate) >= PARTY_QUORUM - 1e-12
    elected = share(ballot.agreeing, ballot.answered) > PARTY_MAJORITY + 1e-12
    return (ballot.masses >= decision.threshold - 1e-12) & quorate & elected
