"""5 Processes at t0, each from the county as it stands when its turn comes."""

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import binom

from liancun_sim.draws import village_keys
from liancun_sim.parameters import fact
from rebuilt.assessment import STANDARDS, WEIGHTS
from rebuilt.attitude import OBSTACLES, heard_by, intercept, own_spread, reference_terms, susceptibility_power
from rebuilt.calendar import corrected, expected, grown_in, month, season
from rebuilt.diffusion import HARVEST
from rebuilt.given import ONCE, bell, unit
from rebuilt.income import DRAWN, YEAR, spreads

BEFORE = range(-YEAR, 0)
SCHOOLING = {0: 0.063, 6: 0.258, 9: 0.529, 12: 0.110, 13: 0.025, 15: 0.015}
KEPT = 0.40
BASE_INCOME, COLLECTIVE = 4237, 50_000  # yuan
SHORTEST, LONGEST = 3, 120  # months
RESTS, MOST_MONTHS = 1e-6, 60
OLDEST = 119  # months


def calendar(w):
    c, vi = w.c, w.vi
    windows = {name: np.zeros((YEAR, 1)) for name in ("wage_growth", "other_growth", "season")}
    weather, shocks = np.zeros((YEAR, w.villages)), np.zeros((YEAR, w.villages))
    shock = c.local_shock * w.normal("calendar.local_shock", month=-YEAR - 1)
    for m in BEFORE:
        shock = c.local_persistence * shock
        shock += np.sqrt(1 - c.local_persistence**2) * c.local_shock * w.normal("calendar.local_shock", month=m)
        shared = w.draws.normal("calendar.township_weather", village_keys(w.state.township_ids), m)
        own = corrected(c.weather_village, w.normal("calendar.village_weather", month=m))
        weather[m % YEAR], shocks[m % YEAR] = corrected(c.weather_township, shared)[vi.township] + own, shock
        now = month(w, m)
        windows["wage_growth"][m % YEAR] = grown_in(w, "wages", now)
        windows["other_growth"][m % YEAR] = grown_in(w, "other", now)
        windows["season"][m % YEAR] = season(w, m)
    return {
        "county.month": [0],
        "county.is_election": [0],
        "county.expected_income_ratio": [np.mean([expected(w, m) for m in range(-YEAR - 1, -1)])],
        **{f"county.{name}_window": values for name, values in windows.items()},
        **{f"county.{name}": values[-1] for name, values in windows.items()},
        "village.weather_window": weather,
        "village.weather_loss": weather[-1],
        "village.local_shock_window": shocks,
        "village.local_shock": shock,
    }


def attitude(w):
    hh, vi, ties = w.hh, w.vi, w.state.ties
    yielding = np.where(ties.degree > 0, hh.susceptibility ** susceptibility_power(w.c.susceptibility), 0)
    influence = np.where(hh.is_cadre > 0, w.c.cadre_influence, 1.0)
    weight = np.where(ties.degree > 0, heard_by(ties, influence), 1)
    u = intercept(w.c) + own_spread(w.c) * hh.own_view + w.c.village_spread * vi.leaning[w.home]
    x = np.full(w.home.size, intercept(w.c))
    for _ in range(MOST_MONTHS):
        before = x
        x = yielding * heard_by(ties, influence * x) / weight + (1 - yielding) * u
        if np.abs(x - before).max() < RESTS:
            break
    known = reference_terms(w.c)
    return {
        "household.yielding": yielding,
        "household.influence": influence,
        "household.tie_weight": weight,
        "household.attitude": x,
        "county.reference_terms": np.array([*(known.get(name, 0) for name in OBSTACLES), 0, intercept(w.c)])[:, None],
    }


def governance(w):
    return {"village.capacity_anchor": w.vi.capacity}


def collective_economy(w):
    base = w.vi.collective_base_yuan
    return {
        "village.collective_income_yuan": base / YEAR,
        "village.collective_window_yuan": np.tile(base / YEAR, (YEAR, 1)),
        "village.collective_year_yuan": base,
    }


def public_works(w):
    vi = w.vi
    return {
        "village.works_saving_yuan": w.c.project_yuan * w.uniform("public_works.saved", month=ONCE),
        "village.public_goods": (vi.road + vi.irrigation + vi.services) / 3,
        "village.founding_road": vi.road,
        "village.founding_irrigation": vi.irrigation,
    }


