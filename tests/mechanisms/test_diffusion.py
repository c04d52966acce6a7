"""Diffusion: who hears, who adopts, who fails, who learns, what it yields."""

import numpy as np
import pytest
from hamlets import hamlets, step
from numpy.testing import assert_allclose

from liancun_sim.county.csr import Csr
from liancun_sim.draws import Draws
from liancun_sim.interventions import Contribution, SendTechnician, SubsidiseGreenhouses
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.diffusion.diffusion import Diffusion, log_not_told

BUILD_YUAN, LIFE_MONTHS = 10_000.0, 96
YIELD_YUAN = 9_000.0  # of the worked cases, set by `crowd`: what they expect does not rest on the default
UPKEEP = BUILD_YUAN / LIFE_MONTHS
NEVER = {"diffusion.required_yuan": 1e8, "diffusion.tell_by_informed": 0.0, "diffusion.tell_by_growers": 0.0}
ALIKE = {"diffusion.required_spread": 1e-6}  # everybody asks for the same
SAFE = {"diffusion.failure_floor": 0.0, "diffusion.failure_slope": 0.0, "diffusion.price_slope": 0.0}


def diffusion(**values):
    return Diffusion(Setup(), {key.replace("__", "."): value for key, value in values.items()})


def crowd(households=100, villages=1, ties=4, **values):
    """Households tied to the next ones in a ring, all with suitable land; nobody grows anything yet."""
    state = hamlets(villages, households=households)
    n = len(state.households)
    reach = ties // 2
    rows = [sorted({(h + d) % n for d in range(-reach, reach + 1)} - {h}) for h in range(n)]
    state.ties = Csr(np.arange(n + 1, dtype=np.int64) * ties, np.array(rows, dtype=np.uint32).ravel())
    state.households.put("suits_cash_crop", 1)
    state.households.put("land_mu", 6.3)
    state.households.put("income_year_yuan", 30_000)
    state.households.put("skill", values.pop("skill", 0.2))
    mechanism = Diffusion(Setup(), {"diffusion.scattered_share": 0.0, "diffusion.yield_yuan": YIELD_YUAN, **values})
    mechanism.begin(state, Draws(3))
    return state, mechanism


def grow_at(state, rows, planted=0, skill=None):
    """Let households be growers, with all that follows from it."""
    h = state.households
    h.planting_month[rows], h.informed[rows] = planted, 1
    if skill is not None:
        h.skill[rows] = skill
    h.shown_skill[rows] = h.skill[rows]
    h.greenhouse_yuan[rows] = BUILD_YUAN
    for row in np.atleast_1d(rows):
        h.adopter_contacts[state.ties.of(row)] += 1
    villages = state.villages
    villages.put("adopters", np.bincount(h.village, h.planting_month != -1, len(villages)))
    villages.put("aware", np.bincount(h.village, h.informed, len(villages)))
    villages.put("ever_grown", villages.adopters > 0)
    villages.put("crop_area_mu", villages.adopters)


def run(state, mechanism, months, actions=(), start=0):
    for index in range(start, start + months):
        step(mechanism, state, index, actions)


def test_where_nobody_knows_nothing_happens():
    state, mechanism = crowd(villages=3)
    run(state, mechanism, 12)
    assert not state.households.informed.any()
    assert (state.households.planting_month == -1).all()


def test_a_technician_is_heard_where_nobody_far_and_wide_knows():
    state, mechanism = crowd(villages=3)
    step(mechanism, state, 0, [SendTechnician(1, technicians=1.0)])
    heard = state.households.informed == 1
    assert (heard == (state.households.visits > 0)).all()
    assert heard.sum() == 100 and (state.households.village[heard] == 1).all()  # 32 visits, .32 to each of a hundred


def test_growers_tell_more_often_than_those_who_only_know():
    """A period of q gives 1 − (1 − q)^(1/3) a month with a period of three months."""
    assert_allclose(1 - np.exp(log_not_told(0.35, 3)), 1 - 0.65 ** (1 / 3), rtol=1e-6)
    assert_allclose(1 - np.exp(log_not_told(1.0, 1)), 1)
    state, mechanism = crowd(20_000, **(NEVER | {"diffusion.tell_by_growers": 0.35}))
    grow_at(state, np.arange(0, 20_000, 10))  # each of four contacts of a grower hears from one grower
    run(state, mechanism, 1)
    told = state.households.informed.sum() - 2000
    p = 1 - 0.65 ** (1 / 3)
    assert abs(told - 8000 * p) < 4 * np.sqrt(8000 * p * (1 - p))


