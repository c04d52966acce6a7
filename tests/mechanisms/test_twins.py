"""Every household kernel agrees with its plain NumPy twin, on arguments from a busy year of a small county.

That the model does what its description says is checked in `tests/rebuilt`. The twins stay for what that cannot say: a
kernel's fields are not mistaken for one another, and `benchmarks/against_numpy.py` times two ways to do one thing.
"""

from importlib import import_module
from itertools import combinations

import numpy as np
import numpy_twins
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from liancun_sim.draws import Addresses, Draws
from liancun_sim.mechanisms.income.kernels import Earned, Earners, Luck, Paid, Purses, Sources, earn, room_to_earn
from liancun_sim.mechanisms.kernels.worlds import seated
from liancun_sim.simulation.schedule import Schedule

KERNELS = {
    "earn": "income",
    "listen": "attitude",
    "persuade": "outreach",
    "hear_and_decide": "diffusion",
    "grow": "diffusion",
    "teach": "diffusion",
    "relax_trust": "union_life",
}
MONTHS = 16
BUSY = {"diffusion.yield_yuan": 9_000.0}  # the upper end: enough plant and fail in a small county to be compared


@pytest.fixture(scope="module")
def calls(small_world, busy_scenario):
    """Arguments of every call of every kernel before and after it, by name, over the months; the state at the end;
    and the last call's arguments themselves."""
    seen, last = {name: [] for name in KERNELS}, {}
    with pytest.MonkeyPatch.context() as patch:
        for name, module in KERNELS.items():
            mechanism = import_module(f"liancun_sim.mechanisms.{module}.{module}")
            patch.setattr(mechanism, name, recorded(getattr(mechanism, name), seen[name], last))
        scenario = busy_scenario
        schedule = Schedule(
            scenario.setup, {**scenario.coefficients, **BUSY}, scenario.build_policies(small_world.county)
        )
        state = small_world.begin(schedule)
        for kept in seen.values():
            kept.clear()
        for index in range(MONTHS):
            schedule.step(state, index, Draws(1, 0))
    return seen, state, last


def recorded(kernel, kept, last):
    def call(*given, **keywords):
        taken = numpy_twins.taken_apart(numpy_twins.bound(kernel, given, keywords))
        before = {name: frozen(value) for name, value in taken.items()}
        result = kernel(*given, **keywords)
        kept.append((before, {name: frozen(value) for name, value in taken.items()}, result))
        last[kernel.__name__] = taken
        return result

    return call


def frozen(value):
    return value.copy() if isinstance(value, np.ndarray) else value


