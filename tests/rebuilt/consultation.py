"""7.5 Consultation and decision."""

from dataclasses import replace

import numpy as np

from liancun_sim.interventions import ProposeUnion
from rebuilt.ballot import ask, passes, share
from rebuilt.obstacles import main_obstacle, means_of

LIVE = ("mobilising", "waiting")
VILLAGE = ("proposal", "union", "private_share", "stated_share", "secret_share", "consulted_month", "ever_in_union")


class Tables:
    """Rows of proposals, rounds and unions while the month goes on, and the villages' columns."""

    def __init__(self, w):
        stores = {"proposal": w.pr, "consultation": w.state.consultations, "union": w.un}
        self.rows = {
            name: [dict(zip(store.arrays(), cells)) for cells in zip(*store.arrays().values())]
            for name, store in stores.items()
        }
        self.columns = {name: list(store.arrays()) for name, store in stores.items()}
        self.village = {name: getattr(w.vi, name).copy() for name in VILLAGE}
        self.passed, self.count = w.co.passed_terms[:, 0].copy(), int(w.co.proposals_passed[0])

    def written(self, written):
        """Every column as an array, but those another process writes."""
        found = {f"village.{name}": values for name, values in self.village.items()}
        for name, rows in self.rows.items():
            for column in self.columns[name]:
                cells = np.empty(len(rows), object)
                cells[:] = [row.get(column) for row in rows]
                found[f"{name}.{column}"] = cells
        found["county.passed_terms"], found["county.proposals_passed"] = self.passed[:, None], [self.count]
        return {key: values for key, values in found.items() if key in written}


def consultation(w):
    t = Tables(w)
    leavers_go(w, t)
    for policy, action in w.granted.of(ProposeUnion):
        t.rows["proposal"].append(proposal(w, t, policy, action))
        if action.decided:
            decided(w, t, len(t.rows["proposal"]) - 1)
    for p, row in enumerate(t.rows["proposal"]):
        if row["state"] == "queued":
            begin(w, t, p, row)
    for p, row in enumerate(t.rows["proposal"]):
        if row["state"] in LIVE and row["next_month"] == w.m and row["started_month"] < w.m:
            hold(w, t, p, row)
    return t.written(w.writes)


def proposal(w, t, policy, a):
    number = 1 + sum(row["policy"] == policy for row in t.rows["proposal"])
    rule = w.setup.decision
    return {
        "key": f"{policy}-{number:03d}", "policy": policy, "form": a.form, "lead": a.village, "members": a.members,
        "promise": a.promise, "charter_share": a.charter_share, "month_proposed": w.m, "started_month": -1,
        "state": "queued", "round": 0, "next_month": w.m, "drop_dissenters": int(a.drop_dissenters),
        "posts_lost": a.posts_lost, "sharing": a.sharing, "rule": a.rule or rule.rule,
        "electorate": a.electorate or rule.unit, "threshold": rule.threshold if a.threshold is None else a.threshold,
    }  # fmt: skip


def decided(w, t, p):
    """A union nobody is asked about."""
    row, members = t.rows["proposal"][p], np.array(t.rows["proposal"][p]["members"])
    if (t.village["union"][members] < 0).all() and (t.village["proposal"][members] < 0).all():
        row |= {"state": "formed", "started_month": w.m}
        unasked(w, t, p, row, "formed", "decided_before")
        unite(w, t, p, row, members)


def unasked(w, t, p, row, outcome, reason):
    """What is noted of a proposal that ends without a round."""
    nan = float("nan")
    t.rows["consultation"].append({
        "proposal": p, "round": row["round"], "month_decided": w.m, "stated_share_min": nan,
        "stated_share_pooled": nan, "private_share_min": nan, "private_share_pooled": nan, "response_rate": nan,
        "outcome": outcome, "reason": reason, "main_obstacle": None,
    })  # fmt: skip


def begin(w, t, p, row):
    """Give up a waiting proposal, or begin to mobilise for it, where its members are free."""
    members = list(row["members"])
    if (t.village["union"][members] >= 0).any():
        row["state"] = "abandoned"
        unasked(w, t, p, row, "abandoned", "member_in_union")
    elif (t.village["proposal"][members] < 0).all():
        t.village["proposal"][members] = p
        row |= {"state": "mobilising", "started_month": w.m, "next_month": w.m + int(w.c.mobilise_months)}


