"""The forms a union may take (联村形式), one block each: what villages joined in that form share and give up.

Mechanisms and policies go by the traits below, never by a form's key, so that a block is all a new form needs.
A form without one secretary joins the choices of `joint_village`, one with it those of `joint_branch`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.vocabulary import Label, nearest, say


@dataclass(frozen=True, slots=True)
class UnionForm:
    """What is peculiar to unions of one form.

    key, label : as scenario files and tables name it, and both names.
    pools_land : partners' spare land goes under the lead's crop.
    brand : what is grown there sells under the lead's name, for more.
    lends_management : the lead's leaders help manage what partners own.
    shares_market : members' workshops sell together.
    teaches : the lead's growers teach partners in winter.
    weak_side : partners are the weaker side; joining a stronger lead costs them face.
    one_secretary : the ablest secretary leads all members, the posts of the others go.
    merges : members become one village, with the posts the law allows one; the smaller side loses face.
    helped_before : its villages are paired for assistance first, united later.
    """

    key: str
    label: Label
    pools_land: bool = False
    brand: bool = False
    lends_management: bool = False
    shares_market: bool = False
    teaches: bool = False
    weak_side: bool = False
    one_secretary: bool = False
    merges: bool = False
    helped_before: bool = False

    @property
    def traits(self) -> tuple[Label, ...]:
        """What it is, trait by trait, in both languages."""
        return tuple(label for trait, label in TRAITS.items() if getattr(self, trait))


TRAITS: Mapping[str, Label] = {
    "pools_land": Label("partners' spare land under the lead's crop", "对方村余地种牵头村作物"),
    "brand": Label("the lead's brand", "统一用牵头村品牌"),
    "lends_management": Label("help of the lead's leaders", "牵头村班子协助经营"),
    "shares_market": Label("workshops selling together", "作坊联合销售"),
    "teaches": Label("the lead's growers teach", "牵头村种植户传授技术"),
    "weak_side": Label("a weaker side", "有弱村一方"),
    "one_secretary": Label("one secretary", "一名书记统管"),
    "merges": Label("one village", "并为一村"),
    "helped_before": Label("paired for assistance before", "先结对帮扶"),
}
"""The traits a form may have, by field."""

UNION_FORMS: Mapping[str, UnionForm] = {
    form.key: form
    for form in (
        UnionForm(
            "hub", Label("Hub", "中心带动型"),
            pools_land=True, brand=True,
        ),
        UnionForm(
            "strong_weak", Label("Strong-weak", "强弱联合型"),
            pools_land=True, lends_management=True, teaches=True, weak_side=True,
        ),
        UnionForm(
            "industry", Label("Industry cluster", "产业集聚型"),
            shares_market=True,
        ),
        UnionForm(
            "twinned", Label("Joint party branch after paired assistance", "结对联建支部"),
            lends_management=True, weak_side=True, one_secretary=True, helped_before=True,
        ),
        UnionForm(
            "joint_branch", Label("Joint party branch, strong and weak", "强弱联建支部"),
            lends_management=True, shares_market=True, teaches=True, weak_side=True, one_secretary=True,
        ),
        UnionForm(
            "small_village", Label("Small villages merged", "小村联建型"),
            shares_market=True, one_secretary=True, merges=True,
        ),
    )
}  # fmt: skip
"""Every form by key. Source: source documents, joint villages (the first three) and joint party branches."""


def union_form(key: str) -> UnionForm:
    """The form of this key.

    Raises
    ------
    ValueError
        If there is none; the message names one that is near, and lists all.
    """
    if key not in UNION_FORMS:
        near = nearest(key, UNION_FORMS)
        message = f"schedule.unknown_form{'_near' if near else ''}"
        raise ValueError(say(message, form=key, near=near, known=", ".join(UNION_FORMS)))
    return UNION_FORMS[key]


def forms_with(trait: str, keys: npt.NDArray[np.object_]) -> npt.NDArray[np.bool_]:
    """(union,) bool — whether a trait is one of the forms of some unions, told by their keys."""
    having = {key: bool(getattr(form, trait)) for key, form in UNION_FORMS.items()}
    return np.array([having[key] for key in keys.tolist()], dtype=bool)
