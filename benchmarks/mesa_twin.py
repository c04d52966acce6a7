"""The household equations as ordinary Mesa agents, the way Mesa's own examples are written.

One `Agent` per household, a list of contacts, one method per process, `AgentSet.do` for each. What comes
from villages (contacts made, the anchor's village part, prices, weather, growth) is handed in month by
month, as it is to the kernels. Timed with Mesa's own random numbers; with `AddressedHousehold` the draws
are those of the kernels, so that both can be compared household by household.
"""

import math
from dataclasses import dataclass, field

import mesa
import networkx as nx
from mesa.discrete_space import FixedAgent, Network

from liancun_sim.draws import normal_table
from liancun_sim.mechanisms.diffusion.kernels import HARVEST_MONTHS, NONE
from liancun_sim.mechanisms.outreach.kernels import FORGOTTEN


@dataclass
class Village:
    """A village as its households see it: this month's inputs by name, and who lives in it."""

    inputs: dict[str, float] = field(default_factory=dict)
    households: list["Household"] = field(default_factory=list)


class Household(mesa.Agent):
    """A household with the state and the equations of the model's household mechanisms."""

    def __init__(self, model, village, **traits):
        super().__init__(model)
        self.village = village
        for name, value in traits.items():
            setattr(self, name, value)
        self.window = list(self.window)
        self.growing = self.planting_month != NONE and not self.failed
        self.next_attitude = self.attitude
        self.hears = self.plants = self.fails = False
        self.learnt, self.harvests, self.stirred = self.skill, False, self.considering > 0
        village.households.append(self)

    def meet_campaign(self):
        """What talks and publicity left fades; contact after contact may persuade, each less often than the last."""
        v, k = self.village.inputs, self.model.inputs
        talk, publicity = (self.campaign - self.publicity) * k["talk_kept"], self.publicity * k["publicity_kept"]
        talk, publicity = talk if talk > FORGOTTEN else 0.0, publicity if publicity > FORGOTTEN else 0.0
        self.exposure *= k["talk_kept"]
        visits = v["visits_leading"] if self.is_party or self.is_cadre else v["visits_others"]
        told = max(talk, k["effect"] * self.persuaded(visits, v["persuasion"]))
        self.campaign = max(talk + publicity, k["effect"] * self.persuaded(v["notices"], v["persuasion"]), told)
        self.publicity = self.campaign - told

    def persuaded(self, contacts, chance):
        """Whether so many further contacts persuade; they are remembered."""
        further = math.exp(self.model.inputs["log_further"])
        before, self.exposure = self.exposure, self.exposure + contacts
        return self.random.random() < chance * (further**before - further**self.exposure) / (1 - further)

    def listen(self):
        """x' = λ·Σ w·x/Σ w + (1 − λ)·(u + c), from last month's attitudes."""
        v = self.village.inputs
        anchor = v["anchor"] + self.model.inputs["spread"] * self.own_view + v["trust_weight"] * self.trust
        if self.is_cadre:
            anchor += v["cadre_weight"]
        heard = weight = 0.0
        for contact in self.contacts:
            heard += contact.influence * contact.attitude
            weight += contact.influence
        social = heard / weight if weight else 0.0
        self.next_attitude = self.yielding * social + (1 - self.yielding) * (anchor + self.campaign)

    def change_mind(self):
        self.attitude = self.next_attitude

    def review_trust(self):
        """τ' = τ + rate·(½ − τ), and once a year what was delivered beside what was promised."""
        self.trust += self.model.inputs["trust_return"] * (0.5 - self.trust)
        missed = self.village.inputs["trust_response"]
        if missed:
            self.trust = min(1.0, max(0.0, self.trust + missed))

    def hear(self):
        """P = 1 − (1 − q_P)^growing contacts·(1 − q_N)^informed contacts, or a technician's visit."""
        self.failed_contacts *= self.model.inputs["memory"]
        self.hears = False
        if not self.informed:
            growers = sum(contact.growing for contact in self.contacts)
            knowing = sum(contact.informed for contact in self.contacts) - growers
            k = self.model.inputs
            told = 1 - math.exp(growers * k["log_not_told_adopter"] + knowing * k["log_not_told_informed"])
            self.hears = self.random.random() < told or self.visits > 0

    def decide(self):
        """What it expects to earn, from contacts' harvests and failures, against what it asks, its land and money."""
        k, v = self.model.inputs, self.village.inputs
        self.plants, stirred = False, self.stirred or self.visits > 0 or self.loan_yuan > 0
        if not (self.informed and self.suits_cash_crop and self.planting_month == NONE and stirred):
            return
        self.stirred = False
        word = k["technician_word"] * min(self.visits, 3.0)
        shown = [contact.skill for contact in self.contacts if contact.harvested()]
        seen, skill = len(shown) + word, self.skill
        if seen:
            skill += k["catching_up"] * max(0.0, (sum(shown) + word) / seen - skill)
        lasting = seen / (seen + self.failed_contacts + k["doubt"])
        earned = lasting * (k["yield_yuan"] * v["price"] * skill - k["former_yuan"])
        self.expected_yuan = earned - k["build_yuan"] / k["life_years"] + v["beside_yuan"]
        money = k["savings_years"] * self.income_year_yuan + self.loan_yuan
        able = self.land_mu >= k["least_land_mu"] and money >= k["build_yuan"]
        self.plants = able and self.expected_yuan >= self.required_yuan * k["pay"]

    def harvested(self):
        """Whether it grows and has shown a harvest."""
        return self.growing and self.model.month - self.planting_month >= HARVEST_MONTHS

    def grow(self):
        """Harvest or fail, every six months; learn from visits, by doing, from better contacts."""
        self.fails = self.harvests = False
        k = self.model.inputs
        if self.planting_month == NONE:
            self.learnt = min(1.0, self.skill + k["visit_skill"] * self.visits * (1 - self.skill))
            return
        age, established = self.model.month - self.planting_month, self.planting_month < NONE
        paying = not established and (not self.failed or age < k["life_months"])
        self.crop_yuan = -self.greenhouse_yuan / k["life_months"] if paying else 0.0
        if self.failed:
            return
        if age >= HARVEST_MONTHS and age % HARVEST_MONTHS == 0:
            chance = k["failure_floor"] + k["failure_slope"] * max(0.0, (0.5 - self.skill) / 0.5)
            if self.random.random() < chance:
                self.fails = True
                self.crop_yuan -= 0.0 if established else 0.5 * k["former_yuan"]
                return
            self.harvests = True
            price = self.village.inputs["price"]
            if established:
                self.crop_yuan += 0.5 * k["yield_yuan"] * self.skill * (price - 1)
            else:
                self.crop_yuan += 0.5 * (k["yield_yuan"] * self.skill * price - k["former_yuan"])
        peers = [contact.skill for contact in self.contacts if contact.growing]
        pull = max(0.0, sum(peers) / len(peers) - self.skill) if peers else 0.0
        learnt = self.skill + (k["visit_skill"] * self.visits + k["own_skill"]) * (1 - self.skill)
        self.learnt = min(1.0, learnt + k["peer_skill"] * pull)

    def settle_practice(self):
        """What was decided this month takes effect, all at once."""
        if not self.failed and not self.fails:
            self.skill = self.learnt
        if self.fails:
            self.failed, self.growing = True, False
            for contact in self.contacts:
                contact.failed_contacts += 1
        if self.fails or self.harvests:
            for contact in self.contacts:
                contact.stirred = True
        if self.hears:
            self.informed = self.stirred = True
        if self.plants:
            self.planting_month, self.growing = self.model.month, True
            self.greenhouse_yuan = self.model.inputs["build_yuan"]

    def earn(self):
        """y = level·size·exp(θ + e + η)·Σ sources + crop + payments; the year is its last twelve months."""
        v, k, gauss = self.village.inputs, self.model.inputs, self.random.gauss
        news = math.sqrt(1 - self.persistence**2) * k["persistent_spread"] * gauss(0.0, 1.0)
        self.transitory = self.persistence * self.transitory + news
        person = math.exp(
            k["permanent_weight"] * self.permanent + self.transitory + k["month_spread"] * gauss(0.0, 1.0)
        )
        farm = self.farm_share * v["farm"] * math.exp(-k["weather_spread"] * gauss(0.0, 1.0))
        rest = 1 - self.farm_share - self.business_share - self.wage_share
        source = farm + self.business_share * v["business"] + self.wage_share * v["wage"] + rest * v["other"]
        income = v["level"] * self.size * person * source + self.crop_yuan + v["village_yuan"]
        income += v["poor_yuan"] * self.is_poor + v["model_yuan"] * self.is_party + k["loan_yield"] * self.loan_yuan
        self.income_yuan = self.window[self.model.month % 12] = income
        self.income_year_yuan = sum(self.window)


