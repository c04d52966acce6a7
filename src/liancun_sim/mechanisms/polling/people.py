"""Whom electorates choose from: the households of a village, with who is of age and who represents it."""

import numpy as np

from liancun_sim.decision_rules import People
from liancun_sim.draws import Draws
from liancun_sim.state import State

REPRESENTATIVE_SHARE = 0.1  # one household in ten; the law: one representative per 5–15 households


def people_of(state: State, draws: Draws, village: int, adult_share: float) -> People:
    """The households of one village; its representatives are drawn once in a run. adult_share : of members. [0–1]"""
    rows = slice(state.first_household[village], state.first_household[village + 1])
    households = state.households
    numbers = households.number[rows]
    words = draws.bits("consultation.answer", np.full(numbers.size, state.villages.key[village]), numbers=numbers)
    lot = (words[:, 0] >> np.uint32(8)) / 2.0**24  # uniform on [0, 1)
    return People(
        adults=np.ceil(adult_share * households.size[rows]),
        is_party=households.is_party[rows],
        is_cadre=households.is_cadre[rows],
        is_representative=(lot < REPRESENTATIVE_SHARE).astype(np.uint8),
    )
