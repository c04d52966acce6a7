"""7.7 Collective economy."""

from dataclasses import dataclass

import numpy as np

from liancun_sim.interventions import GiveVillage, GrantVillage, union_form
from liancun_sim.parameters import fact
from rebuilt.calendar import put

CROPS = {"orchard": "orchard_bearing_months", "greenhouse_vegetables": "field_bearing_months"}


@dataclass
class Joint:
    """What unions do for their members this month: (village,) arrays of yuan and mu, (union,) accounts."""

    share: np.ndarray
    loss: np.ndarray
    transfer: np.ndarray
    rent: np.ndarray
    back: np.ndarray
    land: np.ndarray
    workshops: np.ndarray
    account: np.ndarray
    profit: np.ndarray
    pooled: np.ndarray


def collective_economy(w):
    c, vi, m = w.c, w.vi, w.m
    joint = Joint(*(np.zeros(w.villages) for _ in range(7)), w.un.joint_account_yuan.copy(), *np.zeros((2, len(w.un))))
    part(w, joint)
    for u in w.living():
        venture(w, u, joint)
    own = vi.collective_base_yuan / 12 * w.co.collective_growth[0]
    income = own + joint.share + vi.asset_income_yuan + vi.cooperative_income_yuan + vi.works_fee_yuan
    pay, saved = vi.cadre_posts * c.post_pay / 12, vi.posts_removed * c.post_pay / 12
    interest, repaid = vi.debt_yuan * c.interest / 12, vi.debt_yuan * c.repayment / 12
    dividend = c.dividends * joint.share
    regular = income + vi.ordinary_transfer_yuan
    running = c.running_share * np.maximum(0, regular - joint.share - pay - saved - interest - repaid)
    grants = w.asked(GrantVillage, lambda a: a.yuan) + vi.bonus_kept_yuan + joint.back
    inflow = regular + grants
    outflow = (
        pay
        + interest
        + repaid
        + running
        + dividend
        + joint.loss
        + vi.raised_given_yuan
        + vi.leaving_cost_yuan
        + vi.works_yuan
    )
    fund = vi.fund_yuan + inflow - outflow
    for give in w.of(GiveVillage):
        yuan = min(give.yuan, max(0, fund[give.village]))
        fund[give.village] -= yuan
        fund[give.to] += yuan
        outflow[give.village] += yuan
        inflow[give.to] += yuan
    borrowed = np.maximum(0, -fund)
    window = put(vi.collective_window_yuan, m, income)
    transfers = put(vi.transfer_out_window_yuan, m, joint.transfer)
    return {
        "village.collective_income_yuan": income,
        "village.collective_window_yuan": window,
        "village.collective_year_yuan": window.sum(axis=0),
        "village.joint_share_yuan": joint.share,
        "village.joint_loss_yuan": joint.loss,
        "village.union_workshops": joint.workshops,
        "village.saved_posts_yuan": saved,
        "village.post_pay_yuan": pay,
        "village.inflow_yuan": inflow + borrowed,
        "village.outflow_yuan": outflow,
        "village.fund_yuan": fund + borrowed,
        "village.debt_yuan": vi.debt_yuan - repaid + borrowed,
        "village.transfer_out_window_yuan": transfers,
        "village.transfer_out_year_yuan": transfers.sum(axis=0),
        "village.dividend_yuan": dividend + joint.rent,
        "village.pooled_land_mu": joint.land,
        "union.joint_account_yuan": joint.account,
        "union.joint_profit_yuan": joint.profit,
        "union.pooled_land_mu": joint.pooled,
    }


def part(w, joint):
    """Who leaves this month takes an equal part of the account; a union that ends divides it."""
    for u in range(len(w.un)):
        leavers = np.flatnonzero((w.vi.left_union == u) & (w.vi.left_month == w.m))
        if w.un.dissolved_month[u] == w.m:
            members = sorted({*w.un.members[u], *leavers.tolist()})
            joint.back[members] += joint.account[u] / len(members)
            joint.account[u] = 0
        elif leavers.size:
            equal = joint.account[u] / (len(w.un.members[u]) + leavers.size)
            joint.back[leavers] += equal
            joint.account[u] -= equal * leavers.size


def venture(w, u, joint):
    """One union's profit, and who gets or bears it."""
    c, vi = w.c, w.vi
    form, lead, members = union_form(w.un.form[u]), w.un.lead[u], np.array(w.un.members[u])
    partners, age = members[members != lead], w.m - w.un.formed_month[u]
    sales, grown = w.channels["collective_economy.market_access"][lead], w.co.collective_growth[0]
    ramp = 1 - 2 ** (-(age + 1) / c.venture_half_life)
    put_in = np.zeros(w.villages)
    profit = 0.0
    joint.workshops[members] = vi.workshops[members].sum()
    trade = w.state.trades[vi.leading_trade[lead]]
    if form.pools_land and trade in CROPS:
        land = c.pooled_land * vi.spare_land_mu[partners]
        joint.land[partners], joint.pooled[u] = land, land.sum()
        if age >= fact(CROPS[trade]).values[-1]:
            brand = 1 + c.brand * vi.capacity[lead] if form.brand else 1
            earned = land * c.land_yield / 12 * np.exp(-vi.weather_loss[lead]) * brand * sales * grown
        else:
            earned = -land * c.establishing / 12 * grown
        rent = land * c.land_rent / 12 * grown
        joint.rent[partners] += rent
        put_in[partners] += land * c.land_yield / 12
        profit += (earned - rent).sum()
    if form.lends_management:
        gain = (
            c.management
            / 12
            * vi.households[partners]
            * np.maximum(0, vi.capacity[lead] - vi.capacity[partners])
            * grown
        )
        put_in[partners] += gain * ramp
        profit += (gain * ramp).sum()
    if form.shares_market:
        shops = vi.workshops[members]
        gain = c.market / 12 * shops * np.log(1 + shops.sum() / 10) * sales * grown
        put_in[members] += gain * ramp
        profit += (gain * ramp).sum()
    joint.profit[u] = profit
    contribution = contributions(w, u, lead, partners, put_in)
    if profit > 0:
        kept = c.reserve * profit
        joint.account[u] += kept
        given = profit - kept
        alpha = w.un.charter_share[u]
        share = np.zeros(w.villages)
        share[lead] = alpha * given
        share[partners] = (1 - alpha) * given * contribution[partners] / contribution[partners].sum()
        joint.share += share
        joint.transfer += np.maximum(0, contribution * given - share)
    elif profit < 0:
        paid = min(joint.account[u], -profit)
        joint.account[u] -= paid
        joint.loss += contribution * (-profit - paid)


def contributions(w, u, lead, partners, put_in):
    """(village,) shares of the joint surplus that are each member's doing."""
    by = {
        "contribution": put_in[partners],
        "households": w.vi.households[partners],
        "equal": np.ones(partners.size),
    }[w.un.sharing[u]].astype(float)
    if by.sum() == 0:
        by = np.ones(partners.size)
    found = np.zeros(w.villages)
    found[lead] = w.c.lead_contribution
    found[partners] = (1 - w.c.lead_contribution) * by / by.sum()
    return found
