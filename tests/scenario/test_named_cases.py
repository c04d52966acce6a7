"""The cases the source documents name: who unites, in which form, and what is delivered."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from liancun_sim.county import default_county
from liancun_sim.draws import Draws
from liancun_sim.interventions import SendForms
from liancun_sim.mechanisms.mechanism import Month
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.schedule import Schedule
from liancun_sim.simulation.world import World
from liancun_sim.state import State

pytestmark = pytest.mark.full_county

Watch = Callable[[Month], Any]
PROJECT_YUAN, PROJECT_GAIN = 150_000, 0.45  # of the one good a standard project builds
DECAY = 0.003  # of a public good, a month, at most


@pytest.fixture(scope="module")
def world() -> World:
    return World(default_county())


@pytest.fixture(scope="module")
def names(world: World) -> list[str]:
    return list(world.county.villages["name"])


def play(world: World, name: str, months: int, watch: Watch = lambda month: None) -> tuple[State, list[Any]]:
    """The first replication of a shipped scenario, and what was watched at the end of each month."""
    scenario = load_scenario(name, months=months)
    schedule = Schedule(scenario.setup, scenario.coefficients, scenario.build_policies(world.county))
    state, draws = world.begin(schedule), Draws(1, 0)
    return state, [watch(schedule.step(state, index, draws)) for index in range(months)]


def the_union(state: State, *members: int) -> int:
    """The row of the only union that has these villages."""
    (row,) = [row for row in range(len(state.unions)) if set(members) <= set(state.unions.members[row])]
    return row


def test_mayuan_leads_four_neighbours_and_its_cherries_go_on_half_of_their_spare_land(
    world: World, names: list[str]
) -> None:
    """3,800 forms; four partners with 450 mu to spare each, half of it pooled: 900 mu."""

    def forms(month: Month) -> float:
        return sum(sent.forms for _, sent in month.granted.of(SendForms))

    state, handed_out = play(world, "mayuan_hub", 10, forms)
    row = the_union(state, names.index("马家营"))
    assert (state.unions.form[row], len(state.unions.members[row])) == ("hub", 5)
    assert names[state.unions.lead[row]] == "马家营"
    assert state.proposals.month_proposed[0] == 0
    assert sum(handed_out) == pytest.approx(3_800, rel=0.01)
    assert state.unions.pooled_land_mu[row] == pytest.approx(0.5 * 4 * 450)


def test_the_road_of_duhang_serves_all_three_villages_of_private_firms(world: World, names: list[str]) -> None:
    """100,000 yuan are two thirds of a project: .30 on each of three roads, less what decays in a month."""
    state, roads = play(world, "duhang_cluster", 8, lambda month: month.state.villages.road.copy())
    row = the_union(state, names.index("杜家铺"))
    members = list(state.unions.members[row])
    assert (state.unions.form[row], names[state.unions.lead[row]], len(members)) == ("industry", "杜家铺", 3)
    assert {state.trades[trade] for trade in state.villages.leading_trade[members]} == {"private_industry"}
    paved = int(state.unions.formed_month[row]) + 1
    risen = (roads[paved] - roads[paved - 1])[members]
    assert (risen >= 100_000 / PROJECT_YUAN * PROJECT_GAIN - DECAY - 1e-9).all()


def test_shezhuang_leads_xupanhou_sends_its_growers_and_doubles_the_hall(world: World, names: list[str]) -> None:
    """5 technicians in winter make 32 visits each; a hall of 80,000 yuan raises services in both villages by .24."""

    def seen(month: Month) -> tuple[Any, Any]:
        return month.state.villages.services.copy(), month.state.villages.technician_visits.copy()

    strong, weak = names.index("前柏庄"), names.index("许家洼")
    state, months = play(world, "shezhuang_union", 12, seen)
    row = the_union(state, strong, weak)
    assert (state.unions.form[row], state.unions.lead[row], len(state.unions.members[row])) == (
        "strong_weak",
        strong,
        2,
    )
    built = int(state.unions.formed_month[row]) + 1
    risen = (months[built][0] - months[built - 1][0])[[strong, weak]]
    assert (risen >= 80_000 / PROJECT_YUAN * PROJECT_GAIN - DECAY - 1e-9).all()
    assert months[11][1][weak] == 5 * 32  # December 2008


def test_thirteen_growers_of_qianshezhuang_teach_the_winter_after_the_election(world: World, names: list[str]) -> None:
    strong, weak = names.index("前柏庄"), names.index("许家洼")
    state, visits = play(world, "shezhuang_branch", 28, lambda month: month.state.villages.technician_visits[weak])
    row = the_union(state, strong, weak)
    assert (state.unions.form[row], state.unions.lead[row]) == ("joint_branch", strong)
    assert state.proposals.month_proposed[0] == 20
    assert state.unions.formed_month[row] == 23  # the election of December 2009
    assert visits[24:27] == [13 * 32] * 3  # January to March
    assert not any(visits[:24] + visits[27:])


def test_lian_raises_all_of_the_money_for_both_roads_and_five_wells(world: World, names: list[str]) -> None:
    """200,000 yuan on the two roads and 5 wells of 15,000 yuan in the weaker village, in a year from month 8."""
    strong, weak = names.index("前楸庄"), names.index("后楸庄")

    def raised(month: Month) -> list[float]:
        villages = month.state.villages
        return [villages.raised_road_yuan[strong], villages.raised_road_yuan[weak], villages.raised_wells_yuan[weak]]

    state, months = play(world, "lian_twins", 25, raised)
    total = np.sum(months, axis=0)
    assert total[:2].sum() == pytest.approx(200_000, rel=0.01)
    assert total[2] / 15_000 == pytest.approx(5, rel=0.01)
    row = the_union(state, strong, weak)
    assert (state.unions.form[row], state.unions.lead[row]) == ("twinned", strong)
    assert state.villages.leading_trade[strong] == state.villages.leading_trade[weak]  # the three sames
    assert state.unions.formed_month[row] == 23


def test_the_market_of_beitao_is_that_of_one_pair(world: World, names: list[str]) -> None:
    first, second = [names.index("桑村"), names.index("孙家塞")], [names.index("冀家楼"), names.index("小王楼")]
    state, access = play(
        world, "beitao_pairs", 25, lambda month: month.channels["collective_economy.market_access"].copy()
    )
    rows = [the_union(state, *first), the_union(state, *second)]
    assert [state.unions.form[row] for row in rows] == ["small_village"] * 2
    assert [access[24][state.unions.lead[row]] for row in rows] == [1.0, 1.3]
    assert (state.villages.posts_removed[first + second] > 0).all()


def test_four_pairs_in_three_townships_are_proposed_before_the_election_and_founded(
    world: World, names: list[str]
) -> None:
    state, _ = play(world, "joint_branch", 27)
    founded = [state.unions.members[row] for row in range(len(state.unions))]
    assert len(founded) == 4
    assert len({int(state.villages.township[members[0]]) for members in founded}) == 3
    assert sorted(state.proposals.form) == ["joint_branch", "small_village", "small_village", "twinned"]
    assert set(state.proposals.month_proposed) == {20}