def union_life(w):
    c, vi = w.c, w.vi
    income = np.exp(vi.log_income_effect)
    town = np.array([income[vi.township == t].mean() for t in vi.township])
    goods = (vi.road + vi.irrigation + vi.services) / 3
    causes = 0.62 + c.from_capacity * (vi.capacity - 0.5) + c.from_goods * (goods - 0.5)
    causes += c.from_income * np.log(income / town)
    beyond = vi.satisfaction - causes
    noise = c.satisfaction_noise / np.sqrt(1 - (1 - c.satisfaction_rate) ** 2)
    offset = np.sign(beyond) * np.maximum(0, np.abs(beyond) - 2 * noise)
    return {"village.satisfaction_offset": offset, "village.satisfaction_aim": causes + offset}


def diffusion(w):
    c, hh, vi, ties = w.c, w.hh, w.vi, w.state.ties
    words = w.words("diffusion.start", ONCE)
    knows_all = (vi.leading_trade == w.state.trades.index("greenhouse_vegetables"))[w.home]
    share = np.where(knows_all, c.established_share, c.scattered_share)
    suits = hh.suits_cash_crop > 0
    grows = suits & (unit(words[:, 0]) < share)
    planted = np.where(grows, -2 - np.floor(OLDEST * unit(words[:, 1])).astype(int), -1)
    skill = np.where(grows, 1 - c.established_gap * (1 - hh.skill.astype(float)), hh.skill)
    informed = knows_all | grows
    growers, market = w.sum(grows), np.bincount(w.vi.township[w.home], suits, len(w.tw))

    seen = grows & (-planted >= HARVEST)
    A = heard_by(ties, seen.astype(float))
    mean = heard_by(ties, skill * seen) / np.maximum(A, 1)
    hoped = np.where(A > 0, skill + c.catching_up * np.maximum(0, mean - skill), skill)
    prices, paid, building = w.co.price_index[0], w.co.labour_wage[0], w.co.building_cost[0]
    E = A / (A + c.doubt) * prices * (c.yield_yuan * hoped - c.former_yield_yuan)
    E -= c.building_yuan * building / (c.life_months / 12)
    refused = informed & ~grows & suits & (hh.land_mu * c.land_share >= 1) & (E > 0)
    above = np.full(E.size, -np.inf)
    above[refused] = np.log(E[refused] / paid / c.required_yuan) / c.required_spread
    lot = w.draws.uniform("diffusion.required", vi.key[w.home], ONCE, 0, hh.number)
    z = -ndtri((1 - lot) * ndtr(-above))
    return {
        "household.informed": informed,
        "household.planting_month": planted,
        "household.skill": skill,
        "household.shown_skill": skill * grows,
        "household.adopter_contacts": heard_by(ties, grows.astype(float)),
        "household.informed_contacts": heard_by(ties, (informed & ~grows).astype(float)),
        "household.required_yuan": c.required_yuan * np.exp(c.required_spread * z),
        "village.adopters": growers,
        "village.aware": w.sum(informed),
        "village.ever_grown": growers > 0,
        "village.crop_area_mu": growers,
        "township.crop_market_mu": np.maximum(1, market),
        "township.crop_base_share": np.bincount(vi.township[w.home], grows, len(w.tw)) / np.maximum(1, market),
    }


