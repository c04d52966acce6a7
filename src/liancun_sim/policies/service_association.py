"""A villagers' association for livelihoods: asks what is needed, teaches, lends, brings work, builds (村民自治服务).

Every month it surveys needs, every quarter representatives appraise it. Sizes are those of the
village of 3,905 people the source describes, in proportion to a village's people. What the source
says of family planning is no part of it.
"""

from liancun_sim.interventions import (
    Appraise,
    Asking,
    Build,
    FoundEnterprise,
    Good,
    HoldClass,
    LendHousehold,
    Lever,
    NameSupported,
    Policy,
    PolicyView,
    unit_costs,
    worst_good,
)
from liancun_sim.vocabulary import Label

DOCUMENT = "source document 000, part 5 (3): in a village of 3,905 people "
YEARS = "; spread over 5 years, an assumption (3–8)"
UNASKED: tuple[Good, ...] = ("services", "road", "irrigation")  # built in turn where nobody asks what is needed


class ServiceAssociation(Policy):
    key = "service_association"
    label = Label("Service association of villagers' self-government", "村民自治服务协会")
    source = "source document 000, part 5, its livelihood and service side only"
    levers = (
        Lever("count", 12, "villages", Label("Villages with an association", "协会村数"),
              "assumption: the source describes one", 0, 754, "integer", plausible=(1, 100)),
        Lever("survey", True, "yes/no", Label("A monthly survey of needs", "每月需求调查"),
              "source document 000, part 5 (2): every month", kind="yes_no"),
        Lever("class_places", 82.0, "places/1,000 persons/year", Label("Places in skill classes", "实用技术培训人次"),
              DOCUMENT + "38 classes for 1,600" + YEARS, 0, 500,
              plausible=(51, 137)),
        Lever("loan_households", 1.178, "households/1,000 persons/year",
              Label("Households that are lent to", "获得贴息贷款的户数"), DOCUMENT + "23 households" + YEARS,
              0, 50, plausible=(0.736, 1.963)),
        Lever("loan_yuan", 6_087.0, "yuan/household", Label("Subsidised loan of a household", "每户贴息贷款"),
              DOCUMENT + "140,000 yuan to 23 households", 0, 50_000),
        Lever("borrowers", "all", "choice", Label("Who may borrow", "贷款对象"),
              "assumption: the source names members of the association, and anybody may be one", kind="choice",
              choices=("model", "poor", "all")),
        Lever("enterprise", 461_000.0, "yuan/1,000 persons", Label("Enterprise brought to the village", "引资兴办企业"),
              DOCUMENT + "1.8 million yuan, work for 80 households and more", 0, 2_000_000, plausible=(0, 500_000)),
        Lever("enterprise_month", 6, "months", Label("Month the enterprise is founded", "企业兴办时间"),
              "assumption", 0, 120, "integer", plausible=(0, 36)),
        Lever("works", 20_000.0, "yuan/1,000 persons/year", Label("Small works: group roads, paths, biogas, water",
              "通组路、连户路、沼气、改水等小工程"),
              "assumption: the source counts 5.8 km of roads, 29.8 km of paths, 218 pits and 250 "
              "water connections (000, part 5 (3)), no money", 0, 500_000, plausible=(5_000, 100_000)),
        Lever("cost_survey_staff", 0.1, "cadre-months/month", Label("Staff of the survey and the office hour",
              "需求调查和接待所需人力"), "assumption", 0.02, 0.5, plausible=(0.02, 0.5)),
        unit_costs.COST_CLASS,
        unit_costs.COST_LOAN,
        unit_costs.COST_ATTRACTING,
        unit_costs.COST_APPRAISAL,
        unit_costs.COST_APPRAISAL_STAFF,
    )  # fmt: skip
    asks = (HoldClass, LendHousehold, FoundEnterprise, Build, Appraise, NameSupported)

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        lever, elapsed = self.lever, view.month - self.lever.start_month
        for village in self.targets(view, round(lever.count * intensity)):
            thousands = float(view.villages.persons[village]) / 1000
            asking.ask(NameSupported(village), cadre_months=lever.cost_survey_staff if lever.survey else 0.0)
            if elapsed == lever.enterprise_month and lever.enterprise > 0:
                capital = lever.enterprise * thousands
                cost = capital * lever.cost_attracting
                asking.ask(FoundEnterprise(village, capital), yuan=cost, standing=True)
            if elapsed % 3 == 0:
                self._serve(view, asking, village, thousands / 4)

    def _serve(self, view: PolicyView, asking: Asking, village: int, quarter: float) -> None:
        """A quarter's classes, loans, works and appraisal; `quarter` scales what is given a year and 1,000 persons."""
        lever = self.lever
        if lever.class_places > 0:
            places = lever.class_places * quarter
            asking.ask(HoldClass(village, places, asked=lever.survey), yuan=places * lever.cost_class)
        borrowers = self._borrowers(view, quarter)
        if borrowers > 0 and lever.loan_yuan > 0:
            lent = lever.loan_yuan * borrowers
            asking.ask(LendHousehold(village, lent, lever.borrowers, borrowers), yuan=lent * lever.cost_loan)
        if lever.works > 0:
            good = worst_good(view, [village])[1] if lever.survey else UNASKED[view.month // 3 % 3]
            asking.ask(Build(village, good, lever.works * quarter), yuan=lever.works * quarter)
        asking.ask(Appraise(village), yuan=lever.cost_appraisal, cadre_months=lever.cost_appraisal_staff)

    def _borrowers(self, view: PolicyView, quarter: float) -> int:
        """Households whose turn it is this quarter: whole ones, as many over the years as the lever says."""
        served = (view.month - self.lever.start_month) // 3
        due = self.lever.loan_households * quarter
        return int(due * (served + 1) + 0.5) - int(due * served + 0.5)
