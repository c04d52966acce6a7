"""Levers every union programme has: what is announced, how it is mobilised, how it is supported."""

from liancun_sim.interventions import unit_costs
from liancun_sim.interventions.lever import Lever, Value
from liancun_sim.vocabulary import Label

UNION_LEVERS: tuple[Lever, ...] = (
    Lever("promise", 0.15, "log annual income", Label("Announced gain of income per person", "承诺的人均增收（对数）"),
          "assumption, range 0–0.30", 0, 0.30),
    Lever("charter_share", 0.5, "share", Label("Share of the joint surplus the lead village keeps (α)",
          "牵头村在共同增量中的分成"), "assumption, range 0–1; the sources fix no share", 0, 1),
    Lever("drop_dissenters", False, "yes/no", Label("Form with the villages that agree", "剔除不同意的村后成立"),
          "design choice: off, the sources know no such case", kind="yes_no"),
    Lever("contacts", 2.0, "contacts/household/month", Label("Contacts aimed at per household while mobilising, "
          "those by the village's own cadres and party members included", "动员期户均宣传接触目标（含本村干部党员）"),
          "assumption, range 0.5–3.5", 0, 3.5),
    Lever("meetings", 1.0, "meetings/month",
          Label("Village meetings a month while mobilising", "动员期每月村民会议次数"), "assumption, range 0–4", 0, 4),
    Lever("attendance", 0.3, "share", Label("Households at a village meeting", "村民会议到会户数比例"),
          "assumption, range 0.1–0.7", 0, 1),
    Lever("observation", 0.5, "0–1", Label("Sight of a working union that an observation visit gives",
          "参观已建联村的示范作用"),
          "assumption, range 0–1; observation visits spread the pilots (source documents)", 0, 1),
    Lever("mobilising_effort", 0.25, "share", Label("Work-team effort while mobilising", "动员期工作组投入"),
          "assumption, range 0–1", 0, 1),
    Lever("team_effort", 0.8, "share", Label("Work-team effort when a union has formed", "联村成立时工作组投入"),
          "assumption, range 0–1; every union gets a team led from the township (source documents, joint villages)",
          0, 1),
    Lever("attention_months", 12.0, "months", Label("Months in which the work team's attention halves",
          "工作组关注度减半所需月数"), "assumption, range 6–36", 1, 120),
    Lever("support_months", 24, "months", Label("Months a union is supported (seen off, then left)",
          "扶上马、送一程的月数"), "assumption, range 6–36: the sources call the support temporary", 0, 120, "integer"),
    Lever("training", 0.02, "capacity/class", Label("Capacity gained in a quarter's training class",
          "每季度培训提升的班子能力"), "assumption, range 0–0.10", 0, 0.10),
    Lever("training_match", 0.7, "share", Label("Fit of the training to need", "培训与需求的契合度"),
          "assumption, range 0.3–1", 0, 1),
    Lever("works", 20_000.0, "yuan/year", Label("Works funded for a union each year of support",
          "支持期内每年为每个联村拨付的工程款"), "assumption, range 0–200,000", 0, 200_000),
    Lever("recognise", True, "yes/no", Label("The lead's secretary gets a district post", "牵头村书记兼任管区职务"),
          "source documents, joint party branches: a secretary made deputy of the district branch", kind="yes_no"),
    unit_costs.COST_CONTACT,
    unit_costs.COST_MEETING,
    unit_costs.COST_MEETING_STAFF,
    unit_costs.COST_OBSERVATION,
    unit_costs.COST_PROPOSAL,
    unit_costs.COST_TEAM,
    unit_costs.COST_TEAM_STAFF,
    unit_costs.COST_TRAINING,
    unit_costs.COST_RECOGNITION,
)  # fmt: skip


def union_levers(**defaults: Value) -> tuple[Lever, ...]:
    """The levers of a union programme, some with another default."""
    return tuple(lever.at(defaults[lever.name]) if lever.name in defaults else lever for lever in UNION_LEVERS)
