"""Who would rather be elsewhere, and what rules of thumb choose: worked by hand."""

import numpy as np

from liancun_sim.planner.candidates import Candidates, candidates_of
from liancun_sim.planner.facts import facts_of
from liancun_sim.planner.stability import blocking_sets
from liancun_sim.planner.thumb import RULES, by_thumb


def test_a_set_blocks_where_every_village_of_it_expects_more():
    # four villages in a row, united as 0-1 and 2-3; 1 and 2 both expect more of one another
    candidates = Candidates(((0, 1), (1, 2), (2, 3)), np.zeros(3, dtype=int), np.empty(3), 4)
    share = np.array([0.5, 0.5, 0.6, 0.7, 0.55, 0.9])
    (found,) = blocking_sets(candidates, [0, 2], share)
    assert found.candidate == 1 and found.inside == (0, 1)
    assert found.gain == np.float64(0.6) - 0.5  # of village 1, who gains less than village 2
    share[3] = 0.5  # village 2 would rather stay
    assert blocking_sets(candidates, [0, 2], share) == []
    assert blocking_sets(candidates, [0], share) == []  # village 2 is in no union: nothing to leave


def test_rules_of_thumb_pair_free_neighbours_once(small_county):
    facts = facts_of(small_county)
    candidates = candidates_of(facts, (2,))
    for rule in RULES:
        found = by_thumb(rule, facts, candidates, 6, 1)
        listed = [row for one in found for row in candidates.members[one]]
        assert len(found) == 6 and len(listed) == len(set(listed))
    best = int(np.argmax(facts.standing))
    assert best in candidates.members[by_thumb("easy_first", facts, candidates, 6, 1)[0]]
    worst = int(np.argmin(facts.standing))
    assert worst in candidates.members[by_thumb("neediest_first", facts, candidates, 6, 1)[0]]
