"""7.5c Staying or leaving."""

from dataclasses import replace

import numpy as np

from liancun_sim.decision_rules import Decision
from liancun_sim.interventions import union_form
from rebuilt.ballot import Answers, ask, passes, share

YEAR = 12
ASKED_AT = {6: "month_6", 12: "month_12", 24: "month_24"}
NAN = float("nan")


def leaving(w):
    vi = w.vi
    rows = []
    price, paid = np.zeros(w.villages), np.zeros(w.villages)
    left_union, left_month = vi.left_union.copy(), vi.left_month.copy()
    yearly = vi.income_per_person_yuan * vi.persons
    for u in w.living():
        members = np.array(w.un.members[u])
        undone = w.c.undoing * w.un.works_built_yuan[u] / members.size
        price[members] = w.c.cost_share * yearly[members] + undone
    rows += gone(w)
    for u in w.living():
        rows += asked(w, u)
        for v, reason, answers in question(w, u, price, yearly):
            rows.append(row(w, u, v, "leaving_proposed", reason, *answers))
            if reason == "resolved":
                paid[v], left_union[v], left_month[v] = price[v], u, w.m + 1
    return {
        "village.leaving_price_yuan": price,
        "village.leaving_cost_yuan": paid,
        "village.left_union": left_union,
        "village.left_month": left_month,
        **life(w, rows),
    }


def gone(w):
    """Who left this month, and whose union ended with it."""
    for u in range(len(w.un)):
        for v in np.flatnonzero((w.vi.left_union == u) & (w.vi.left_month == w.m)):
            yield row(w, u, v, "left", "resolved")
        if w.un.dissolved_month[u] == w.m:
            for v in w.un.members[u]:
                if not (w.vi.left_union[v] == u and w.vi.left_month[v] == w.m):
                    yield row(w, u, v, "dissolved", w.un.dissolution_reason[u])


def asked(w, u):
    """What all households of the members say, at forming and later."""
    age, members = w.m - w.un.formed_month[u], np.array(w.un.members[u])
    if age == 0:
        for v in members:
            yield row(w, u, v, "formed", "", w.vi.stated_share[v], w.vi.private_share[v])
    elif age in ASKED_AT:
        answers = ask(
            w,
            "leaving.answer",
            members,
            w.hh.attitude.astype(float),
            Decision(),
        )
        for v, stated, private in zip(
            members, answers.agreeing / answers.entitled, answers.privately / answers.entitled
        ):
            yield row(w, u, v, ASKED_AT[age], "", stated, private)


def question(w, u, price, yearly):
    """The members put to the question whose people want it put, with what they decide."""
    form, age = union_form(w.un.form[u]), w.m - w.un.formed_month[u]
    branch = form.one_secretary and not form.merges
    after_accounts = not branch and age % YEAR == w.setup.leaving.after_accounts % YEAR
    if age < YEAR or not (w.co.is_election[0] or after_accounts):
        return
    rules, members = w.setup.leaving, np.array(w.un.members[u])
    reluctance = w.c.inertia + w.coefficient("attitude.income_weight") * price / np.where(yearly > 0, yearly, 1)
    attitude = w.hh.attitude + reluctance[w.home]
    decision = replace(rules.decision, unit="party_members") if branch else rules.decision
    proposers = against(ask(w, "leaving.answer", members, attitude, replace(decision, unit=rules.proposed_by)))
    answers = ask(w, "leaving.answer", members, attitude, decision)
    votes = passes(decision.rule, against(answers), decision)
    for i, v in enumerate(members):
        if share(proposers.agreeing, proposers.entitled)[i] < rules.petition_share:
            continue
        approval = "township" if rules.approval == "none" and form.one_secretary else rules.approval
        allowed = approval == "none" or (approval == "township" and w.vi.fund_yuan[v] >= price[v])
        reason = "voted_to_stay" if not votes[i] else "resolved" if allowed else "not_approved"
        stated, private = answers.agreeing / answers.entitled, answers.privately / answers.entitled
        yield v, reason, (stated[i], private[i])


def against(a):
    """The same answers counted for leaving."""
    return Answers(
        a.entitled,
        a.answered,
        a.answered - a.agreeing,
        a.answered - a.secretly,
        a.entitled - a.privately,
        1 - a.masses,
        a.households,
    )


def row(w, u, v, event, reason, stated=NAN, private=NAN):
    return {"union": u, "village": int(v), "month": w.m, "event": event, "reason": reason,
            "gain_believed": w.vi.gain_believed[v], "stated_share": stated, "private_share": private}  # fmt: skip


def life(w, rows):
    """The store of events with this month's below."""
    found = {}
    for name, before in w.state.life.arrays().items():
        cells = np.empty(before.size + len(rows), object)
        cells[:] = [*before, *(event[name] for event in rows)]
        found[f"life.{name}"] = cells
    return found
