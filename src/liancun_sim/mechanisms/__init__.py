"""The processes of a month, one per file. Their order is the list in ``schedule.py``."""

from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.mechanisms.setup import AssessmentRules, Decision, LeavingRules, Setup

__all__ = ["AssessmentRules", "Decision", "LeavingRules", "Mechanism", "Month", "Setup"]
