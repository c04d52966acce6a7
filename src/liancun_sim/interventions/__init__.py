"""The one door between policies and mechanisms: channels, actions, targeting, timing, budget, Policy."""

from liancun_sim.interventions import unit_costs
from liancun_sim.interventions.actions import (
    ACTIONS,
    Action,
    AssistPartner,
    Build,
    Good,
    GrantVillage,
    KeepRhythm,
    LendHousehold,
    LinkUnit,
    Meeting,
    NameSupported,
    PayHousehold,
    PostCadre,
    ProposeUnion,
    Recognise,
    SendTechnician,
    SendWorkTeam,
    Sharing,
    Train,
    Visit,
    Whom,
)
from liancun_sim.interventions.asking import Asking, Contribution, Request
from liancun_sim.interventions.channel import Channel, ChannelValues
from liancun_sim.interventions.connected_sets import connected_groups, grow
from liancun_sim.interventions.lever import TARGETING, Lever
from liancun_sim.interventions.policy import Policy
from liancun_sim.interventions.settlement import Budget, Granted, Settlement
from liancun_sim.interventions.targeting import merit, office_score, ranked
from liancun_sim.interventions.three_sames import THREE_SAMES, same
from liancun_sim.interventions.union_levers import union_levers
from liancun_sim.interventions.union_programme import (
    LivingUnion,
    PlannedUnion,
    UnionProgramme,
    taken_up,
    worst_good,
)
from liancun_sim.interventions.view import WINTER, PolicyView, month_of_year

__all__ = [
    "ACTIONS",
    "TARGETING",
    "THREE_SAMES",
    "WINTER",
    "Action",
    "Asking",
    "AssistPartner",
    "Budget",
    "Build",
    "Channel",
    "ChannelValues",
    "Contribution",
    "Good",
    "GrantVillage",
    "Granted",
    "KeepRhythm",
    "LendHousehold",
    "Lever",
    "LinkUnit",
    "LivingUnion",
    "Meeting",
    "NameSupported",
    "PayHousehold",
    "PlannedUnion",
    "Policy",
    "PolicyView",
    "PostCadre",
    "ProposeUnion",
    "Recognise",
    "Request",
    "SendTechnician",
    "SendWorkTeam",
    "Settlement",
    "Sharing",
    "Train",
    "UnionProgramme",
    "Visit",
    "Whom",
    "connected_groups",
    "grow",
    "merit",
    "month_of_year",
    "office_score",
    "ranked",
    "same",
    "taken_up",
    "union_levers",
    "unit_costs",
    "worst_good",
]
