"""What a rebuilt process finds when its turn comes: state, channels and actions of the month, draws, coefficients."""

from types import SimpleNamespace

import numpy as np

from liancun_sim.draws import NO_MONTH, normal_table


class Given:
    """One month before one process, to be read only.

    m : months since t0, 0 for the first. c : the process's coefficients by their last name; `coefficient` by full key.
    hh, vi, un, pr, co, tw : stores of households, villages, unions, proposals, county and townships.
    home : (household,) row of its village.
    """

    def __init__(self, process, month, setup, values):
        process, self.writes = process.key, process.writes
        self.m, self.setup, self.values, self.draws = month.index, setup, values, month.draws
        self.channels, self.granted, self.state = month.channels, month.granted, month.state
        self.c = SimpleNamespace(**{key.split(".")[1]: v for key, v in values.items() if key.split(".")[0] == process})
        s = month.state
        self.hh, self.vi, self.un, self.pr, self.co, self.tw = (
            s.households, s.villages, s.unions, s.proposals, s.county, s.townships,
        )  # fmt: skip
        self.first, self.home = s.first_household, s.households.village
        self.villages = len(s.villages)

    def coefficient(self, key):
        return self.values[key]

    def of(self, kind):
        """Granted actions of one kind, in settled order."""
        return [action for _, action in self.granted.of(kind)]

    def asked(self, kind, amount):
        """(village,) sum of an amount over the granted actions of a kind."""
        total = np.zeros(self.villages)
        for action in self.of(kind):
            total[action.village] += amount(action)
        return total

    # draws

    def normal(self, stream, rows=None, month=None):
        """(village,) exact standard normals, of some rows or of all."""
        return self.draws.normal(stream, self._keys(rows), self.m if month is None else month)

    def uniform(self, stream, rows=None, month=None, slot=0):
        return self.draws.uniform(stream, self._keys(rows), self.m if month is None else month, slot)

    def _keys(self, rows):
        return self.vi.key if rows is None else self.vi.key[rows]

    def words(self, stream, month=None):
        """(household, 4) random 32-bit words at the addresses of households."""
        month = self.m if month is None else month
        return self.draws.bits(stream, self.vi.key[self.home], month, 0, self.hh.number)

    # sums

    def sum(self, of_households):
        """(village,) sum over the households of a village."""
        return np.bincount(self.home, np.asarray(of_households, np.float64), self.villages)

    def mean(self, of_households):
        return self.sum(of_households) / self.vi.households

    def beside(self, village):
        """Rows of the villages next to one."""
        return self.state.adjacency.of(village).astype(int)

    # unions

    def living(self):
        """Rows of unions that have not dissolved."""
        return [u for u in range(len(self.un)) if self.un.dissolved_month[u] < 0]


def unit(word):
    """A word as float32 uniform on [0, 1)."""
    return (word >> np.uint32(8)).astype(np.float32) * np.float32(2**-24)


def bell(word):
    """A word as float32 standard normal: the table of 4,096 cells, a line within each."""
    cell = word >> np.uint32(20)
    left, right = normal_table()[cell], normal_table()[cell + np.uint32(1)]
    return left + (word & np.uint32(0xFFFFF)).astype(np.float32) * np.float32(2**-20) * (right - left)


ONCE = NO_MONTH
