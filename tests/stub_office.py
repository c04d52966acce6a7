"""A county office without a county: the policies' view over hand-made villages on a grid."""

import numpy as np

from liancun_sim.county.csr import Csr
from liancun_sim.draws import Draws, village_keys
from liancun_sim.interventions import Asking, MoveChannel
from liancun_sim.simulation.policy_view import OfficeView
from liancun_sim.simulation.schedule import paid_move
from liancun_sim.state import Store
from liancun_sim.state.columns import PROPOSAL, UNION, VILLAGE

COEFFICIENTS = {
    "outreach.cadre_contacts": 40.0,
    "outreach.party_contacts": 5.0,
    "outreach.broadcast_worth": 0.1,
    "diffusion.growers_per_technician": 10.0,
}


def grid(width, height):
    """Neighbour lists of villages on a grid, each adjacent to up to four; row = y · width + x."""
    lists = [
        sorted(
            v * width + u
            for u, v in ((x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1))
            if 0 <= u < width and 0 <= v < height
        )
        for y in range(height)
        for x in range(width)
    ]
    start = np.cumsum([0, *map(len, lists)])
    return Csr(start.astype(np.int64), np.concatenate(lists).astype(np.uint32))


class Office:
    """Villages on a grid, townships of two rows each, index falling from west to east; all settable.

    villages, unions, proposals : Store, to be written by the test.
    """

    def __init__(self, width=8, height=6, seed=1, start="2008-01", ids=None):
        count = width * height
        ids = ids or [f"V{row:03d}" for row in range(count)]
        self.seed, self.start = seed, start
        self.villages = Store(VILLAGE, count)
        self.unions, self.proposals = Store(UNION, 0), Store(PROPOSAL, 0)
        self.adjacency, self.trades, self.memory = grid(width, height), ("grain",), {}
        rows = np.arange(count)
        keys = village_keys(ids)
        index = np.linspace(2, -2, count)
        values = {
            "key": keys,
            "township": rows // width // 2,
            "households": 200,
            "persons": 800 + rows,
            "party_members": 20,
            "cadre_posts": 4,
            "leaning": Draws(99).normal("view", keys),
            "index_assessed": index,
            "listed": index <= -1.6,
            "spare_land_mu": 10 * (rows % 3),
            "collective_year_yuan": 1000 * ((7 * rows) % count),
            "tied_to": -1,
        }
        for name, array in values.items():
            self.villages.put(name, array)

    def view(self, month=0):
        return OfficeView(self, month, Draws(self.seed), self.start, COEFFICIENTS)

    def ask(self, policy, month=0):
        """The requests of one policy in one month, at its intensity, each for one village."""
        asking = Asking(policy.name, policy.lever.priority)
        intensity = policy.intensity(month)
        if intensity > 0:
            policy.act(self.view(month), asking, intensity)
        return [one for request in asking.requests for one in request.each()]

    def asked(self, policy, kind, month=0):
        """The actions of one kind asked for in a month."""
        return [request.action for request in self.ask(policy, month) if isinstance(request.action, kind)]

    def moved(self, policy, month=0):
        """Channels moved in a month, paid for or free: channel → village → (kind, amount)."""
        asking = Asking(policy.name, policy.lever.priority)
        policy.act(self.view(month), asking, policy.intensity(month))
        moves = [*asking.contributions, *(paid_move(policy.name, r.action) for r in asking.requests
                                          if isinstance(r.action, MoveChannel))]  # fmt: skip
        found = {}
        for move in moves:
            for village, amount in zip(move.villages.tolist(), move.amount.tolist(), strict=True):
                found.setdefault(move.channel, {})[village] = (move.kind, amount)
        return found

    def propose(self, actions, policy, month, state="mobilising"):
        """Enter proposals as consultation would."""
        for action in actions:
            row = self.proposals.append(
                policy=policy, form=action.form, lead=action.village, members=tuple(sorted(action.members)),
                month_proposed=month, state=state,
            )  # fmt: skip
            if state == "mobilising":
                self.villages.proposal[list(action.members)] = row

    def unite(self, lead, members, policy, month, form="hub"):
        """Enter a union as consultation would."""
        members = tuple(sorted(members))
        row = self.unions.append(policy=policy, form=form, lead=lead, members=members, formed_month=month)
        self.villages.union[list(members)] = row
        return row


def is_connected(office, members):
    """Whether adjacency holds the members together."""
    reached, edge = {members[0]}, [members[0]]
    while edge:
        near = {int(row) for row in office.adjacency.of(edge.pop())} & set(members) - reached
        reached |= near
        edge += near
    return reached == set(members)
