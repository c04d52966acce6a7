"""Every word a person reads: labels, messages and faults, in English and Chinese.

A thing's own label stands beside the thing (`Label`); sentences stand in
``messages/*.toml`` and are said with `say`; bad input is reported as `Fault`.
"""

from liancun_sim.vocabulary.faults import BadInput, Fault, collecting, nearest
from liancun_sim.vocabulary.label import Label
from liancun_sim.vocabulary.language import current_language, use_language
from liancun_sim.vocabulary.messages import say

__all__ = ["BadInput", "Fault", "Label", "collecting", "current_language", "nearest", "say", "use_language"]
