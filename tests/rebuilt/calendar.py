"""7.1 Calendar."""

from math import exp, log

import numpy as np

from liancun_sim.draws import village_keys
from liancun_sim.parameters import fact

BASE_YEAR = 2007
FITTED = (-1.5, 5.5)  # years from the middle of the base year


def calendar(w):
    c, m = w.c, w.m
    now = month(w, m)
    wages, other = (grown_in(w, source, now) for source in ("wages", "other"))
    paid = by_rule(tau(now), c.wage_growth, lambda t: line(yearly("migrant_wage"), c.wage_growth_beyond, t), 0)
    building = line(yearly("greenhouse_building_cost"), c.price_growth_beyond, tau(now))
    before = [expected(w, m - back) for back in range(1, 13)]
    expected_before = [expected(w, m - back) for back in range(2, 14)]
    own = w.normal("calendar.village_weather")
    shared = w.draws.normal("calendar.township_weather", village_keys(w.state.township_ids), m)
    township = corrected(c.weather_township, shared)
    village = township[w.vi.township] + corrected(c.weather_village, own)
    shock = c.local_persistence * w.vi.local_shock
    shock += np.sqrt(1 - c.local_persistence**2) * c.local_shock * w.normal("calendar.local_shock")
    return {
        "county.month": [m + 1],
        "county.price_index": [exp(line(prices(), log(1 + c.price_growth_beyond), tau(now)))],
        "county.wage_growth": [wages],
        "county.other_growth": [other],
        "county.collective_growth": [(1 + c.collective_growth) ** ((m + 6.5) / 12)],
        "county.labour_wage": [paid],
        "county.staff_wage": [exp(line(yearly("staff_wage"), c.wage_growth_beyond, tau(now)))],
        "county.building_cost": [exp(building)],
        "county.away_share": [away_share(now)],
        "county.season": [season(w, m)],
        "county.is_election": [is_election(now)],
        "county.wage_growth_window": put(w.co.wage_growth_window, m, wages),
        "county.other_growth_window": put(w.co.other_growth_window, m, other),
        "county.season_window": put(w.co.season_window, m, season(w, m)),
        "county.expected_income_ratio": [np.mean(before)],
        "county.expected_growth_log": [log(np.mean(before) / np.mean(expected_before))],
        "township.weather_loss": township,
        "village.weather_loss": village,
        "village.weather_window": put(w.vi.weather_window, m, village),
        "village.local_shock": shock,
        "village.local_shock_window": put(w.vi.local_shock_window, m, shock),
    }


def month(w, m):
    """Calendar months since January of the base year."""
    year, of_year = w.setup.start.split("-")
    return (int(year) - BASE_YEAR) * 12 + int(of_year) - 1 + m


def tau(calendar_month):
    """Years from the middle of the base year, at the middle of a month."""
    return (calendar_month + 0.5 - 6) / 12


def line(values, beyond, t):
    """ℓ: a line in logs between the middles of years, at its last slope to the end of the last, then at a rate.

    values : yearly values by year.
    """
    years = sorted(values)
    at = np.array([year - BASE_YEAR for year in years], float)
    logs = np.log([values[year] for year in years])
    slope = (logs[-1] - logs[-2]) / (at[-1] - at[-2])
    at, logs = np.append(at, at[-1] + 0.5), np.append(logs, logs[-1] + slope / 2)
    found = np.interp(t, at, logs) + beyond * (min(0, t - at[0]) + max(0, t - at[-1]))
    return found - np.interp(0, at, logs)


def yearly(key):
    series = fact(key)
    return {int(date[:4]): value for date, value in zip(series.dates, series.values)}


def by_rule(t, rate, path, lead):
    """Growth at a fitted rate in the years it was fitted to, elsewhere along a published path."""
    inside = min(max(t, FITTED[0]), FITTED[1])
    return exp(rate * inside + path(t) - path(inside) + lead * (t - inside))