class MesaTwin(mesa.Model):
    """Households as agents; villages' inputs are set from outside before every step."""

    def __init__(self, traits, village_of, ties, months=0, kind=Household, rng=1):
        super().__init__(rng=rng)
        self.month, self.inputs = months, {}
        self.villages = [Village() for _ in range(int(village_of.max()) + 1)]
        columns = {name: values.tolist() for name, values in traits.items()}
        for row, village in enumerate(village_of.tolist()):
            kind(self, self.villages[village], **{name: values[row] for name, values in columns.items()})
        self.households = list(self.agents)
        self.connect(ties)

    def connect(self, ties):
        """Every household keeps a list of its contacts: the fastest way for an agent to reach others."""
        for row, household in enumerate(self.households):
            household.contacts = [self.households[other] for other in ties.of(row)]

    def step(self):
        agents = self.agents
        self.phase("outreach.contact")
        agents.do("meet_campaign")
        agents.do("listen")
        agents.do("change_mind")
        agents.do("review_trust")
        self.send_technicians()
        self.phase("diffusion", 0)
        agents.do("hear")
        agents.do("decide")
        self.phase("diffusion", 2)
        agents.do("grow")
        agents.do("settle_practice")
        self.phase("income")
        agents.do("earn")
        self.month += 1

    def phase(self, stream, lane=0):
        """Mesa's own random numbers need no addresses."""

    def send_technicians(self):
        """Visits of a village: at most 8 to each grower, then at most 3 to each whose land suits."""
        for village in self.villages:
            made = village.inputs["visits"]
            if made or village.inputs["visits_before"]:
                growers = [h for h in village.households if h.growing]
                others = [h for h in village.households if h.planting_month == NONE and h.suits_cash_crop]
                each = min(8.0, made / len(growers)) if growers else 0.0
                left = min(3.0, (made - each * len(growers)) / len(others)) if others else 0.0
                for household in village.households:
                    household.visits = 0.0
                for household in growers:
                    household.visits = each
                for household in others:
                    household.visits = left


