"""Outreach: the party first, then cadres, then everybody (先党内后党外，先干部后群众).

Villages with a live proposal are worked by their own party members and cadres; policies add visits,
meetings, consultation forms and broadcasts anywhere. A campaign persuades some of those it reaches: the first contact
more often than each one after it, and nobody twice. What a talk leaves fades over months, what publicity leaves over
weeks.
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
    writes = (
        "household.campaign", "household.publicity", "household.exposure", "village.contacts_per_household",
        "village.campaign_mean",
    )  # fmt: skip
    opens = (
        Channel("outreach.persuasion", "share",
                Label("Chance that a first contact persuades (f)", "首次接触的说服概率"), "persuasion", 0, 1),
        Channel("outreach.contact_capacity", "contacts/month", Label("Further household-contacts", "额外入户接触次数"),
                0.0, 0, 1e6),
    )  # fmt: skip
    accepts = (Visit, Meeting, SendForms, Broadcast)
    coefficients = (
        Coefficient(
            "outreach.persuasion", 0.08, 0.0, 0.20, "share",
            Label("Chance that the first contact of a campaign persuades (f)", "一轮宣传首次接触的说服概率"),
            "DellaVigna & Gentzkow 2010: about .08 of those exposed to a campaign, 0–.20 over studies (recalled)",
            raises=("private_consent",),
        ),
        Coefficient(
            "outreach.further_contact", 0.6, 0.3, 0.9, "ratio",
            Label("Worth of each further contact of a campaign, beside the one before", "后续每次接触相对前一次的效果"),
            "an extra call to voters moved .6 as many as the first (get-out-the-vote experiments with repeated "
            "treatment); range: assumption",
            raises=("private_consent",),
        ),
        Coefficient(
            "outreach.effect", 1.5, 0.75, 2.5, "SD", Label("Effect on one who is persuaded (δ)", "被说服者的态度变化"),
            "assumption", raises=("private_consent",),
        ),
        Coefficient(
            "outreach.half_life", 6.0, 2.0, 24.0, "months", Label("Half-life of what a talk leaves (h_c)",
            "入户谈话效果的半衰期"),
            "Broockman & Kalla 2016: one talk of ten minutes unchanged after three months; size: assumption",
            raises=("private_consent",),
        ),
        Coefficient(
            "outreach.publicity_half_life", 0.25, 0.15, 1.5, "months",
            Label("Half-life of what forms and broadcasts leave", "书面与广播宣传效果的半衰期"),
            "Gerber et al. 2011 and Hill, Lo, Vavreck & Zaller 2013: 50–75 % of advertising is gone after a week, "
            "nearly all after two; the longest: assumption",
            raises=("campaign_effect",),
        ),
        Coefficient(
            "outreach.cadre_contacts", 40.0, 20.0, 60.0, "contacts/month", Label("Contacts a cadre makes",
            "每名干部每月接触户次"), "assumption", lowers=("spending_cadre_months",),
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
            "一份征求意见表相当于入户的折算"), "assumption", raises=("contacts",),
        ),
        Coefficient(
            "outreach.broadcast_worth", 0.1, 0.0, 0.3, "visits", Label("Worth of a broadcast to a household, in visits",
            "一次广播电视宣传相当于入户的折算"), "assumption", lowers=("spending_cadre_months",),
        ),
        Coefficient(
            "outreach.most_contacts", 3.5, 2.0, 6.0, "contacts/month", Label("Most effective contacts per household",
            "户均有效接触上限"), "assumption after a plausible .5–3.5 a household and month",
            raises=("contacts",),
        ),
    )  # fmt: skip

    def begin(self, state: State, draws: Draws) -> None:
        for name in ("campaign", "publicity", "exposure"):
            state.households.put(name, 0.0)
        state.villages.put("campaign_mean", 0.0)

    def step(self, month: Month) -> None:
        state, villages = month.state, month.state.villages
        live = villages.proposal >= 0
        talks = month.channels["outreach.contact_capacity"] + np.where(
            live, self.k.cadre_contacts * villages.cadre_posts + self.k.party_contacts * villages.party_members, 0.0
        )
        publicity = np.zeros(len(villages))
        visits, meetings, sent, heard = (month.granted.all(kind) for kind in self.accepts)
        np.add.at(talks, visits.village, visits.contacts)
        np.add.at(talks, meetings.village, self.k.meeting_worth * meetings.contacts)
        np.add.at(publicity, sent.village, self.k.form_worth * sent.forms)
        worth = self.k.broadcast_worth * heard.broadcasts * villages.households[heard.village]
        np.add.at(publicity, heard.village, worth)
        people = np.maximum(1, villages.households)
        talks_each = np.minimum(self.k.most_contacts, talks / people)
        notices_each = np.minimum(self.k.most_contacts - talks_each, publicity / people)  # talks come first
        each = talks_each + notices_each
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
                visits_leading=talks_each * np.where(first, FIRST_MONTH_LEADING, 1.0),
                visits_others=talks_each * np.where(first, FIRST_MONTH_OTHERS, 1.0),
                notices=notices_each,
                persuasion=month.channels["outreach.persuasion"],
                effect=np.float32(self.k.effect),
                log_further=np.float32(np.log(self.k.further_contact)),
                talk_kept=np.float32(2.0 ** (-1 / self.k.half_life)),
                publicity_kept=np.float32(2.0 ** (-1 / self.k.publicity_half_life)),
            ),
            mean=villages.campaign_mean,
        )