def grown(w, source, calendar_month):
    """Growth of wages or of other income since the base year."""
    c, wages = w.c, source == "wages"
    rate, beyond = (c.wage_growth, c.wage_growth_beyond) if wages else (c.other_growth, c.other_growth_beyond)
    values = income_of(source)
    return by_rule(tau(calendar_month), rate, lambda t: line(values, beyond, t), c.county_lead)


def income_of(source):
    """Yearly income of Shandong from a source, 2003 to 2025, along one survey."""
    net, disposable = yearly("shandong_rural_net_income"), yearly("shandong_rural_disposable_income")
    joined = net | {year: value * net[2013] / disposable[2013] for year, value in disposable.items() if year > 2013}
    old, new = fact("shandong_wage_share"), fact("national_wage_share")
    wages = {year: joined[year] * old.at(f"{year}-01") for year in joined if year <= 2012}
    other = {year: joined[year] - wages[year] for year in wages}
    factor = joined[2013] / joined[2012]
    first = new.at("2013-01")
    for year in (year for year in joined if year >= 2013):
        share = new.at(f"{year}-01")
        wages[year] = wages[2012] * factor * joined[year] / joined[2013] * share / first
        other[year] = other[2012] * factor * joined[year] / joined[2013] * (1 - share) / (1 - first)
    scale = {year: joined[year] / (wages[year] + other[year]) for year in joined}
    return {year: scale[year] * value for year, value in (wages if source == "wages" else other).items()}


def grown_in(w, source, calendar_month):
    """The same for a county's table of another year, in which it has the published income of that year."""
    year = int(w.co.base_year[0])
    if year == BASE_YEAR:
        return grown(w, source, calendar_month)
    income = published()
    own = (year - BASE_YEAR) * 12 + 5.5  # whose middle is that of the year
    return income[year] / income[BASE_YEAR] * grown(w, source, calendar_month) / grown(w, source, own)


def published():
    """Shandong's income per person, 2003 to 2025, net to 2013, then disposable joined by the ratio of both in 2013."""
    return {year: income_of("wages")[year] + income_of("other")[year] for year in yearly("rural_price_change")}


def mix(w, calendar_month):
    """Growth of the mix of wages and other income of the table's year."""
    year = int(w.co.base_year[0])
    wages = (fact("shandong_wage_share") if year <= 2012 else fact("national_wage_share")).at(f"{year}-01")
    return wages * grown_in(w, "wages", calendar_month) + (1 - wages) * grown_in(w, "other", calendar_month)


def season(w, m):
    now = month(w, m)
    quarter = fact(f"cash_income_quarter_{now % 12 // 3 + 1}").at(iso(now))
    year = now - now % 12
    return 4 * quarter * np.mean([mix(w, year + i) for i in range(12)]) / mix(w, now)


def expected(w, m):
    return season(w, m) * mix(w, month(w, m))


def away_share(calendar_month):
    """Of the calendar year, on a line between the years stated."""
    values = yearly("away_share")
    return np.interp(BASE_YEAR + calendar_month // 12, list(values), list(values.values()))


def iso(calendar_month):
    return f"{BASE_YEAR + calendar_month // 12}-{calendar_month % 12 + 1:02d}"


def is_election(calendar_month):
    """Whether a term ends: term by term from the first."""
    first = fact("village_election").dates[0]
    at = (int(first[:4]) - BASE_YEAR) * 12 + int(first[5:]) - 1
    while at < calendar_month:
        at += int(fact("village_term_months").at(iso(at)))
    return at == calendar_month


def prices():
    """Yearly prices, the base year 1."""
    change, found = yearly("rural_price_change"), {BASE_YEAR: 1.0}
    for year in range(BASE_YEAR + 1, max(change) + 1):
        found[year] = found[year - 1] * (1 + change[year])
    for year in range(BASE_YEAR, min(change), -1):
        found[year - 1] = found[year] / (1 + change[year])
    return found


def corrected(spread, normal):
    """A log loss w with E exp(−w) = 1."""
    return spread * normal + spread**2 / 2


def put(window, m, now):
    """The window with this month's value in row m modulo 12."""
    window = window.copy()
    window[m % 12] = now
    return window
