"""Columns near a field the table lacks: asked about, so that no drawn number stands silently in a given one's place.

A header that shares the word at the core of a field may be another name of it, or measure something else: sown area
counts land once for every crop, a total is of the whole village and not per person. The first is asked column by
column; of the second a table may have many, and they are one question.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from liancun_sim.county.schema import REQUIRED
from liancun_sim.county.spreadsheet.cells import is_number, squeezed
from liancun_sim.county.spreadsheet.columns import PAIRS, called, leaving_out
from liancun_sim.county.spreadsheet.doubts import Way, named
from liancun_sim.county.spreadsheet.headers import Header, aliases, words_of
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.mapping import TEXT_FIELDS
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase
from liancun_sim.county.spreadsheet.quantities import label_of
from liancun_sim.vocabulary import nearest
from liancun_sim.vocabulary.language import simplified


@dataclass(frozen=True, slots=True)
class _Relation:
    """core : what the name of a column near a field says. others : (what it says besides, why it is then another
    measure), the first that fits. [simplified Chinese, without blanks]"""

    core: re.Pattern[str]
    others: tuple[tuple[re.Pattern[str], str], ...] = ()

    def why_not(self, words: str) -> str:
        """Why a column is another measure; "" where it may be the field itself."""
        return next((why for says, why in self.others if says.search(words)), "")


def _near(core: str, **others: str) -> _Relation:
    return _Relation(re.compile(core), tuple((re.compile(says), why) for why, says in others.items()))


_EACH = r"人均|户均|每人|每户|亩均|村均"

_RELATIONS: Mapping[str, _Relation] = {
    "income_yuan_per_person": _near(
        r"^(?!.*(?:集体|村级))(?:.*(?:人[均平].*(?:收入|所得|收益|进项|分配|可支配|产值|生活费|消费|gdp)|(?:收入|所得).*人[均平]|"
        r"(?:家庭|全村|农村|农民|农户|村民|居民|社员|经济|社会|每人|平均|务工|打工|农业|种植|养殖).*(?:收入|所得))"
        r"|(?:年|纯|总|可支配|工资性|财产性|转移性|家庭经营)*(?:收入|所得)(?:水平|总额|合计)?$|(?:农民|村民|居民|社员)?人[均平]$)",
        of_month=r"月|日均",
        of_some=r"工资|财产性|转移性|经营|务工|打工|农业|种植|养殖|脱贫|贫困|低收入|低保",
        of_other_money=r"产值|gdp|消费|支出|生活费|分配",
        of_whole=r"户均|每户|家庭(?!.*人均)|全村|农村经济|经济总|社会总|农户总|总收入|总所得|总额|总计|合计",
    ),
    "collective_income_yuan": _near(
        r"集体.*(?:收入|经济|收益|所得|财力|积累|经营|支出|收支|资产|盈余|利润)|村(?:级|财|组|务|办|委会).*(?:收入|收益|所得|财力)|"
        r"(?:合作社|企业|发包|出租|租赁|租金|补助|上级).*收入|^(?:村|公共|经营性?|经济)?(?:年|总|纯)*(?:收入|收益)$",
        of_each=_EACH,
        of_other_money=r"资产|支出|收支|积累|盈余|利润",
        of_some=r"合作社|企业|发包|出租|租赁|租金|补助|上级",
        of_whole=r"农村经济|社会总|全村",
    ),
    "land_mu": _near(
        r"耕地|承包地|(?:承包|确权|耕种|灌溉|计税|作物|种植|播种|占地).*面积|(?:承包|确权|集体).*(?:土地|田)|土地(?!.*(?:征|出让|收入|户|率|费|款|证))|"
        r"农[用田]?地|农田|[责粮水旱梯]任?[田地]|水浇地|地亩|田亩|亩数|^[田地]$|^.?田地$",
        of_each=_EACH,
        of_farm_land=r"农用地",
        of_protected=r"基本农田",
        of_sown=r"播种|种植|作物",
        of_some=r"灌溉|流转|征收|发包|撂荒|抛荒|退耕|复垦|集体土地|计税|占地|补贴|补助",
    ),
    "spare_land_mu": _near(
        r"(?:闲置|空闲|空余|富余|可利用|可流转|机动|预留|撂荒|抛荒|未利用).*(?:地|面积)|^[空闲]地|四?荒地|撂荒|抛荒",
        of_some=r"宅基|房",
    ),
    "debt_yuan": _near(
        r"债|欠款|欠账|外欠|贷款|借款|应付", of_other_money=r"债权$|率|比", of_some=r"农户|居民|村民|扶贫|小额|户"
    ),
    "fund_yuan": _near(
        r"集体.*(?:存款|资金|结余|余额)|账户|账面|村账|(?:村级|银行|资金|现金).*(?:结余|余额|存款|资金)|存款|现金|"
        r"(?:积累|流动|可用)资金|公积金|^余额$|结余",
        of_some=r"农户|居民|村民|扶贫|项目|专项|人均|户均|住房",
    ),
    "road": _near(
        r"道路|公路|路况|交通|硬化|通路|村路|路面",
        of_counts=r"里程|长度|公里|条|率|距|硬化|通[路车达公]|否|灯|宽|面积|费|投",
    ),
    "irrigation": _near(
        r"水利|灌溉|机井|水井|排灌|沟渠|水渠|水源", of_counts=r"井|面积|条(?!件)|眼|座|渠|费|投|户|站|水源"
    ),
    "services": _near(
        r"公共服务|服务(?:水平|设施|质量|能力)|公共设施|学校|小学(?!生)|中学(?!生)|幼儿园|教学点|卫生[室所院]|诊所|医疗|教育|自来水|饮水|供水|"
        r"用水|活动场所|文化(?:广场|室|站)",
        of_counts=r"学|幼儿园|教|卫生|诊所|医疗|自来水|饮水|供水|用水|场所|文化",
    ),
    "cadre_posts": _near(
        r"干部|村干|(?:两委|班子|村委|村委会|支委).*(?:人|成员|职|数)|委员",
        of_some=r"退休|离任|离职|驻村|包村|大学|女", of_other_money=r"工资|报酬|补贴|评|得分",
    ),
    "capacity": _near(
        r"班子|战斗力|组织力|领导力|(?:支部|党组织|两委)(?!书记).*(?:评|得分|能力|建设)",
        of_counts=r"年龄|学历|人数|成员|职",
    ),
    "secretary_quality": _near(
        r"(?:书记|支书).*(?:评|分|能力|素质|水平|履职|考核)|^书记$", of_counts=r"年龄|学历|任期"
    ),
    "satisfaction": _near(r"满意|测评|民意|民调|口碑|信任度|群众评|评议", of_some=r"党员|干部", of_counts=r"次|会"),
    "party_members": _near(r"党员.*(?:户|家庭|比例|占比|率)", of_counts=r"比例|占比|率"),
    "cash_crop_share": _near(r"经济作物|适种|宜种", of_counts=r"面积|产值|户数|收入|品种|播种"),
    "leading_trade": _near(r"产业|主业|特产|行业|经济来源|经济类型", of_counts=r"产值|收入|工人|园|基地"),
    "workshops": _near(
        r"企业|工厂|加工[厂点户]|作坊|个体(?:户|工商|经营)|工商户|民企|经营主体",
        of_other_money=r"产值|收入|利润|税", of_some=r"从业|职工|用工|就业|人数|规模|龙头",
    ),
    "longitude": _near(r"经度|东经|^经[线度]?$|^e$"),
    "latitude": _near(r"纬度|北纬|^纬[线度]?$|^n$"),
    "households": _near(r"户数|(?:^|农|住|总|家庭|村民|居民|户籍|常住)户$"),
    "population": _near(r"人口|^人$|(?:全村|村民|居民|农民|户籍|常住|乡村|农村|总).*人数|^(?:村民|居民|农民)数$|口数$"),
    "id": _near(r"(?:区划|行政|统计|国标|国家|村|地名|单位).*(?:代?码|编号|id)$|^(?:代码|编码号?|区划|行政区划|村号)$"),
    "neighbours": _near(r"[相接毗]邻|邻村|邻居|四邻|东邻|接壤|相接|毗连|四至|周边.*村|边界村"),
}  # fmt: skip

_ELSEWHERE = re.compile(
    r"外出|务工|低保|贫困|脱贫|五保|特困|残疾|老年|老人|留守|儿童|学生|小组|自然村|电话|备注|序号|姓名|名单|会计|主任|林地|园地|草地|水面|"
    r"宅基|房屋|汽车|产量|产值|播种|医保|养老|劳动力|从业|男|女|性别|邮编|邮政|信用|机构|排名|名次|是否|日期|时间|增长|增幅|增速|比上年|"
    r"同比|支出|成本|征收|流转|发包|转移|补贴|补助|亩均|村均"
)
"""What makes a name one of something else, unless it is known as another measure of a field. [simplified Chinese]"""

NEEDED = frozenset(REQUIRED) - {"id"}
"""Fields that are never drawn: a table without them is refused, whatever stands near."""

NEAR = 0.72
"""Similarity of a header's words to a known header from which it may be a slip of the pen. [assumption]"""


