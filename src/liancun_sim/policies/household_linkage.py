"""Leaders and units linked to villages, their model and their poor households (联村联户).

Each linked village is to get visits, a seconded team and aid a year, part of it cash to the linked
poor ("transfusion", 输血), the rest training, technicians, loans and works ("blood-making", 造血). It
gets as much of that as its linked cadre makes an effort, which the assessment shapes; a unit whose plan
stays on paper brings next to nothing. Visits, cash and loans go by the household: where fewer are linked
than planned, the rest of the cash goes into skills and projects. Targets stay fixed for some years; team
members rotate and take their knowledge of the village along.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import (
    TARGETING,
    WINTER,
    Asking,
    Build,
    LendHousehold,
    Lever,
    LinkUnit,
    NameSupported,
    PayHousehold,
    Policy,
    PolicyView,
    SendTechnician,
    SendWorkTeam,
    Train,
    VisitLinked,
    month_of_year,
    unit_costs,
    worst_good,
)
from liancun_sim.vocabulary import Label

Villages = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]

UNREADABLE = "the count is unreadable in the source document (household linkage)"


class HouseholdLinkage(Policy):
    key = "household_linkage"
    label = Label("Village and household linkage (cadre assistance)", "联村联户（干部帮扶）")
    source = "source documents, household linkage (聯村聯戶)"
    levers = (
        Lever("leaders", 20, "persons", Label("Leaders who link, one village each", "联系领导数（每人一村）"),
              f"assumption; {UNREADABLE}", 0, 754, "integer", plausible=(5, 100)),
        Lever("units", 40, "units", Label("Organs and units that link", "联系单位数"),
              f"assumption; {UNREADABLE}", 0, 754, "integer", plausible=(10, 300)),
        Lever("villages_per_unit", 1, "villages", Label("Villages each unit links to", "每个单位联系村数"),
              f"assumption; {UNREADABLE}", 1, 10, "integer", plausible=(1, 3)),
        Lever("leader_aid", 1.5, "ratio", Label("Aid of a leader's village relative to a unit's",
              "领导联系村资金与单位联系村之比"),
              "assumption; direction: Huang et al. 2018 (those sent from a higher level do more)", 0, 10,
              plausible=(1, 3)),
        Lever("model_households", 5, "households/village", Label("Model party households linked per village",
              "每村联系党员小康建设户"), f"assumption; {UNREADABLE}", 0, 50, "integer", plausible=(1, 20)),
        Lever("poor_households", 10, "households/village", Label("Poor households linked per village",
              "每村联系贫困户"), f"assumption; {UNREADABLE}", 0, 100, "integer", plausible=(2, 40)),
        Lever("poor_line_yuan", 1_067.0, "yuan/person/year",
              Label("Income below which a household is linked as poor (0: no line; not indexed)",
              "联系贫困户的人均年收入线（0为不设线，不随物价调整）"),
              "assumption: the rural poverty lines of 2007–09, or 0; both lines are unreadable in the "
              "source document (household linkage)", 0, 10_000, plausible=(785, 1_196)),
        Lever("visits", 2.0, "visits/household/month", Label("Visits to a linked household at full effort",
              "全力投入时每户每月走访次数"), "assumption", 0, 10, plausible=(0.25, 4)),
        Lever("aid", 40_000.0, "yuan/village/year", Label("Aid a village gets a year at full effort",
              "全力投入时每村每年帮扶资金"), f"assumption; {UNREADABLE}", 0, 500_000, plausible=(10_000, 200_000)),
        Lever("cash_share", 0.3, "share", Label("Cash to the poor against skills and projects",
              "输血（发钱物）所占比例"),
              "assumption: the source puts skills and projects before money and goods", 0, 1, plausible=(0, 1)),
        Lever("project_share", 0.5, "share", Label("Projects against skills, of what is not cash",
              "造血资金中项目所占比例"), "assumption", 0, 1, plausible=(0, 1)),
        Lever("loans", 10_000.0, "yuan/village/year", Label("Subsidised loans to model households at full effort",
              "全力投入时每年发放给小康建设户的贴息贷款"), f"assumption; {UNREADABLE}", 0, 200_000,
              plausible=(0, 50_000)),
        Lever("training", 0.02, "capacity/class", Label("Capacity gained in a half-yearly class",
              "每半年培训提升的班子能力"), "assumption", 0, 0.10, plausible=(0, 0.10)),
        Lever("training_match", 0.6, "share", Label("Fit of the training to need", "培训与需求的契合度"),
              "assumption; the pioneer-project document admits mismatched training", 0, 1, plausible=(0.3, 1)),
        Lever("effort", 0.8, "share", Label("Effort of the seconded team, as the linked cadre's allows",
              "工作队员投入（随联系干部投入）"), "assumption", 0, 1, plausible=(0, 1)),
        Lever("assessment_weight", 1.0, "share", Label("Weight of the result in the cadre's own evaluation",
              "考核结果在干部自身考核中的分量"),
              "assumption; an important basis of it (source document, household linkage)", 0, 1, plausible=(0, 1)),
        Lever("files_share", 0.4, "share",
              Label("Share of the assessment that goes by the files", "考核中看档案材料的比例"),
              "assumption: the source describes files at four levels", 0, 1, plausible=(0, 1)),
        Lever("levels", 4, "levels", Label("Levels that keep files and assess", "建档考核级数"),
              "source document (household linkage): city, county, township and village", 1, 6, "integer"),
        Lever("rotation_months", 6, "months", Label("Team members rotate every", "工作队员轮换周期"),
              "source document (household linkage): every half-year", 1, 60, "integer"),
        Lever("fixed_years", 3, "years", Label("Years before targets are chosen anew", "联系对象固定年数"),
              f"assumption; {UNREADABLE}", 1, 20, "integer", plausible=(1, 5)),
        unit_costs.COST_CONTACT,
        unit_costs.COST_LINK,
        unit_costs.COST_TEAM,
        unit_costs.COST_TEAM_STAFF.at(1.0),
        TARGETING.at("need_first"),
        unit_costs.COST_LOAN,
        unit_costs.COST_TECHNICIAN,
        unit_costs.COST_TRAINING,
    )  # fmt: skip
    asks = (
        LinkUnit, VisitLinked, SendWorkTeam, PayHousehold, LendHousehold, Train, SendTechnician, Build, NameSupported,
    )  # fmt: skip

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        lever = self.lever
        elapsed = view.month - lever.start_month
        term = elapsed // (12 * lever.fixed_years)
        leaders = round(lever.leaders * intensity)
        linked = leaders + round(lever.units * lever.villages_per_unit * intensity)
        rotated = elapsed > 0 and elapsed % lever.rotation_months == 0
        villages = np.array(self.targets(view, linked, term=term), dtype=np.intp)
        asking.ask(NameSupported(villages))
        link = LinkUnit(
            villages, term, lever.model_households, lever.poor_households, lever.assessment_weight,
            lever.files_share, lever.levels, lever.poor_line_yuan,
        )  # fmt: skip
        asking.ask(link, cadre_months=lever.cost_link)
        effort = np.where(view.villages.link_term[villages] == term, view.villages.link_effort[villages], 0.0)
        aid = lever.aid * effort * np.where(np.arange(villages.size) < leaders, lever.leader_aid, 1.0)
        working = effort > 0
        villages, effort, aid = villages[working], effort[working], aid[working]
        self._visit(view, asking, villages, effort, rotated)
        if elapsed % 6 == 1:  # not in the first month, which goes into choosing households
            self._aid(view, asking, villages, aid / 2, effort)
        if month_of_year(view) in WINTER:
            self._teach(view, asking, villages, aid / len(WINTER))

    def _visit(self, view: PolicyView, asking: Asking, villages: Villages, effort: Floats, rotated: bool) -> None:
        """Visits to the linked households, and the seconded teams."""
        lever, visits = self.lever, self.lever.visits * effort
        contacts = visits * (view.villages.linked_model[villages] + view.villages.linked_poor[villages])
        some = contacts > 0
        asking.ask(VisitLinked(villages[some], visits[some]), cadre_months=contacts[some] * lever.cost_contact)
        team = lever.effort * effort
        if lever.effort > 0:
            staff = lever.cost_team_staff * team
            asking.ask(SendWorkTeam(villages, team, rotated), yuan=lever.cost_team * team, cadre_months=staff)

    def _aid(self, view: PolicyView, asking: Asking, villages: Villages, yuan: Floats, effort: Floats) -> None:
        """A half-year's cash to the poor, project money, loans to model households, classes for the cadres."""
        lever, cash = self.lever, self._cash(view, villages, yuan)
        project = (yuan - cash) * lever.project_share
        loans = lever.loans / 2 * effort * found(view.villages.linked_model[villages], lever.model_households)
        paid, built, lent = cash > 0, np.flatnonzero(project > 0), loans > 0
        asking.ask(PayHousehold(villages[paid], cash[paid], "linked_poor"), yuan=cash[paid])
        for village, money in zip(villages[built].tolist(), project[built].tolist(), strict=True):
            asking.ask(Build(village, worst_good(view, [village])[1], money), yuan=money)
        asking.ask(LendHousehold(villages[lent], loans[lent], "linked_model"), yuan=loans[lent] * lever.cost_loan)
        if lever.training > 0:
            asking.ask(Train(villages, lever.training, lever.training_match * effort), yuan=lever.cost_training)

    def _teach(self, view: PolicyView, asking: Asking, villages: Villages, yuan: Floats) -> None:
        """A winter month's technicians for what is neither cash nor projects in so much aid."""
        skills = (yuan - self._cash(view, villages, yuan)) * (1 - self.lever.project_share)
        some = skills > 0
        asking.ask(SendTechnician(villages[some], skills[some] / self.lever.cost_technician), yuan=skills[some])

    def _cash(self, view: PolicyView, villages: Villages, yuan: Floats) -> Floats:
        """The part of aid that goes to the poor in cash: as much each as if all that are planned were found."""
        lever = self.lever
        cash: Floats = yuan * lever.cash_share * found(view.villages.linked_poor[villages], lever.poor_households)
        return cash


def found(households: npt.NDArray[np.integer], planned: int) -> Floats:
    """Share of the households planned that are linked."""
    return households / planned if planned else np.zeros(households.size)
