"""7.8 Public works."""

from itertools import combinations

import numpy as np

from liancun_sim.interventions import Build

GOODS = ("road", "irrigation", "services")
ROAD, IRRIGATION, SERVICES = range(3)
YEAR = 12


def public_works(w):
    c, vi, m = w.c, w.vi, w.m
    project = c.project_yuan * w.channels["public_works.unit_cost"]
    per_yuan = 3 * c.project_gain / project
    goods = np.array([getattr(vi, name) for name in GOODS]) * (1 - c.decay * (1 - vi.upkeep))
    before = vi.public_goods

    def add(good, v, yuan):
        goods[good, v] = min(1, goods[good, v] + yuan * per_yuan[v])

    def worst(v):
        return int(goods[:, v].argmin())

    wages, fee = np.zeros(w.villages), np.zeros(w.villages)
    for build in w.of(Build):
        for v in (build.village, *build.serves):
            add(GOODS.index(build.good), v, build.yuan * (1 - c.local_fee * build.local))
        if build.local:
            wages[build.village] += c.local_wages * build.yuan
            fee[build.village] += c.local_fee * build.yuan
    planned = vi.planned_yuan
    if m % YEAR == 0:
        planned = np.maximum(0, vi.fund_yuan - c.reserve * vi.collective_year_yuan) * vi.capacity / YEAR
    left = np.maximum(0, vi.fund_yuan)
    saved = np.minimum(c.saving_yuan / YEAR, left)
    respent = np.minimum(c.posts_respent * vi.saved_posts_yuan, left - saved)
    of_plan = np.minimum(planned, left - saved - respent)
    to_services, own_works = c.planned_services * of_plan, (1 - c.planned_services) * of_plan
    for v in range(w.villages):
        add(ROAD, v, vi.raised_road_yuan[v])
        add(IRRIGATION, v, vi.raised_wells_yuan[v])
        add(SERVICES, v, respent[v] + to_services[v])
        add(worst(v), v, vi.resolved_works_yuan[v] + vi.funded_works_yuan[v] + vi.self_built_yuan[v])
    resolved = (1 - c.labour) * vi.resolved_works_yuan
    saving = vi.works_saving_yuan + saved + own_works - resolved
    forming = np.array([vi.union[v] >= 0 and w.un.formed_month[vi.union[v]] == m for v in range(w.villages)])
    kept = np.where(forming, vi.works_saving_yuan, vi.works_kept_yuan) + own_works
    kept = np.where(vi.union >= 0, np.minimum(kept, saving), 0)
    built, works, roads = w.un.works_built_yuan * (1 - c.decay), w.un.shared_works.copy(), w.un.shared_roads.copy()
    account = np.zeros(len(w.un))
    for u in w.living():
        members = np.array(w.un.members[u])
        pool = np.zeros(w.villages)
        pool[members] = c.pooled_share * np.maximum(0, saving[members] - kept[members])
        best = shared_work(w, members, goods, project, per_yuan)
        if best is not None and pool.sum() >= best[1]:
            good, cost, served = best
            for v in served:
                add(good, v, cost)
            saving -= pool / pool.sum() * cost
            pool -= pool / pool.sum() * cost
            built[u], works[u], roads[u] = built[u] + cost, works[u] + 1, roads[u] + (good == ROAD)
        account[u] = pool.sum()
    for v in range(w.villages):
        if saving[v] >= project[v]:
            add(worst(v), v, project[v])
            saving[v] -= project[v]
            kept[v] = min(kept[v], saving[v])
    spent = saved + own_works + to_services + respent
    public = goods.mean(axis=0)
    return {
        **{f"village.{name}": values for name, values in zip(GOODS, goods)},
        "village.public_goods": public,
        "village.works_yuan": spent,
        "village.works_saving_yuan": saving,
        "village.works_kept_yuan": kept,
        "village.works_wages_yuan": wages,
        "village.works_fee_yuan": fee,
        "village.goods_at_forming": np.where(forming, before, vi.goods_at_forming),
        "village.planned_yuan": planned,
        "union.works_account_yuan": account,
        "union.works_built_yuan": built,
        "union.shared_works": works,
        "union.shared_roads": roads,
    }


def relief(level, yuan, per_yuan):
    return (1 - level) ** 2 - (1 - np.minimum(1, level + yuan * per_yuan)) ** 2


def shared_work(w, members, goods, project, per_yuan):
    """The hall of all members or the road between two relieving most per yuan, unless one village alone gains more."""
    price = project[members].mean()
    shared = [(SERVICES, price, tuple(members.tolist()))]
    for a, b in combinations(members.tolist(), 2):
        if b in w.beside(a):
            shared.append((ROAD, w.c.link_part * price, (a, b)))

    def worth(work):
        good, yuan, served = work
        return sum(relief(goods[good, v], yuan, per_yuan[v]) for v in served) / yuan

    best = max(shared, key=worth)
    alone = max(worth((good, project[v], (v,))) for good in range(3) for v in members.tolist())
    return best if worth(best) > alone else None