@dataclass(frozen=True, slots=True)
class _Likeness:
    """column : near `field`. why : it is another measure, or "" where it may be the field itself."""

    column: int
    field: str
    why: str


def ask_about_near(layout: Layout, mapped: Iterable[str], rows: Sequence[int], findings: Findings) -> set[str]:
    """Ask about columns whose header nearly names a field the table lacks: it is not drawn beside them.

    Returns
    -------
    the fields that were asked about.
    """
    have = {*mapped}
    lacking = [field for field in aliases() if field not in have and field not in _idle(have)]
    found = []
    for column, header in layout.headers.items():
        if header.field is None and header.part_of is None and header.not_used is None:
            like = _likeness(column, header, lacking)
            if like is not None and not _is_empty(layout, column, rows, like.field):
                found.append(like)
    _ask_others(layout, [like for like in found if like.why and like.field not in NEEDED], findings)
    meant = [like for like in found if not like.why]
    for like in meant:
        header, label = layout.headers[like.column], label_of(like.field)
        take = Way("map", phrase("doubts.then_map", field=label), f"{called(layout, like.column)}={like.field}")
        without = () if like.field in NEEDED else _without(layout, like.column)
        at = At(layout.sheet.name, column=like.column)
        findings.ask("near_header", at, (take, *without), header=header.text, field=label)
    return {like.field for like in found if not (like.why and like.field in NEEDED)}


