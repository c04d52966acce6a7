"""The cases the published reports tell of: villages that lie as they describe them, under invented names.

The reports give no tables: figures here are assumptions chosen to fit the description beside them, so they must not
stand beside a real village's name. Which case is which is told by its role; the reports' own names are quoted in
``docs/systems`` alone. Members a report only counts stand as None and get a generated name.
"""

from dataclasses import dataclass, field

SOURCE_UNIONS = (
    "推行联村自治提升农村基层组织建设水平 (exchange material on joint-village self-government, county report)"
)
SOURCE_BRANCHES = "County report on joint party branches 联合党支部 (8 villages in 3 townships)"


BRANCH_ELECTION = 20
"""Month in which joint branches are proposed: three before the election of December 2009, from January 2008.
[assumption: the sources say at the election (换届), the fact village_election its month]"""


@dataclass(frozen=True, slots=True)
class CaseVillage:
    """A village of a case, by an invented name; `facts` overrides columns of the table.

    ``income_ratio`` in `facts` is income per person relative to the county's mean.
    """

    name: str | None
    facts: dict[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReportedCase:
    """Villages that lie side by side in one township (None: any) and were joined.

    form : of their union, led by the first. month : after the first unions, in which theirs was proposed.
    """

    township: str | None
    villages: tuple[CaseVillage, ...]
    sources: tuple[str, ...]
    form: str
    month: int = 0
    tied: bool = False  # an earlier pairing links the first two


def _partner_of_the_hub() -> CaseVillage:
    # land for the hub's cherries; together with it about as many adults as forms handed out (3,800)
    return CaseVillage(None, {"population": 940, "land_mu": 1700.0, "spare_land_mu": 450.0, "leading_trade": "grain"})


SMALL_FORGING_VILLAGE: dict[str, float | str] = {"leading_trade": "bearing_forging"}

REPORTED_CASES = (
    # a brand village without land of its own left, and four around it
    ReportedCase(None, (
        CaseVillage("马家营", {
            "population": 1300, "leading_trade": "orchard", "land_mu": 2100.0, "spare_land_mu": 0.0,
            "cash_crop_share": 0.95, "income_ratio": 1.55, "collective_income_yuan": 320_000.0, "capacity": 0.85,
            "secretary_quality": 0.9, "road": 0.75, "irrigation": 0.75, "services": 0.7,
        }),
        *(_partner_of_the_hub() for _ in range(4)),
    ), (SOURCE_UNIONS,), "hub"),
    # a well-known vegetable village beside a long stagnant one that copied it
    ReportedCase("榆店乡", (
        CaseVillage("前柏庄", {
            "population": 1150, "leading_trade": "greenhouse_vegetables", "cash_crop_share": 0.9, "income_ratio": 1.5,
            "collective_income_yuan": 180_000.0, "capacity": 0.8, "secretary_quality": 0.85, "irrigation": 0.75,
            "services": 0.7,
        }),
        CaseVillage("许家洼", {
            "population": 860, "leading_trade": "greenhouse_vegetables", "cash_crop_share": 0.8, "income_ratio": 0.72,
            "collective_income_yuan": 6_000.0, "capacity": 0.25, "secretary_quality": 0.3, "road": 0.3,
            "satisfaction": 0.45,
        }),
    ), (SOURCE_UNIONS, SOURCE_BRANCHES), "strong_weak"),
    # three villages of private firms at a road that ends between them
    ReportedCase(None, (
        CaseVillage("杜家铺", {
            "leading_trade": "private_industry", "workshops": 24, "road": 0.35, "income_ratio": 1.3,
            "collective_income_yuan": 150_000.0, "capacity": 0.7,
        }),
        CaseVillage(None, {"leading_trade": "private_industry", "workshops": 15, "road": 0.3}),
        CaseVillage(None, {"leading_trade": "private_industry", "workshops": 12, "road": 0.3}),
    ), (SOURCE_UNIONS,), "industry"),
    # paired for assistance before; sandy soil, wells missing in the second
    ReportedCase("甘桥镇", (
        CaseVillage("前楸庄", {"income_ratio": 1.1, "capacity": 0.72, "secretary_quality": 0.78, "road": 0.4}),
        CaseVillage("后楸庄", {
            "income_ratio": 0.75, "collective_income_yuan": 4_000.0, "capacity": 0.25, "secretary_quality": 0.3,
            "road": 0.25, "irrigation": 0.2, "satisfaction": 0.45,
        }),
    ), (SOURCE_BRANCHES,), "twinned", BRANCH_ELECTION, tied=True),
    # two pairs of villages under 300 people whose trade is too small alone
    ReportedCase("青堂镇", (
        CaseVillage("桑村", {**SMALL_FORGING_VILLAGE, "population": 268, "workshops": 6}),
        CaseVillage("孙家塞", {**SMALL_FORGING_VILLAGE, "population": 241, "workshops": 4}),
    ), (SOURCE_BRANCHES,), "small_village", BRANCH_ELECTION),
    ReportedCase("青堂镇", (
        CaseVillage("冀家楼", {**SMALL_FORGING_VILLAGE, "population": 284, "workshops": 8}),
        CaseVillage("小王楼", {**SMALL_FORGING_VILLAGE, "population": 226, "workshops": 5}),
    ), (SOURCE_BRANCHES,), "small_village", BRANCH_ELECTION),
)  # fmt: skip