def hold(w, t, p, row):
    """One round."""
    members = np.array(row["members"])
    decision = replace(w.setup.decision, rule=row["rule"], unit=row["electorate"], threshold=row["threshold"])
    visible = t.village["stated_share"][members] if row["round"] else None

    def outcome(attitude):
        answers = ask(w, "consultation.answer", members, attitude, decision, visible)
        return answers, agreed(w, answers, members, decision, row["drop_dissenters"])

    answers, agreeing = outcome(w.hh.attitude.astype(float))
    stated, secret = (answers.shares(part, decision.silence) for part in (answers.agreeing, answers.secretly))
    private = share(answers.privately, answers.entitled)
    pooled = answers.pooled()
    of_all = pooled.shares(pooled.agreeing, decision.silence)[0], share(pooled.privately, pooled.entitled)[0]
    t.village["stated_share"][members], t.village["private_share"][members] = stated, private
    t.village["secret_share"][members], t.village["consulted_month"][members] = secret, w.m
    row["round"] += 1
    formed = agreeing is not None
    last = not formed and row["round"] >= w.c.rounds
    reason = "below_rule" if not formed else "all_pass" if len(agreeing) == len(members) else "dissenters_dropped"
    t.rows["consultation"].append({
        "proposal": p, "round": row["round"], "month_decided": w.m,
        "stated_share_min": stated.min(), "stated_share_pooled": of_all[0],
        "private_share_min": private.min(), "private_share_pooled": of_all[1],
        "response_rate": share(pooled.answered, pooled.entitled)[0],
        "outcome": "formed" if formed else "abandoned" if last else "failed",
        "reason": "rounds_used_up" if last else reason,
        "main_obstacle": "none" if formed else main_obstacle(
            w, t, members, w.m - row["started_month"], lambda x: outcome(x)[1] is not None
        ),
    })  # fmt: skip
    if formed:
        t.passed, t.count = t.passed + means_of(w, agreeing), t.count + 1
        row["state"] = "formed"
        t.village["proposal"][members] = -1
        unite(w, t, p, row, agreeing)
    elif last:
        row["state"] = "abandoned"
        t.village["proposal"][members] = -1
    else:
        row |= {"state": "waiting", "next_month": w.m + int(w.c.retry_months)}


def agreed(w, answers, members, decision, drop_dissenters):
    """The members that unite, or None."""
    if decision.scope == "pooled":
        return members if passes(decision.rule, answers.pooled(), decision)[0] else None
    passing = members[passes(decision.rule, answers, decision)]
    if passing.size == members.size:
        return members
    return passing if drop_dissenters and passing.size >= 2 and connected(w, passing) else None


def connected(w, rows):
    left, reached = set(rows.tolist()), {int(rows[0])}
    while new := {n for v in reached for n in w.beside(v).tolist() if n in left} - reached:
        reached |= new
    return reached == left


def unite(w, t, p, row, members):
    u = len(t.rows["union"])
    lead = row["lead"] if row["lead"] in members else largest(w, members)
    t.rows["union"].append({
        "key": f"U{u + 1:03d}", "proposal": p, "policy": row["policy"], "form": row["form"], "lead": lead,
        "members": tuple(members.tolist()), "charter_share": row["charter_share"], "sharing": row["sharing"],
        "promise": row["promise"], "formed_month": w.m, "dissolved_month": -1, "dissolution_reason": None,
    })  # fmt: skip
    t.village["union"][members], t.village["ever_in_union"][members] = u, 1


def largest(w, members):
    return int(members[np.argmax(w.vi.households[members])])


def leavers_go(w, t):
    """Who resolved to leave last month goes now."""
    for u, union in enumerate(t.rows["union"]):
        if union["dissolved_month"] >= 0:
            continue
        members = np.array(union["members"])
        going = (w.vi.left_union[members] == u) & (w.vi.left_month[members] == w.m)
        if not going.any():
            continue
        t.village["union"][members[going]] = -1
        staying = members[~going]
        if staying.size >= 2 and connected(w, staying):
            union["members"] = tuple(staying.tolist())
            if union["lead"] not in staying:
                union["lead"] = largest(w, staying)
            continue
        t.village["union"][staying] = -1
        reason = "members_left" if union["lead"] in staying else "lead_left"
        union |= {"dissolved_month": w.m, "dissolution_reason": reason}
        for round_ in t.rows["consultation"]:
            if round_["proposal"] == union["proposal"] and round_["outcome"] == "formed":
                round_ |= {"outcome": "dissolved", "reason": reason}