def seeing(growers=2, planted=-30, skill=0.7, ask=1.0, **values):
    """A hundred households that know the practice and think anew; number 5 sees so many growers.

    Everybody asks for `ask` yuan a year."""
    state, mechanism = crowd(**ALIKE, **{"diffusion.required_yuan": ask}, **values)
    grow_at(state, [4, 6, 3, 7][:growers], planted=planted, skill=skill)
    state.households.informed[:] = 1
    state.villages.put("aware", 100)
    state.households.considering[5] = 1
    return state, mechanism


def expects(actions=(), moves=(), prepare=lambda households: None, **given):
    """What number 5 expects after a month, and whether it has planted."""
    state, mechanism = seeing(**given)
    prepare(state.households)
    step(mechanism, state, 0, actions, moves)
    return float(state.households.expected_yuan[5]), bool(state.households.planting_month[5] == 0)


@pytest.mark.parametrize(
    ("growers", "expected"),
    [
        (0, -1250),  # nobody seen: 10,000 yuan over 8 years are lost
        (1, (YIELD_YUAN * 0.6 - 600) / 2 - 1250),  # s̄ = .7, s = .2: ŝ = .2 + .8·.5 = .6; one seen, one failure imagined
        (2, (YIELD_YUAN * 0.6 - 600) * 2 / 3 - 1250),
        (4, (YIELD_YUAN * 0.6 - 600) * 4 / 5 - 1250),
    ],
)
def test_a_household_expects_what_it_has_seen(growers, expected):
    # prices of the township's market fall with what is grown since t0: left out here
    assert_allclose(expects(growers=growers, **{"diffusion.price_slope": 0.0})[0], expected, rtol=1e-5)


def test_growers_are_seen_once_they_have_harvested():
    assert expects(planted=-5)[0] == -1250
    assert expects(planted=-6)[0] > 1000


def test_failures_seen_count_at_their_loss():
    """Two growers, a failure and the one imagined: half of 4,800, less the building, which is lost either way."""

    def prepare(households):
        households.failed_contacts[5] = 1.0

    expected, _ = expects(prepare=prepare, **{"diffusion.price_slope": 0.0})
    assert_allclose(expected, (YIELD_YUAN * 0.6 - 600) * 2 / 4 - 1250, rtol=1e-5)


def test_own_skill_beyond_what_is_seen_counts_in_full():
    def prepare(households):
        households.skill[5] = 0.9

    expected, _ = expects(prepare=prepare, **{"diffusion.price_slope": 0.0})
    assert_allclose(expected, (YIELD_YUAN * 0.9 - 600) * 2 / 3 - 1250, rtol=1e-5)


def test_it_plants_where_that_is_what_it_asks_for_at_today_s_wages():
    free = {"diffusion.price_slope": 0.0}  # 1,950 expected
    assert expects(ask=1949.0, **free)[1]
    assert not expects(ask=1951.0, **free)[1]
    state, mechanism = seeing(ask=1949.0, **free)
    state.county.labour_wage[0] = 1.01
    run(state, mechanism, 1)
    assert state.households.planting_month[5] == -1


def test_land_and_money_or_credit_must_be_there():
    def with_(land=6.3, income=30_000.0, loan=0.0):
        def prepare(households):
            households.land_mu[5], households.income_year_yuan[5], households.loan_yuan[5] = land, income, loan

        return expects(prepare=prepare)[1]

    assert with_()
    assert not with_(land=3.0)  # a third of it is less than the mu a greenhouse takes
    assert not with_(income=19_000.0)  # half of it is less than 10,000
    assert with_(income=19_000.0, loan=500.0)


def test_it_decides_when_what_it_knows_changes_and_at_no_other_time():
    """Willing and able, but nothing new: it waits, month after month, until the growers it sees harvest again."""
    state, mechanism = seeing()
    state.households.considering[:] = 0
    run(state, mechanism, 6)  # planted at −30: a harvest in month 0, at an age of 30, is seen the month after
    assert state.households.planting_month[5] == 1
    state, mechanism = seeing(planted=-31)  # in month 5, at an age of 36
    state.households.considering[:] = 0
    run(state, mechanism, 8)
    assert state.households.planting_month[5] == 6


