"""Money and works for villages and households, and what is founded with it (资金与项目)."""

from dataclasses import dataclass
from typing import Literal

from liancun_sim.interventions.actions.action import Action, Amount
from liancun_sim.vocabulary import Label

Good = Literal["road", "irrigation", "services"]
Whom = Literal["poor", "model", "all", "linked_poor", "linked_model"]


@dataclass(slots=True)
class GrantVillage(Action):
    """Money into the village fund (collective economy). yuan : this month."""

    label = Label("Grant to the village", "拨款到村")
    yuan: Amount


@dataclass(slots=True)
class GiveVillage(Action):
    """Money from this village's fund to another's (collective economy), as far as the fund goes. to : row."""

    label = Label("Give to another village", "村与村结对资助")
    to: int
    yuan: float


@dataclass(slots=True)
class PayHousehold(Action):
    """Money to households (income), shared equally. yuan : this month, in total.

    whom : linked_poor and linked_model are those a leader or unit is linked to.
    """

    label = Label("Pay households", "补助农户")
    yuan: Amount
    whom: Whom = "poor"


@dataclass(slots=True)
class LendHousehold(Action):
    """Subsidised loans (income), shared equally. yuan : this month, in total.

    households : how many borrow, those without a loan first; None for all of the kind.
    """

    label = Label("Lend to households", "贴息贷款到户")
    yuan: Amount
    whom: Whom = "poor"
    households: int | None = None


@dataclass(slots=True)
class Build(Action):
    """Public works (public works). yuan : spent this month.

    serves : villages that share its use beside the one it lies in, such as a road between them.
    local : villagers build, under the village's construction council: part of the money is their wages,
        part a fee to the village.
    """

    label = Label("Build public works", "建设公共工程")
    good: Good
    yuan: Amount
    serves: tuple[int, ...] = ()
    local: bool = False


@dataclass(slots=True)
class InvestVillage(Action):
    """Invest in property that earns the village rent (enterprise). yuan : this month."""

    label = Label("Invest in village property", "投资集体经营性资产")
    yuan: Amount


@dataclass(slots=True)
class FoundEnterprise(Action):
    """Found an enterprise that employs villagers (enterprise). yuan : its capital."""

    label = Label("Found an enterprise", "兴办企业")
    yuan: Amount


@dataclass(slots=True)
class FoundCooperative(Action):
    """Found a co-operative with land and money shares (co-operative), or add to its capital.

    yuan : the village's capital. payout : share of yearly profit paid to members. [0–1]
    """

    label = Label("Found a co-operative", "领办合作社")
    yuan: float
    payout: float = 0.6
