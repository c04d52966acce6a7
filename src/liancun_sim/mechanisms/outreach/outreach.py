"""Outreach: the party first, then cadres, then everybody (先党内后党外，先干部后群众).

Villages with a live proposal are worked by their own party members and cadres; policies add visits,
meetings, consultation forms and broadcasts anywhere. An effective contact may persuade; what it leaves fades.
"""

import numpy as np

from liancun_sim.draws import Draws
from liancun_sim.interventions import Broadcast, Channel, Meeting, SendForms, Visit
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.mechanisms.outreach.kernels import Campaign, Contacted, persuade
from liancun_sim.parameters import Coefficient
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

FIRST_MONTH_LEADING = 2.0  # party and cadre households in the first month, relative to the average household
FIRST_MONTH_OTHERS = 0.2


class Outreach(Mechanism):
    """Contacts with households and the campaign effect they leave."""

    key = "outreach"
    label = Label("Outreach", "宣传动员")
    reads = (
        "household.number", "household.is_party", "household.is_cadre", "proposal.started_month", "village.key",
        "village.households", "village.party_members", "village.cadre_posts", "village.proposal",
    )  # fmt: skip
    writes = ("household.campaign", "village.contacts_per_household", "village.campaign_mean")
    opens = (
        Channel("outreach.persuasion", "share", Label("Chance that a contact persuades (f)", "单次接触的说服概率"),
                "persuasion", 0, 1),
        Channel("outreach.contact_capacity", "contacts/month", Label("Further household-contacts", "额外入户接触次数"),
                0.0, 0, 1e6),
    )  # fmt: skip
    accepts = (Visit, Meeting, SendForms, Broadcast)
    coefficients = (
        Coefficient(
            "outreach.persuasion", 0.08, 0.0, 0.20, "share", Label("Chance that a contact persuades (f)",
            "单次接触的说服概率"), "DellaVigna & Gentzkow: mean about .08 (recalled, unverified)",
            raises=("private_consent",),
        ),
        Coefficient(
            "outreach.effect", 1.5, 0.75, 2.5, "SD", Label("Effect on one who is persuaded (δ)", "被说服者的态度变化"),
            "assumption", raises=("private_consent",),
        ),
        Coefficient(
            "outreach.half_life", 6.0, 2.0, 24.0, "months", Label("Half-life of a campaign's effect (h_c)",
            "宣传效果半衰期"), "assumption", raises=("private_consent",),
        ),
        Coefficient(
            "outreach.cadre_contacts", 40.0, 20.0, 60.0, "contacts/month", Label("Contacts a cadre makes",
            "每名干部月接触户次"), "assumption", lowers=("spending_cadre_months",),
        ),
        Coefficient(
            "outreach.party_contacts", 5.0, 2.0, 10.0, "contacts/month", Label("Contacts a party member makes",
            "每名党员月接触户次"), "assumption", lowers=("spending_cadre_months",),
        ),
        Coefficient(
            "outreach.meeting_worth", 0.5, 0.2, 0.8, "visits", Label("Worth of a contact at a meeting, in visits",
            "会议接触相当于入户的折算"), "assumption", raises=("private_consent",),
        ),
        Coefficient(
            "outreach.form_worth", 0.25, 0.1, 0.5, "visits", Label("Worth of a consultation form, in visits",
            "一份征求意见表相当于入户的折算"), "assumption", raises=("private_consent",),
        ),
        Coefficient(
            "outreach.broadcast_worth", 0.1, 0.0, 0.3, "visits", Label("Worth of a broadcast to a household, in visits",
            "一次广播电视宣传相当于入户的折算"), "assumption", lowers=("spending_cadre_months",),
        ),
        Coefficient(
            "outreach.most_contacts", 3.5, 2.0, 6.0, "contacts/month", Label("Most effective contacts per household",
            "户均有效接触上限"), "assumption after a plausible .5–3.5 a household and month",
            raises=("private_consent",),
        ),
    )  # fmt: skip

    def begin(self, state: State, draws: Draws) -> None:
        state.households.put("campaign", 0.0)
        state.villages.put("campaign_mean", 0.0)

    def step(self, month: Month) -> None:
        state, villages = month.state, month.state.villages
        live = villages.proposal >= 0
        contacts = month.channels["outreach.contact_capacity"] + np.where(
            live, self.k.cadre_contacts * villages.cadre_posts + self.k.party_contacts * villages.party_members, 0.0
        )
        for _, visit in month.granted.of(Visit):
            contacts[visit.village] += visit.contacts
        for _, meeting in month.granted.of(Meeting):
            contacts[meeting.village] += self.k.meeting_worth * meeting.contacts
        for _, sent in month.granted.of(SendForms):
            contacts[sent.village] += self.k.form_worth * sent.forms
        for _, heard in month.granted.of(Broadcast):
            contacts[heard.village] += self.k.broadcast_worth * heard.broadcasts * villages.households[heard.village]
        each = np.minimum(self.k.most_contacts, contacts / np.maximum(1, villages.households))
        villages.contacts_per_household[:] = each
        rows = np.flatnonzero((each > 0) | (villages.campaign_mean > 0))
        if not rows.size:
            return
        first = np.zeros(live.size, dtype=bool)
        first[live] = month.index - state.proposals.started_month[villages.proposal[live]] <= 1
        households = state.households
        persuade(
            state.first_household,
            rows,
            at=month.draws.addresses("outreach.contact", villages.key, households.number, month.index),
            people=households.bound(Contacted),
            work=Campaign(
                contacts_leading=each * np.where(first, FIRST_MONTH_LEADING, 1.0),
                contacts_others=each * np.where(first, FIRST_MONTH_OTHERS, 1.0),
                persuasion=month.channels["outreach.persuasion"],
                effect=np.float32(self.k.effect),
                keep=np.float32(2.0 ** (-1 / self.k.half_life)),
            ),
            mean=villages.campaign_mean,
        )
