import numpy as np
import pytest
from hamlets import DRAWS, hamlets

from liancun_sim.interventions import ChannelValues, Granted, GrantVillage, Request
from liancun_sim.mechanisms import Month, Setup
from liancun_sim.mechanisms.support import Support

EACH = 2_500.0  # 30,000 yuan a year


def transfers(granted, displacement=0.2):
    """Ordinary money of six villages, east and west by turns, when some are granted yuan by a policy."""
    state = hamlets(6, towns=("east", "west"))
    mechanism = Support(Setup(), {"support.displacement": displacement, "support.transfer_yuan_per_year": 30_000})
    asked = [Request("test", 0, GrantVillage(village, yuan), yuan, 0.0) for village, yuan in granted.items()]
    mechanism.step(Month(state, 0, DRAWS, ChannelValues({}, {}, 6, ()), Granted(asked)))
    return state.villages.ordinary_transfer_yuan


def test_what_the_treated_lose_the_rest_of_their_township_shares():
    money = transfers({0: 5_000.0})  # loses a fifth of it, which villages 2 and 4 share
    assert money.tolist() == pytest.approx([EACH - 1_000, EACH, EACH + 500, EACH, EACH + 500, EACH])


def test_where_every_village_of_a_township_is_treated_all_share_what_is_displaced():
    money = transfers({0: 5_000.0, 2: 1_000.0, 4: 1_500.0})  # lose 1,000, 200 and 300: 500 each comes back
    assert money.tolist() == pytest.approx([EACH - 500, EACH, EACH + 300, EACH, EACH + 200, EACH])


@pytest.mark.parametrize("treated", range(7))
@pytest.mark.parametrize("displacement", [0.0, 0.2, 0.5])
def test_ordinary_money_is_moved_never_made_or_lost(treated, displacement):
    draw = np.random.default_rng(treated)
    granted = {int(v): float(draw.uniform(0, 60_000)) for v in draw.permutation(6)[:treated]}
    money = transfers(granted, displacement)
    for township in (money[::2], money[1::2]):
        assert township.sum() == pytest.approx(3 * EACH, rel=1e-12)
    assert money.min() >= 0
