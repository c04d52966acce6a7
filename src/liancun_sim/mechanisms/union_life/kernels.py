"""Trust going back to its middle, and lifted where promises were kept, household by household."""

import numpy as np

from liancun_sim.compiled import kernel

MIDDLE = np.float32(0.5)


@kernel
def relax_trust(trust, rate):
    """Trust forgets (信任回归), in place.

    τ' = τ + rate·(½ − τ)

    Parameters
    ----------
    trust : (household,) float32 — τ. [0–1]
    rate : float32 — see ``UnionLife.coefficients``. [1/month]
    """
    for i in range(trust.size):
        trust[i] += rate * (MIDDLE - trust[i])


@kernel
def lift_trust(first_household, rows, gain, trust):
    """Trust gained by everybody in some villages, up to 1, in place.

    rows : (n,) int64. gain : (village,) float64. [0–1] trust : (household,) float32 — τ.
    """
    for n in range(rows.shape[0]):
        more = np.float32(gain[rows[n]])
        for h in range(first_household[rows[n]], first_household[rows[n] + 1]):
            trust[h] = min(np.float32(1.0), trust[h] + more)