def test_an_answer_stays_while_nothing_changes():
    """Nobody is drawn: a year of thinking anew each month brings no planting that the first month did not."""
    state, mechanism = seeing(ask=2500.0, **{"diffusion.own_skill": 0.0, "diffusion.peer_skill": 0.0} | SAFE)
    for index in range(12):
        state.households.considering[:] = 1
        step(mechanism, state, index)
    assert not (state.households.planting_month >= 0).any()


def test_nobody_plants_without_suitable_land():
    def prepare(households):
        households.suits_cash_crop[5] = 0

    assert not expects(prepare=prepare)[1]


def test_a_technician_s_word_counts_as_growers_seen():
    """No grower, three visits at ½ each: 1.5 seen at full skill; ŝ = .2 + .8·.8 = .84."""
    expected, planted = expects([SendTechnician(0, technicians=10.0)], growers=0)
    assert_allclose(expected, (YIELD_YUAN * 0.84 - 600) * 1.5 / 2.5 - 1250, rtol=1e-5)
    assert planted


def test_policies_may_make_people_expect_more():
    free = {"diffusion.price_slope": 0.0}
    moves = [Contribution("test", "diffusion.adoption", "add", np.array([0]), np.array([300.0]))]
    assert_allclose(expects(moves=moves, **free)[0], expects(**free)[0] + 300, rtol=1e-5)


def test_who_knew_before_the_start_and_did_not_plant_asks_for_more_than_it_expected():
    state = hamlets(1, households=400, leading_trade=[1])
    reach = [[(h + d) % 400 for d in (-2, -1, 1, 2)] for h in range(400)]
    state.ties = Csr(np.arange(401, dtype=np.int64) * 4, np.array(reach, dtype=np.uint32).ravel())
    state.households.put("suits_cash_crop", 1)
    state.households.put("land_mu", 6.3)
    state.households.put("income_year_yuan", 30_000)
    mechanism = diffusion(diffusion__own_skill=0.0, diffusion__peer_skill=0.0, diffusion__failure_floor=0.0,
                          diffusion__failure_slope=0.0)  # fmt: skip
    mechanism.begin(state, Draws(3))
    state.county.labour_wage[0] = 1.0
    state.households.considering[:] = 1
    run(state, mechanism, 1)
    free = state.households.planting_month == -1
    assert 100 < free.sum() < 220
    assert (state.households.required_yuan[free] >= state.households.expected_yuan[free]).all()
    assert (state.households.required_yuan > 0).all()


def test_half_of_those_who_know_nothing_ask_for_less_than_the_usual():
    state, _ = crowd(20_000)
    share = (state.households.required_yuan < 1_200).mean()
    assert abs(share - 0.5) < 4 * 0.5 / np.sqrt(20_000)
    assert_allclose(np.log(state.households.required_yuan).std(), 0.6, rtol=0.03)


def applying(whom="all", **given):
    """Number 5 can be subsidised by 6,000 yuan and earns too little for a greenhouse alone."""
    state, mechanism = seeing(ask=2_000.0, **{"diffusion.price_slope": 0.0}, **given)
    step(mechanism, state, 0, [SubsidiseGreenhouses(0, 6_000.0, whom=whom)])
    return state, mechanism


def test_a_subsidy_is_applied_for_by_who_would_plant_with_it():
    """1,950 a year alone, 2,700 with 6,000 of 10,000 paid; 2,000 are asked for."""
    state, _ = applying()
    assert_allclose(state.households.expected_yuan[5], 2_700, rtol=1e-5)
    assert state.households.considering[5] == 2
    assert state.villages.subsidy_applicants[0] == np.count_nonzero(state.households.considering == 2) >= 1
    assert (state.households.planting_month < 0).all()


def test_who_is_granted_a_subsidy_plants_and_pays_the_rest():
    state, mechanism = applying()
    applicants = int(state.villages.subsidy_applicants[0])
    step(mechanism, state, 1, [SubsidiseGreenhouses(0, 6_000.0, houses=applicants)])
    planted = state.households.planting_month == 1
    assert planted.sum() == applicants
    assert planted[5]
    assert_allclose(state.households.greenhouse_yuan[planted], 4_000)
    step(mechanism, state, 2)
    assert_allclose(state.households.crop_yuan[5], -4_000 / LIFE_MONTHS, rtol=1e-5)