class CellHousehold(Household, FixedAgent):
    """A household that sits in a cell and looks at its neighbours as agents do in Mesa's virus_on_network."""

    @property
    def contacts(self):
        return self.cell.neighborhood.agents


class CellTwin(MesaTwin):
    """The twin in the idiom of Mesa's own example of agents on a network."""

    def __init__(self, traits, village_of, ties, months=0):
        super().__init__(traits, village_of, ties, months, CellHousehold)

    def connect(self, ties):
        graph = nx.Graph()
        graph.add_nodes_from(range(len(ties)))
        graph.add_edges_from((row, int(other)) for row in range(len(ties)) for other in ties.of(row))
        layout = {row: (float(row), 0.0) for row in range(len(ties))}
        self.grid = Network(graph, capacity=1, random=self.random, layout=layout)
        for household, cell in zip(self.households, self.grid.all_cells, strict=True):
            household.cell = cell


class AddressedHousehold(Household):
    """A household whose random numbers are those the kernels draw."""

    @property
    def random(self):
        return Dealer(self.model, self.unique_id - 1)


class AddressedTwin(MesaTwin):
    """The twin under the kernels' addressed draws, dealt out one after the other in each phase.

    words : (stream, month) → (household, 4) random 32-bit words.
    """

    def __init__(self, traits, village_of, ties, words, months=0):
        self.words = words
        super().__init__(traits, village_of, ties, months, AddressedHousehold)

    def phase(self, stream, lane=0):
        self.month_words, self.dealt = self.words(stream, self.month), [lane] * len(self.households)


class Dealer:
    """The next draws of one household, with the methods of Python's `random.Random` that households use."""

    def __init__(self, model, row):
        self.model, self.row = model, row

    def word(self):
        lane = self.model.dealt[self.row]
        self.model.dealt[self.row] = lane + 1
        return int(self.model.month_words[self.row, lane])

    def random(self):
        return (self.word() >> 8) / 2**24

    def gauss(self, mean, spread):
        word = self.word()
        cell, part = word >> 20, (word & 0xFFFFF) / 2**20
        left, right = float(normal_table()[cell]), float(normal_table()[cell + 1])
        return mean + spread * (left + part * (right - left))
