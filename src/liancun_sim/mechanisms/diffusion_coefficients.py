"""The coefficients of diffusion: telling, adopting, learning, failing, earning."""

from liancun_sim.parameters import Coefficient
from liancun_sim.vocabulary import Label

ADOPTION, FAILURE, SKILL = ("adoption_share",), ("failed_share",), ("skill_mean",)
TELLING = "Banerjee et al. 2013: participants are about 7 times as likely to pass information on; size: assumption"

COEFFICIENTS = (
    Coefficient("diffusion.tell_by_growers", 0.35, 0.15, 0.55, "1/period", Label("Chance that a grower tells a contact (q_P)",
                "种植户告知联系户的概率"), TELLING, raises=ADOPTION),
    Coefficient("diffusion.tell_by_informed", 0.05, 0.0, 0.10, "1/period", Label(
                "Chance that one who only knows tells a contact (q_N)", "仅知情户告知联系户的概率"), TELLING, raises=ADOPTION),
    Coefficient("diffusion.telling_months", 3.0, 1.0, 6.0, "months", Label("Period of passing information on",
                "信息传递的周期"), "assumption, with adoption_logit tuned to about 10 % growing by the third year",
                lowers=ADOPTION),
    Coefficient("diffusion.adoption_logit", -5.5, -6.0, -3.5, "log-odds", Label("Base readiness to adopt each month",
                "每月采用的基础倾向"), "assumption, tuned with telling_months", raises=ADOPTION),
    Coefficient("diffusion.two_contacts", 2.0, 0.0, 3.0, "log-odds", Label("Effect of two growing contacts",
                "两户联系户采用的作用"), "size: assumption; Beaman 2021: at least two informants are needed", raises=ADOPTION),
    Coefficient("diffusion.visit_effect", 0.4, 0.0, 0.8, "log-odds/visit", Label("Effect of a technician's visit",
                "技术员上门的作用"), "assumption", raises=ADOPTION),
    Coefficient("diffusion.land_effect", 0.3, 0.0, 0.6, "log-odds", Label("Effect of twice the usual land",
                "土地多一倍的作用"), "assumption", raises=ADOPTION),
    Coefficient("diffusion.credit_effect", 0.7, 0.0, 1.4, "log-odds", Label("Effect of a subsidised loan",
                "贴息贷款的作用"), "assumption", raises=ADOPTION),
    Coefficient("diffusion.failure_effect", 3.0, 1.0, 5.0, "log-odds", Label("Effect of contacts' failures",
                "联系户失败的作用"), "assumption", lowers=ADOPTION),
    Coefficient("diffusion.failure_memory", 0.95, 0.85, 0.99, "1/month", Label("Memory of contacts' failures",
                "对失败的记忆"), "assumption", lowers=ADOPTION),
    Coefficient("diffusion.visit_skill", 0.06, 0.02, 0.12, "1/visit", Label("Skill learnt from a visit",
                "每次上门带来的技能"), "assumption", raises=SKILL, lowers=FAILURE),
    Coefficient("diffusion.own_skill", 0.01, 0.0, 0.03, "1/month", Label("Skill learnt by doing", "自己摸索的技能增长"),
                "assumption", raises=SKILL, lowers=FAILURE),
    Coefficient("diffusion.peer_skill", 0.04, 0.0, 0.10, "1/month", Label("Skill learnt from better contacts",
                "向高手学习的技能增长"), "assumption", raises=SKILL, lowers=FAILURE),
    Coefficient("diffusion.failure_floor", 0.01, 0.0, 0.03, "1/harvest", Label("Chance that a skilled grower fails",
                "熟练户失败概率"), "assumption", raises=FAILURE),
    Coefficient("diffusion.failure_slope", 0.6, 0.3, 0.9, "1/harvest", Label("Further chance without any skill",
                "无技能时增加的失败概率"), "assumption; with the other defaults about .6 of copied greenhouses fail without technicians",
                raises=FAILURE),
    Coefficient("diffusion.yield_yuan", 9_000, 4_460, 9_000, "yuan/mu/year", Label("Yield at full skill", "熟练户亩产值"),
                "press 2008: two 1-mu units earn 18,000 yuan a year; lower end: Dong, Mu & Abler 2019", raises=("income_mean",)),
    Coefficient("diffusion.former_yield_yuan", 600, 300, 1_000, "yuan/mu/year", Label("Yield of the former crop",
                "原作物亩收益"), "assumption", lowers=("income_mean",)),
    Coefficient("diffusion.price_slope", 2.0, 0.0, 5.0, "log", Label("Price fall as the market fills (φ)",
                "市场饱和对价格的影响"), "assumption", lowers=("income_mean",)),
    Coefficient("diffusion.established_share", 0.6, 0.4, 0.8, "share", Label(
                "Suitable households already growing at t0 in villages of the trade", "期初专业村适宜户中已种植比例"),
                "assumption", raises=ADOPTION),
    Coefficient("diffusion.scattered_share", 0.002, 0.0, 0.01, "share", Label(
                "Suitable households already growing at t0 elsewhere", "期初其他村适宜户中已种植比例"),
                "assumption", raises=ADOPTION),
)  # fmt: skip