def test_no_more_are_granted_than_the_budget_pays_for():
    state, mechanism = seeing(growers=4, ask=1.0)
    state.households.considering[:] = 1
    step(mechanism, state, 0, [SubsidiseGreenhouses(0, 6_000.0)])
    assert state.villages.subsidy_applicants[0] > 3
    step(mechanism, state, 1, [SubsidiseGreenhouses(0, 6_000.0, houses=3)])
    assert (state.households.greenhouse_yuan == 4_000).sum() == 3


@pytest.mark.parametrize(("houses", "waits"), [(1, True), (0, False)])
def test_who_could_plant_alone_waits_while_the_chance_of_a_grant_is_worth_it(houses, waits):
    """950 a year are forgone, 79 a month: a share of 1 in 7 of 6,000 is worth waiting for, none is not."""
    state, mechanism = seeing(ask=1_000.0, **{"diffusion.price_slope": 0.0}, growers=2)
    offer = SubsidiseGreenhouses(0, 6_000.0)
    step(mechanism, state, 0, [offer])
    state.households.considering[:] = 0
    state.households.considering[[5, *range(50, 56)]] = 2
    state.villages.put("subsidy_applicants", 7)
    state.households.informed[50:56] = 1
    step(mechanism, state, 1, [offer, SubsidiseGreenhouses(0, 6_000.0, houses=houses)])
    planted_alone = state.households.planting_month[5] == 1 and state.households.greenhouse_yuan[5] == 10_000
    assert planted_alone != waits


def test_when_a_programme_ends_applicants_decide_on_their_own_money():
    state, mechanism = applying()
    run(state, mechanism, 1, start=1)
    assert state.households.considering[5] == 0
    assert state.villages.subsidy_applicants[0] == 0
    assert state.households.planting_month[5] == -1


def test_a_programme_for_the_poor_is_closed_to_others():
    assert applying(whom="poor")[0].villages.subsidy_applicants[0] == 0


def test_a_skilled_grower_earns_half_a_years_yield_every_six_months():
    """(9,000·1 − 600)/2 at ages 6 and 12, less 10,000 yuan of building over 96 months."""
    state, mechanism = crowd(**NEVER, **SAFE)
    grow_at(state, [5], planted=0, skill=1.0)
    earned = []
    for index in range(1, 13):
        step(mechanism, state, index)
        earned.append(state.households.crop_yuan[5])
    expected = np.full(12, -UPKEEP)
    expected[[5, 11]] += (YIELD_YUAN - 600) / 2
    assert_allclose(earned, expected, rtol=1e-5)
    assert not np.delete(state.households.crop_yuan, 5).any()


def test_a_failed_greenhouse_is_still_paid_off_and_then_forgotten():
    state, mechanism = crowd(**(NEVER | {"diffusion.failure_floor": 0.03, "diffusion.failure_slope": 0.97}), skill=0.0)
    grow_at(state, [5], planted=0)
    for index in range(1, LIFE_MONTHS + 2):
        step(mechanism, state, index)
        if index == 6:
            assert state.households.failed[5] == 1
            assert_allclose(state.households.crop_yuan[5], -UPKEEP - 300, rtol=1e-5)
        if index == 7:
            assert_allclose(state.households.crop_yuan[5], -UPKEEP, rtol=1e-5)
    assert state.households.crop_yuan[5] == 0
    assert state.villages.adopters[0] == 0


def test_failures_follow_missing_skill():
    """At s = .2: .01 + .6·(.3/.5) = .37 at the first harvest, none before it."""
    state, mechanism = crowd(10_000, **NEVER, **{"diffusion.own_skill": 0.0, "diffusion.peer_skill": 0.0})
    grow_at(state, np.arange(0, 10_000, 4))
    run(state, mechanism, 5, start=1)
    assert not state.households.failed.any()
    run(state, mechanism, 1, start=6)
    assert abs(state.households.failed.sum() - 0.37 * 2500) < 4 * np.sqrt(2500 * 0.37 * 0.63)


def test_a_failure_frightens_contacts_and_is_forgotten():
    """Remembered at .95 a month: after 12 months .54 of a failure is left, held in units of one at t0."""
    state, mechanism = crowd(**(NEVER | {"diffusion.failure_floor": 0.03, "diffusion.failure_slope": 0.97}), skill=0.0)
    grow_at(state, [5])
    run(state, mechanism, 6, start=1)
    h = state.households
    around = state.ties.of(5)
    assert_allclose(h.failed_contacts[around] * 0.95**6, 1, rtol=1e-5)
    assert_allclose(h.failed_contacts[around] * 0.95**18, 0.95**12, rtol=1e-5)
    assert (h.adopter_contacts[around] == 0).all()
    assert (h.informed_contacts[around] == 1).all()


