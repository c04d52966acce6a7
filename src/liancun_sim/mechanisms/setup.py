"""What a scenario fixes for the mechanisms: calendar, decision rule, budget, assessment."""

from dataclasses import dataclass, field
from typing import Literal

from liancun_sim.decision_rules import Decision

__all__ = ["AssessmentRules", "Decision", "LeavingRules", "Setup"]


@dataclass(frozen=True, slots=True)
class AssessmentRules:
    """The county's listing of backward villages.

    share : bottom share of villages listed at t0. [0.03–0.12]
    consecutive : good assessments in a row needed to leave. [1–2]
    margin : how far above the line a good assessment must lie. [SD, 0–0.25]
    interval : months between assessments.
    standard : what drives listing and targeting: the yuan of t0 (nominal), these at the prices of the month (real), or
        incomes held against the county's median village of the month (relative). See ``assessment/index.py``.
    poverty_line : income per person below which a household is poor, in yuan of t0 at current prices, instead of the
        official line of the month (none after 2020). [yuan/person/year]
    fixed : optional numbers that replace the county's own at t0: ``line`` [SD] and means and SDs by
        indicator name, so that the standard does not depend on which villages are in the county.
    """

    share: float = 0.10
    consecutive: int = 2
    margin: float = 0.0
    interval: int = 6
    standard: Literal["nominal", "real", "relative"] = "real"
    poverty_line: float | None = None
    fixed: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class LeavingRules:
    """How a village may leave its union.

    proposed_by : who may ask for the question: representatives, or households.
    petition_share : share of them that must want it. [0–1] (Organic Law of Villagers' Committees, art. 21: a third
        of the representatives, or a tenth of the villagers, may call an assembly)
    decision : who votes, by which rule; more than half of those present by default, as the law has an assembly decide.
    after_accounts : months from the year's accounts to the meeting that may decide to leave. (assumption, 1–6)
    approval : none needed; of the township, which gives it where the village can pay what leaving costs; or never.
    """

    proposed_by: Literal["representatives", "households"] = "representatives"
    petition_share: float = 1 / 3
    decision: Decision = field(default_factory=lambda: Decision(rule="statutory_assembly"))
    after_accounts: int = 3
    approval: Literal["none", "township", "never"] = "none"


@dataclass(frozen=True, slots=True)
class Setup:
    """Scenario choices the mechanisms need beside coefficients.

    start : ISO month of t0. months : length of the run.
    yuan_per_year, cadre_months_per_month : the county's means for policies and ordinary support.
    cascade : pressure above 1.17, where a village becomes bistable, is meant.
    """

    start: str = "2008-01"
    months: int = 60
    decision: Decision = field(default_factory=Decision)
    leaving: LeavingRules = field(default_factory=LeavingRules)
    assessment: AssessmentRules = field(default_factory=AssessmentRules)
    yuan_per_year: float = 10_000_000.0
    cadre_months_per_month: float = 340.0
    cascade: bool = False

    def iso_month(self, index: int) -> str:
        """The calendar month `index` months after t0."""
        year, month = map(int, self.start.split("-"))
        total = year * 12 + month - 1 + index
        return f"{total // 12:04d}-{total % 12 + 1:02d}"
