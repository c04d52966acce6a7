"""Coefficients that two mechanisms read: declared by the one they belong to, borrowed by the other."""

from liancun_sim.parameters import Coefficient
from liancun_sim.vocabulary import Label

ANSWER_NOISE = Coefficient(
    "attitude.answer_noise", 0.5, 0.2, 0.7, "SD", Label("Noise of one answer (σ_z)", "单次回答的随机波动"),
    "assumption", lowers=("attitude_spread",),
)  # fmt: skip
LOCAL_SHOCK = Coefficient(
    "calendar.local_shock", 0.08, 0.04, 0.12, "log",
    Label("Spread of the transitory village shock (σ_a)", "村级暂时波动幅度"),
    "assumption, tuned with the county's income inequality", raises=("local_shock_spread",),
)  # fmt: skip
