"""The coefficients of attitude: what a proposal's features are worth to a household, and how opinions spread."""

from liancun_sim.parameters import Coefficient
from liancun_sim.vocabulary import Label

CONSENT = ("private_consent",)
PARTNER = "direction: Strebel 2023 and Norway 2024 (support falls if the partner is poorer or larger)"

TERMS = (
    Coefficient(
        "attitude.income_weight", 4.0, 1.0, 8.0, "SD/log", Label("Weight of the expected income gain", "预期增收的权重"),
        "assumption; direction: Shao et al. 2014 (income raises consent to consolidation)",
        raises=CONSENT,
    ),
    Coefficient(
        "attitude.observation_weight", 2.0, 0.5, 6.0, "villages",
        Label("Neighbours in unions at which seeing weighs as much as promises", "眼见与承诺各占一半时的邻村数"),
        "assumption", raises=CONSENT,
    ),
    Coefficient(
        "attitude.goods_weight", 1.0, 0.0, 2.0, "SD", Label("Weight of expected public goods", "预期公共设施的权重"),
        "assumption", raises=CONSENT,
    ),
    Coefficient(
        "attitude.goods_promise", 0.15, 0.0, 0.30, "0–1", Label("Gain in public goods expected at full trust",
        "完全信任时预期的公共设施改善"), "assumption", raises=CONSENT,
    ),
    Coefficient(
        "attitude.trust_weight", 0.0, 0.0, 1.0, "SD", Label("Weight of trust itself", "信任本身的权重"),
        "assumption", raises=CONSENT,
    ),
    Coefficient(
        "attitude.demonstration_weight", 0.3, 0.0, 0.6, "SD", Label("Weight of a working union in sight", "示范带动的权重"),
        "assumption", raises=CONSENT,
    ),
    Coefficient(
        "attitude.poorer_weight", 0.6, 0.2, 1.2, "SD/log", Label("Cost of a poorer partner", "伙伴村较穷的代价"),
        f"size: assumption; {PARTNER}", lowers=CONSENT,
    ),
    Coefficient(
        "attitude.minority_weight", 0.15, 0.05, 0.40, "SD/log", Label("Cost of being the minority", "本村处于少数的代价"),
        f"size: assumption; {PARTNER}", lowers=CONSENT,
    ),
    Coefficient(
        "attitude.poorer_minority_weight", 0.0, -0.5, 0.5, "SD/log²",
        Label("Joint effect of poorer partner and minority", "伙伴较穷与本村少数的交互影响"), "assumption, free sign",
        raises=CONSENT,
    ),
    Coefficient(
        "attitude.identity_weight", 0.3, 0.0, 0.6, "SD", Label("Cost of having no kin ties with the partners",
        "与伙伴村没有亲缘的代价"), "assumption", lowers=CONSENT,
    ),
    Coefficient(
        "attitude.posts_weight", 1.0, 0.0, 2.0, "SD", Label("Cost to a cadre of losing the post for sure",
        "干部确定失去职位的代价"), "size: assumption; direction: Hyytinen et al. (leaders oppose when their own seat is at risk)",
        lowers=CONSENT,
    ),
    Coefficient(
        "attitude.tie_weight", 0.3, 0.0, 0.6, "SD", Label("Weight of an earlier pairing", "此前结对的权重"),
        "assumption; the source documents pair villages with earlier ties first", raises=CONSENT,
    ),
    Coefficient(
        "attitude.resentment_weight", 0.5, 0.0, 1.0, "SD", Label("Cost of resentment, after forming", "建联村后怨气的代价"),
        "assumption", lowers=("attitude_mean",),
    ),
)  # fmt: skip

SPREAD = (
    Coefficient(
        "attitude.village_spread", 0.35, 0.15, 0.5, "SD", Label("Spread of village attitudes (σ_v)", "村际态度差异"),
        "assumption", raises=("attitude_village_spread",),
    ),
    Coefficient(
        "attitude.answer_noise", 0.5, 0.2, 0.7, "SD", Label("Noise of one answer (σ_z)", "单次回答的随机波动"),
        "assumption", lowers=("attitude_spread",),
    ),
    Coefficient(
        "attitude.susceptibility", 0.4, 0.2, 0.7, "share", Label("Mean susceptibility to others (mean λ)",
        "受他人影响程度均值"), "Beta(2, 3); Morin 2021 finds a weight of others' opinion of .3–.4 (recalled, unverified)",
        raises=("attitude_village_spread",),
    ),
    Coefficient(
        "attitude.cadre_influence", 3.0, 1.0, 5.0, "ratio", Label("Weight of ties to a cadre household",
        "与干部户联系的权重"), "assumption", lowers=CONSENT,
    ),
    Coefficient(
        "attitude.pressure", 0.5, 0.0, 1.0, "SD", Label("Social pressure on stated answers (ψ)", "表态时的社会压力"),
        "assumption; Wilson & Zhang 2019: villagers agree because they cannot afford to offend cadres; above 1.17 a "
        "village has two stable outcomes",
        raises=("stated_consent",),
    ),
)  # fmt: skip

COEFFICIENTS = (*TERMS, *SPREAD)
