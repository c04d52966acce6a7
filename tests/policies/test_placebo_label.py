"""The placebo names villages and does nothing else."""

from liancun_sim.interventions import NameSupported
from liancun_sim.policies.placebo_label import PlaceboLabel
from stub_office import Office


def test_it_only_names_and_spends_nothing():
    requests = Office().ask(PlaceboLabel(levers={"count": 10}))
    assert {type(request.action) for request in requests} == {NameSupported}
    assert len(requests) == 10
    assert sum(request.yuan + request.cadre_months for request in requests) == 0


def test_the_named_stay_the_same_and_dose_sets_how_many():
    office, half = Office(), PlaceboLabel(levers={"count": 10, "dose": 0.5})
    first = office.asked(half, NameSupported, 0)
    assert [action.village for action in first] == [47, 46, 45, 44, 43]  # the lowest index first
    assert office.asked(half, NameSupported, 30) == first
