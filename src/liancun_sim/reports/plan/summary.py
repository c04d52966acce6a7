"""A plan as plain text: in the terminal and in summary.txt."""

from liancun_sim.reports.common.numbers import ends, month_name, quantity
from liancun_sim.reports.plan import sentences
from liancun_sim.results import rows_of
from liancun_sim.results.plan.plans import Plans
from liancun_sim.vocabulary import say
from liancun_sim.vocabulary.width import columns_of

MOST_LINES = 30


def plan_text(plans: Plans, limits: bool = True) -> str:
    """Headline, the unions, the alternatives, what was learnt, the limits, if wanted."""
    lines = [sentences.title(plans), sentences.facts(plans), "", *sentences.headline(plans), ""]
    lines += unions_text(plans)
    thumb = sentences.thumb_lines(plans)
    lines += ["", *thumb] if thumb else []
    lines += ["", say("plan.what_is_known"), *(f"  {one}" for one in sentences.learnt_lines(plans.facts))]
    if limits:
        lines += ["", say("plan.read_first"), *(f"  {one}" for one in sentences.limits(plans))]
    return "\n".join(lines) + "\n"


def unions_text(plans: Plans) -> list[str]:
    """The unions, one a line."""
    heads = [say(f"plan.head_{name}") for name in ("union", "month", "names", "chance", "range", "obstacle")]
    rows = [
        [
            str(row["union"]), month_name(row["month"]),
            row["names"].replace(";", "、"), quantity(row["chance"], "share"),
            ends(row["chance_low_5"], row["chance_high_95"], "share"),
            str(sentences.obstacle_name(row["obstacle"])),
        ]
        for row in rows_of(plans.plan.head(MOST_LINES))
    ]  # fmt: skip
    widths = [max(map(columns_of, column)) for column in zip(heads, *rows, strict=True)] if rows else []
    lines = ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) for row in [heads, *rows]]
    if len(plans.plan) > MOST_LINES:
        lines.append(say("plan.more_unions", count=len(plans.plan) - MOST_LINES))
    return [line.rstrip() for line in lines] if rows else []


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns_of(text))
