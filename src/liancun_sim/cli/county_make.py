"""``liancun county make``."""

from pathlib import Path

from liancun_sim.cli.console import show_json, tell
from liancun_sim.cli.options import command, common, option
from liancun_sim.vocabulary import BadInput, Fault, Label, say

MOST_HOUSEHOLDS = 10_000_000


@command(Label("Reconstruct a county from published aggregates", "根据公开的汇总数据重建一个县"))
@option("--villages", type=int, default=754, show_default=True, label=Label("Number of villages", "村的数量"))
@option(
    "--households",
    type=int,
    default=None,
    label=Label("Number of households in all; by default about 238 per village", "总户数，默认每村约238户"),
)
@option(
    "--seed",
    type=int,
    default=2008,
    show_default=True,
    label=Label("Seed of everything drawn for the county", "生成全县数据的随机种子"),
)
@option(
    "--year",
    type=int,
    default=2007,
    show_default=True,
    label=Label("Year of its incomes, money and household sizes", "收入、金额和户均人口的年份"),
)
@option("--replace", is_flag=True,
        label=Label("Write over a county that was not made by this command; one made by it is replaced in any case",
                    "覆盖并非由本命令生成的县；由本命令生成的县一律直接替换"))  # fmt: skip
@common("out", "json")
def make(
    villages: int, households: int | None, seed: int, year: int, replace: bool, out: str | None, as_json: bool
) -> None:
    from liancun_sim.cli.replacing import placed
    from liancun_sim.county import make_county, save_county
    from liancun_sim.files import check_folder
    from liancun_sim.files.kind import COUNTY
    from liancun_sim.parameters.rural_income import BASE_YEAR, published_years

    if not 1 <= villages <= MOST_HOUSEHOLDS:
        raise BadInput(Fault("", "--villages", say("county.make_villages", villages=villages)))
    if seed < 0:
        raise BadInput(Fault("", "--seed", say("county.make_seed", seed=seed)))
    if households is not None and not villages <= households <= MOST_HOUSEHOLDS:
        raise BadInput(Fault("", "--households", say("county.make_size", villages=villages, households=households)))
    first, last = published_years()
    if not first <= year <= last:
        raise BadInput(Fault("", "--year", say("county.make_year", year=year, first=first, last=last)))
    folder = Path(out or f"county-{villages}-{seed}{'' if year == BASE_YEAR else f'-{year}'}")
    check_folder(folder, COUNTY)
    county = make_county(villages, households, seed, year)
    with placed(county, folder, replace=replace or _was_made(folder)):
        save_county(county, folder)
    table = county.villages
    totals = {
        "folder": str(folder),
        "villages": len(table),
        "townships": len(county.townships),
        "households": int(table["households"].sum()),
        "people": int(table["population"].sum()),
    }
    if as_json:
        show_json(totals)
    key = "made_one" if len(table) == 1 else "made_township" if totals["townships"] == 1 else "made"
    tell(say(f"county.{key}", **totals))


def _was_made(folder: Path) -> bool:
    """Whether the county in a folder is as this command made it and nobody edited it, so that it can be had again."""
    from liancun_sim.county import load_county, make_county
    from liancun_sim.county.changes import changes
    from liancun_sim.files.folder import COUNTY_FILE

    if not (folder / COUNTY_FILE).is_file():
        return False
    there = load_county(folder)
    if there.provenance.get("kind") != "reconstruction":
        return False
    size, seed, year = len(there.villages), there.network_seed, there.base_year
    asked = (None, int(there.villages["households"].sum()))
    return any(not changes(there, make_county(size, households, seed, year)) for households in asked)