def chosen(calls, name):
    """The first, a middle and the last call of a kernel."""
    kept = calls[0][name]
    assert len(kept) >= MONTHS - 2, f"{name} was called {len(kept)} times"
    return kept[0], kept[len(kept) // 2], kept[-1]


def test_income_agrees(calls):
    for before, after, _ in chosen(calls, "earn"):
        twin = numpy_twins.earn(**before)
        assert_allclose(after["transitory"], twin["transitory"], atol=2e-6)
        for name in ("income_window_yuan", "income_year_yuan"):
            assert_allclose(after[name], twin[name], rtol=2e-6, atol=0.01)
        assert_allclose(after["year_sum"], twin["year_sum"], rtol=1e-6)
        assert_allclose(after["log_sum"], twin["log_sum"], rtol=1e-6)


def test_swapped_fields_of_income_are_noticed(calls):
    """A kernel and its twin come apart when any two alike fields of a group change places for the kernel alone,
    save those that are only added to one another."""
    added_alike = {"award_yuan", "job_yuan", "share_yuan"}
    given = calls[0]["earn"][-1][0]
    given |= {name: given["level"][None] / part for part, name in enumerate(("poor_yuan", "model_yuan"), 3)}
    twin = numpy_twins.earn(**given)
    unnoticed = []
    for group in (Earners, Purses, Luck, Sources, Paid):
        for one, other in combinations(group._fields, 2):
            alike = np.asarray(given[one]).dtype == np.asarray(given[other]).dtype
            if not alike or np.shape(given[one]) != np.shape(given[other]) or {one, other} <= added_alike:
                continue
            swapped = given | {one: given[other], other: given[one]}
            after = {name: frozen(value) for name, value in swapped.items()}
            groups = {
                name: kind(**{field: after[field] for field in kind._fields})
                for name, kind in (
                    ("people", Earners), ("luck", Luck), ("sources", Sources), ("paid", Paid), ("earned", Earned),
                )
            }  # fmt: skip
            earn(
                after["first_household"],
                at=Addresses(**{name: after[name] for name in Addresses._fields}),
                table=after["table"],
                **groups,
                purses=seated([Purses(**{field: after[field] for field in Purses._fields})]),
                room=room_to_earn(after["first_household"]),
            )
            written = ("year_sum", "transitory", "income_window_yuan")
            if all(np.allclose(after[name], twin[name], rtol=1e-5, atol=0.01) for name in written):
                unnoticed.append((one, other))
    assert unnoticed == []


def test_kernels_are_given_the_columns_they_name(calls):
    """A field named as a household's column is that column: nothing stands under another's name."""
    households, found = calls[1].households, 0
    for name, taken in calls[2].items():
        for field in taken.keys() & households.columns.keys() - {"attitude"}:  # exchanged for the next month's
            assert taken[field] is getattr(households, field), f"{name}: {field}"
            found += 1
    assert found > 40


def test_opinions_agree(calls):
    state = calls[1]
    for before, after, _ in chosen(calls, "listen"):
        twin = numpy_twins.listen(state.ties.indices, state.households.influence, **before)
        awake = before["awake"][0] == 1
        assert awake.any()
        woken = awake[state.households.village]
        assert_allclose(after["after"][woken], twin["attitude"][woken], atol=5e-6)
        assert_array_equal(after["after"][~woken], before["attitude"][~woken])
        assert_allclose(after["moved"][0, awake], twin["moved"][0, awake], atol=5e-6)


def test_campaigns_agree(calls):
    for before, after, _ in chosen(calls, "persuade"):
        twin = numpy_twins.persuade(**before)
        assert_allclose(after["campaign"], twin["campaign"], atol=1e-5)
        assert_allclose(after["publicity"], twin["publicity"], atol=1e-5)
        assert_allclose(after["mean"], twin["mean"], atol=1e-5)
    assert after["campaign"].max() > 1
    assert 0 < after["publicity"].max() <= after["campaign"].max()


def test_hearing_and_deciding_agree(calls):
    happened = np.zeros(3, int)
    applied = 0
    for before, after, found in calls[0]["hear_and_decide"]:
        kinds = np.zeros(before["number"].size, int)
        kinds[after["events"][:found]] = after["kinds"][:found]
        twin = numpy_twins.hear_and_decide(**before)
        assert_array_equal(kinds, twin["kinds"])
        assert_array_equal(after["considering"], twin["considering"])
        assert_allclose(after["expected_yuan"], twin["expected_yuan"], rtol=1e-4, atol=0.01)
        happened += np.bincount(kinds, minlength=3)
        applied += (after["considering"] == 2).sum()
    assert happened[1] > 100
    assert happened[2] > 100
    assert applied > 0


def test_growing_agrees(calls):
    failures = 0
    for before, after, _ in calls[0]["grow"]:
        twin = numpy_twins.grow(**before)
        assert_array_equal(after["failed"], twin["failed"])
        assert_allclose(after["skill"], twin["skill"], atol=1e-6)
        planted = before["planting_month"] != -1
        assert_allclose(after["crop_yuan"][planted], twin["crop_yuan"][planted], rtol=1e-5, atol=1e-3)
        failures += twin["losers"].size
    assert failures > 20


def test_learning_before_planting_agrees(calls):
    kept = calls[0]["teach"]
    for before, after, _ in kept:
        assert_allclose(after["skill"], numpy_twins.teach(**before)["skill"], atol=1e-6)
    assert any((after["skill"] > before["skill"]).any() for before, after, _ in kept)


def test_trust_agrees(calls):
    for before, after, _ in chosen(calls, "relax_trust"):
        assert_allclose(after["trust"], numpy_twins.relax_trust(before["trust"], before["rate"]), atol=1e-6)


def test_contacts_are_counted_as_they_are(calls):
    """Counts kept by events equal counts made afresh from the network."""
    state = calls[1]
    h = state.households
    growing = (h.planting_month != -1) & (h.failed == 0)
    knowing = (h.informed == 1) & ~growing

    def around(mask):
        return numpy_twins.over_ties(mask.astype(float), state.ties.start, state.ties.indices)

    assert_array_equal(h.adopter_contacts, around(growing))
    assert_array_equal(h.informed_contacts, around(knowing))
    assert_array_equal(h.shown_skill, np.where(growing, h.skill, 0))
    for column, mask in (("adopters", growing), ("aware", h.informed == 1)):
        assert_array_equal(
            getattr(state.villages, column), np.add.reduceat(mask, state.first_household[:-1], dtype=int)
        )