def _ask_others(layout: Layout, others: Sequence[_Likeness], findings: Findings) -> None:
    """One question for all columns that measure something else than the field they are near."""
    about = [
        (layout.headers[like.column].text, label_of(like.field), phrase(f"doubts.why_{like.why}")) for like in others
    ]
    if len(others) == 1:
        (header, label, why), at = about[0], At(layout.sheet.name, column=others[0].column)
        ways = _without(layout, others[0].column)
        findings.ask("other_measure", at, ways, header=header, field=label, why=why)
    elif others:
        columns = listed(
            (phrase("doubts.other_of", header=header, field=label, why=why) for header, label, why in about), 20
        )
        ways = (Way("accept", phrase("doubts.then_others_unused"), f"{named('other_measures', '')}=unused"),)
        findings.ask("other_measures", At(layout.sheet.name), ways, columns=columns)


def _without(layout: Layout, column: int) -> tuple[Way, ...]:
    return leaving_out(layout, (column,), phrase("doubts.then_made_up"))


def _idle(have: set[str]) -> frozenset[str]:
    """Fields nobody misses: the other kind of position, where one is begun, and an earlier pairing."""
    given = [pair for pair in PAIRS if have.intersection(pair)]
    whole = any(have.issuperset(pair) for pair in given)
    idle = chain.from_iterable(pair for pair in PAIRS if given and (whole or pair not in given))
    return frozenset(idle) | {"tied_to", "hamlet"}


def _likeness(column: int, header: Header, lacking: Sequence[str]) -> _Likeness | None:
    """The lacking field a header is near: first one it may name, then one it is another measure of."""
    words = simplified(squeezed(words_of(header.text))).rstrip(":")
    if not words:
        return None
    near = {field: one.why_not(words) for field, one in _RELATIONS.items() if one.core.search(words)}
    likely = {field: why for field, why in near.items() if field in lacking}
    elsewhere = _ELSEWHERE.search(words) is not None
    for field, why in likely.items():
        if not why and not elsewhere:
            return _Likeness(column, field, "")
    for field, why in likely.items():
        if why:
            return _Likeness(column, field, why)
    if elsewhere or near:
        return None
    known = {word: field for field in lacking for word in aliases()[field]}
    close = nearest(words, known, NEAR)
    return _Likeness(column, known[close], "") if close else None


def _is_empty(layout: Layout, column: int, rows: Sequence[int], field: str) -> bool:
    """Whether a column has nothing a field could take: no number for one of numbers, no text for one of text."""
    cells = [layout.sheet.rows[row][column] for row in rows]
    if field == "id":  # tells the rows apart
        return len(set(filter(None, map(squeezed, cells)))) < len(cells)
    if field in TEXT_FIELDS:
        return all(is_number(cell) or not squeezed(cell) for cell in cells)
    return not any(map(is_number, cells))
