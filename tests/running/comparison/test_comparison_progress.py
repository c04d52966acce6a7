"""The line a comparison prints on a finished replication."""

import pytest

from liancun_sim.results import AGAIN, ASSUMPTIONS, CHANCE
from liancun_sim.running.comparison.pairing import Replication
from liancun_sim.running.comparison.run_comparison import headline
from liancun_sim.vocabulary import use_language


@pytest.mark.parametrize("language", ["en", "zh"])
def test_replications_of_one_number_say_which_assumptions_they_have(language):
    use_language(language)
    lines = {headline(Replication(0, kind, ()), {}) for kind in (CHANCE, ASSUMPTIONS, AGAIN)}
    assert len(lines) == 3
