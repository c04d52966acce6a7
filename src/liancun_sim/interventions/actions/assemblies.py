"""Assemblies of representatives and what they resolve; villagers who take part (议事)."""

from dataclasses import dataclass

from liancun_sim.interventions.actions.action import Action, Amount
from liancun_sim.vocabulary import Label


@dataclass(slots=True)
class KeepAssembly(Action):
    """The village works by the eight steps for some months (assembly).

    quorum : representatives that must be present. majority : of those present, that must agree. [0–1]
    supervised : how closely representatives follow what is done. [0–1]
    raised : suggestions the township itself adds to the village's. [1/month]
    """

    label = Label("Work by the eight steps", "实行八步工作法")
    months: int = 12
    quorum: float = 2 / 3
    majority: float = 2 / 3
    supervised: float = 0.5
    raised: Amount = 0.0


@dataclass(slots=True)
class FundResolved(Action):
    """The township pays for works the village has resolved (assembly). yuan : this month."""

    label = Label("Fund resolved works", "出资落实议定工程")
    yuan: Amount


@dataclass(slots=True)
class Appraise(Action):
    """Representatives appraise the committee's work (assembly)."""

    label = Label("Appraise the committee", "民主评议村委会")


@dataclass(slots=True)
class KeepPoints(Action):
    """Points for households that take part, and awards for points (participation), this month.

    yuan : awards shared out this month. centre : share of households linked to a centre household. [0–1]
    """

    label = Label("Keep points", "实行积分制")
    yuan: Amount
    centre: float = 0.0


@dataclass(slots=True)
class AwardWorks(Action):
    """Award households for small works once accepted (participation). yuan : paid this month."""

    label = Label("Award self-built works", "以奖代补小工程")
    yuan: Amount
