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
CADRE_WEIGHT = Coefficient(
    "consultation.cadre_weight", 0.5, 0.0, 1.0, "share",
    Label("Weight of the cadres' stance in the pressure felt (ω)", "干部态度在当面表态效应中的权重"),
    "assumption; Wilson & Zhang 2019 report that villagers agree because they cannot afford to offend cadres",
    raises=("pressure_spread",),  # few cadres stand for a village: they differ more than whole villages do
)  # fmt: skip
ADULT_SHARE = Coefficient(
    "consultation.adult_share", 0.75, 0.70, 0.82, "share",
    Label("Adults among the members of a household, rounded up", "户内成年人比例（人数向上取整）"),
    "assumption", sways=("stated_consent",),  # larger households get more voices, whatever they think
)  # fmt: skip
RETURNED = Coefficient(
    "consultation.returned", 0.85, 0.50, 0.97, "share",
    Label("Consultation forms that come back, where a scenario names no response rate",
          "征求意见表回收率（情景未另定答复率时）"),
    "assumption", raises=("stated_consent",),  # silence is a no unless a scenario leaves it out
)  # fmt: skip
INCOME_WEIGHT = Coefficient(
    "attitude.income_weight",
    4.0,
    1.0,
    8.0,
    "SD/log",
    Label("Weight of the expected income gain", "预期增收的权重"),
    "assumption; direction: Shao et al. 2014 (income raises consent to consolidation)",
    raises=("term_expected_gain",),
)  # fmt: skip
