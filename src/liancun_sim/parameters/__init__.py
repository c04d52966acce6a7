"""What is assumed and what is known: behavioural coefficients and dated institutional facts."""

from liancun_sim.parameters.coefficient import Coefficient, Coefficients
from liancun_sim.parameters.facts import Fact, fact

__all__ = ["Coefficient", "Coefficients", "Fact", "fact"]