def test_skill_grows_by_visits_by_doing_and_by_better_contacts():
    """s = .2 and contacts at .6: s' = .2 + (.06·8 + .01)·.8 + .04·.4 = .608; a technician makes 32 visits."""
    state, mechanism = crowd(**NEVER, **SAFE)
    grow_at(state, [5, 6], skill=[0.2, 0.6])
    step(mechanism, state, 1, [SendTechnician(0, technicians=0.5)])
    assert_allclose(state.households.visits[[5, 6]], 8)
    assert_allclose(state.households.skill[5], 0.2 + (0.06 * 8 + 0.01) * 0.8 + 0.04 * 0.4, rtol=1e-5)
    assert_allclose(state.households.skill[6], 0.6 + (0.06 * 8 + 0.01) * 0.4, rtol=1e-5)


def test_visits_go_to_growers_first_and_the_rest_to_those_who_could_grow():
    """10 technicians make 320 visits: 8 to each of 2 growers, then 3 to each of 97 whose land suits."""
    state, mechanism = crowd(**NEVER, **SAFE)
    grow_at(state, [5, 6])
    state.households.suits_cash_crop[0] = 0
    step(mechanism, state, 1, [SendTechnician(0, technicians=10.0)])
    visits = state.households.visits
    assert_allclose(visits[[5, 6]], 8)
    assert_allclose(np.delete(visits, [0, 5, 6]), 3)
    assert visits[0] == 0
    assert state.households.informed[1:].all()
    step(mechanism, state, 2)
    assert not state.households.visits.any()


def linked_crowd(visits, **values):
    """A hundred households that know nothing, ten of them linked, each visited so often."""
    state, mechanism = crowd(**values)
    state.households.linked[:10] = np.tile([1, 2], 5)
    state.villages.put("linked_model", 5)
    state.villages.put("linked_poor", 5)
    state.villages.put("linked_visits", visits)
    return state, mechanism


def test_a_linked_cadre_s_visits_reach_the_households_he_is_linked_to():
    """2 visits at .25 are worth half a technician's; three growers can use 8 of the technicians' each."""
    state, mechanism = linked_crowd(2.0, **NEVER, **SAFE)
    grow_at(state, [5, 6, 50], skill=0.2)
    state.households.suits_cash_crop[0] = 0
    step(mechanism, state, 1)
    h = state.households
    assert_allclose(h.visits[:10], 0.5)
    assert not h.visits[10:].any()
    assert h.informed[:10].all()
    assert np.flatnonzero(h.informed[10:]).tolist() == [40]
    assert_allclose(h.skill[[5, 50]], [0.2 + (0.06 * 0.5 + 0.01) * 0.8, 0.2 + 0.01 * 0.8], rtol=1e-5)
    assert_allclose(state.villages.technician_visits, 5)
    step(mechanism, state, 2, [SendTechnician(0, technicians=0.75)])
    assert_allclose(h.visits[[5, 6, 50]], [8.5, 8.5, 8])
    state.villages.put("linked_visits", 0.0)
    step(mechanism, state, 3)
    assert not h.visits.any()


def test_more_visits_make_linked_households_adopt_and_nobody_else_directly():
    adopted = []
    for visits in (0.0, 2.0, 8.0):
        state, mechanism = linked_crowd(visits, **{"diffusion.link_worth": 0.5})
        state.ties = Csr(np.zeros(101, np.int64), np.zeros(0, np.uint32))  # nobody hears from anybody
        grow_at(state, [50], skill=0.2)
        run(state, mechanism, 12, start=1)
        adopted.append(state.households.planting_month > 0)
    counts = [mask[:10].sum() for mask in adopted]
    assert counts[0] < counts[1] <= counts[2]
    assert not any(mask[10:].any() for mask in adopted)


def test_more_technicians_never_lower_mean_skill():
    skill = []
    for technicians in (0.0, 0.5, 2.0, 5.0):
        state, mechanism = crowd(**NEVER, **SAFE)
        grow_at(state, np.arange(0, 100, 5))
        run(state, mechanism, 6, [SendTechnician(0, technicians=technicians)], start=1)
        skill.append(state.households.skill.mean())
    assert skill == sorted(skill)
    assert skill[0] < skill[-1]