def income(w):
    c, hh, vi, v = w.c, w.hh, w.vi, w.home
    kappa, lasting, passing = spreads(c)
    n = hh.size.astype(float)
    base = BASE_INCOME / YEAR * np.exp(vi.log_income_effect) * w.sum(n) / w.sum(n * np.exp(kappa * hh.permanent))
    dependants = binom.ppf(w.draws.uniform("income.dependants", vi.key[v], ONCE, 0, hh.number), n - 1, KEPT)
    dependants = np.where(n > 1, dependants, 0)
    luck = w.draws.normal("income.schooling", vi.key[v], ONCE, 0, hh.number)
    standing = ndtr(c.schooling_tie * hh.permanent / DRAWN + np.sqrt(1 - c.schooling_tie**2) * luck + c.schooling_level)
    years = np.array(list(SCHOOLING))[np.searchsorted(np.cumsum(list(SCHOOLING.values()))[:-1], standing, "right")]
    longer = c.lasts_without_schooling * (9 - years) / 3 + c.lasts_with_dependants * dependants / n
    longer -= c.passes_with_land * np.log(1 + hh.land_mu / n)
    rho = 2 ** (-1 / np.clip(c.half_life * 2**longer, SHORTEST, LONGEST))

    window, e = np.zeros((YEAR, v.size)), np.zeros(v.size)
    spread = w.coefficient("calendar.local_shock") ** 2 + lasting**2 + passing**2
    other_share = 1 - hh.farm_share - hh.business_share - hh.wage_share
    for m in BEFORE:
        words, row = w.words("income", m), m % YEAR
        news = lasting * bell(words[:, 0])
        e = news if m == BEFORE[0] else rho * e + np.sqrt(1 - rho**2) * news
        loss = vi.weather_window[row][v] + c.weather_spread * bell(words[:, 2]) + c.weather_spread**2 / 2
        sources = hh.wage_share * w.co.wage_growth_window[row, 0]
        sources = sources + w.co.other_growth_window[row, 0] * (
            hh.farm_share * np.exp(-loss) + hh.business_share + other_share
        )
        level = base * np.exp(vi.local_shock_window[row] - spread / 2)
        own = np.exp(kappa * hh.permanent + e + passing * bell(words[:, 1]))
        window[row] = level[v] * n * own * sources * w.co.season_window[row, 0]
    year = window.sum(axis=0)
    order = np.argsort((year / n).astype(np.float32), kind="stable")
    middle = np.empty(v.size)
    middle[order] = np.cumsum(n[order]) - n[order] / 2
    return {
        "household.dependants": dependants,
        "household.schooling": years,
        "household.persistence": rho,
        "household.transitory": e,
        "household.income_window_yuan": window,
        "household.income_yuan": window[-1],
        "household.income_year_yuan": year,
        "household.quintile": np.floor(5 * middle / n.sum()),
        "village.base_income_yuan": base,
        "village.income_per_person_yuan": w.sum(year) / vi.persons,
        "village.mean_log_income": w.mean(np.log(year / n)),
    }


def assessment(w):
    vi, co, c, rules = w.vi, w.co, w.c, w.setup.assessment
    median = np.median(vi.income_per_person_yuan)
    standard = c.standard * median
    lacks = {
        "income_shortfall": np.maximum(0, 1 - vi.income_per_person_yuan / standard),
        "collective_shortfall": np.maximum(0, 1 - vi.collective_year_yuan / COLLECTIVE),
        "poor_goods": 1 - vi.public_goods,
        "dissatisfaction": 1 - vi.satisfaction,
        "weak_capacity": 1 - vi.capacity,
    }
    z = sum(WEIGHTS[name] * (lack - lack.mean()) / lack.std() for name, lack in lacks.items())
    B = -z / z.std()
    A = B + c.noise * w.normal("assessment.noise", month=0)
    spread = c.income_noise
    report = vi.income_per_person_yuan * np.exp(spread * w.normal("assessment.income_noise", month=0) - spread**2 / 2)
    line, line_true = (np.quantile(values, rules.share, method="lower") for values in (A, B))
    listed, truly = line >= A, line_true >= B  # at the line too
    poverty = fact("poverty_line").at(w.setup.start) if rules.poverty_line is None else rules.poverty_line
    return {
        "county.median_income_yuan": [median],
        "county.standard_income_yuan": [standard],
        "county.start_price_index": [co.price_index[0]],
        **{f"county.{name}_mean": [lack.mean()] for name, lack in lacks.items()},
        **{f"county.{name}_sd": [lack.std()] for name, lack in lacks.items()},
        "county.index_scale": [z.std()],
        "county.line": [line],
        "county.line_true": [line_true],
        "county.poverty_line_yuan": [poverty],
        "village.index_true": B,
        "village.index_assessed": A,
        "village.index_shadow": A,
        "village.income_shadow_yuan": report,
        "village.income_assessed_yuan": report,
        "village.listed": listed,
        "village.listed_shadow": listed,
        "village.listed_true": truly,
        "village.listed_at_start": listed,
        "village.listed_true_at_start": truly,
        "village.ever_listed": listed,
        "village.listed_by_standard": np.tile(listed, (len(STANDARDS), 1)),
        "village.listed_true_by_standard": np.tile(truly, (len(STANDARDS), 1)),
        "household.is_poor": w.hh.income_year_yuan < poverty * w.hh.size,
    }


BEGUN = {
    process.__name__: process
    for process in (
        calendar, attitude, governance, collective_economy, public_works, union_life, diffusion, income, assessment,
    )
}  # fmt: skip
