"""From the raw outcome of a comparison to effects, costs, fates and who gains or loses. Reads results only."""

from liancun_sim.analysis.comparison.costs import cost_ratios, public_money
from liancun_sim.analysis.comparison.effects import effects
from liancun_sim.analysis.comparison.groups import group_effects
from liancun_sim.analysis.comparison.levels import levels
from liancun_sim.analysis.comparison.over_time import over_time
from liancun_sim.analysis.comparison.proposals import consent_gaps, fates, obstacles
from liancun_sim.analysis.comparison.union_life import union_life
from liancun_sim.analysis.comparison.unions import unions
from liancun_sim.analysis.comparison.villages import main_obstacles, neighbours, village_means

__all__ = [
    "consent_gaps",
    "cost_ratios",
    "effects",
    "fates",
    "group_effects",
    "levels",
    "main_obstacles",
    "neighbours",
    "obstacles",
    "over_time",
    "public_money",
    "union_life",
    "unions",
    "village_means",
]