@pytest.mark.filterwarnings("error")
def test_a_village_sends_no_more_technicians_than_one_of_ten_skilled_growers():
    """45 growers, 5 of whom know too little and 10 have failed: 3 technicians, 96 visits, shared in order."""
    state, mechanism = crowd(villages=3, **NEVER)
    grow_at(state, np.arange(45), skill=0.8)
    state.households.shown_skill[:5] = 0.4
    state.households.failed[5:15], state.households.shown_skill[5:15] = 1, 0
    step(mechanism, state, 1, [SendTechnician(1, 2.0, origin=0), SendTechnician(2, 13.0, origin=0)])
    assert_allclose(state.villages.technician_visits, [0, 2 * 32, 1 * 32])
    step(mechanism, state, 2, [SendTechnician(1, 13.0, origin=2), SendTechnician(1, 1.0)])  # nobody grows in 2
    assert_allclose(state.villages.technician_visits, [0, 32, 0])


def test_skill_stops_at_one():
    state, mechanism = crowd(**NEVER, **SAFE, skill=0.99)
    grow_at(state, np.arange(0, 100, 5))
    run(state, mechanism, 40, [SendTechnician(0, technicians=10.0)], start=1)
    assert state.households.skill.max() <= 1


def test_more_area_lowers_the_price_in_its_township_alone():
    """A tenth of the suitable land newly planted: π = exp(−2·.1)."""
    state, mechanism = crowd(households=50, villages=2, **NEVER)
    state.villages.put("township", [0, 0])
    grow_at(state, np.arange(0, 50, 5))
    assert_allclose(mechanism._price(state), np.exp(-2 * 10 / 100), rtol=1e-6)


def test_established_growers_have_their_crop_in_their_base_income():
    state = hamlets(2, households=400, leading_trade=[1, 0])
    state.ties = Csr(np.zeros(801, np.int64), np.zeros(0, np.uint32))
    state.households.put("suits_cash_crop", 1)
    state.households.put("skill", 0.2)
    mechanism = diffusion(diffusion__scattered_share=0.0, diffusion__failure_floor=0.0, diffusion__failure_slope=0.0,
                          diffusion__required_yuan=1e8)  # fmt: skip
    mechanism.begin(state, Draws(3))
    assert abs(state.villages.adopters[0] - 240) < 4 * np.sqrt(400 * 0.6 * 0.4)
    assert state.villages.adopters[1] == 0
    assert state.villages.aware.tolist() == [400, 0]
    growing = state.households.planting_month < -1
    assert_allclose(state.households.skill[growing], 1 - 0.35 * 0.8)
    run(state, mechanism, 12)
    assert_allclose(state.households.crop_yuan, 0, atol=1e-2)


def test_who_was_visited_before_planting_begins_with_what_was_learnt():
    # one technician's 32 visits among 16 households with suitable land: 2 each; .2 + .06 · 2 · .8 = .296
    state, mechanism = crowd(16, **NEVER)
    run(state, mechanism, 1, [SendTechnician(0, 1.0)])
    assert_allclose(state.households.skill, 0.296, rtol=1e-6)
    run(state, mechanism, 12, start=1)
    assert_allclose(state.households.skill, 0.296, rtol=1e-6)  # without visits nothing is added


def test_skill_from_visits_stops_at_one():
    state, mechanism = crowd(16, skill=0.9, **(NEVER | {"diffusion.visit_skill": 0.12}))
    run(state, mechanism, 60, [SendTechnician(0, 1.5)])
    assert 0.99 < state.households.skill.min() <= state.households.skill.max() <= 1


def test_the_crop_sells_at_current_prices_and_is_built_at_what_building_costs():
    # at prices 1.1 a skilled grower harvests ½ · (9,000 − 600) · 1.1 = 4,620 less what its greenhouse cost it at t0
    state, mechanism = crowd(20, **(NEVER | SAFE))
    grow_at(state, 0, planted=0, skill=1.0)
    state.county.price_index[0] = 1.1
    run(state, mechanism, 1, start=6)
    assert_allclose(state.households.crop_yuan[0], 4_620 - UPKEEP, rtol=1e-5)
    state, mechanism = seeing()
    state.county.building_cost[0] = 1.1
    run(state, mechanism, 1)
    assert_allclose(state.households.greenhouse_yuan[5], 11_000)
