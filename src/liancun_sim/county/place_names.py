"""Plausible names for villages and townships that no source names: 王庄, 小李屯; 柳林镇, 桃园乡.

Names are drawn, not taken from a gazetteer; a real place may bear the same one.
"""

from itertools import product

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Draws

SURNAMES = tuple(
    "王李张刘陈杨赵孙马徐朱胡郭高林何于董程袁冯吕任田杜宋郑谢韩唐许邓曹彭曾肖蔡潘余苏叶魏蒋丁沈姜范傅钟卢"
    "汪戴崔陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
    "冀耿靳梁岳庞邢路齐郎栾沙申翟柴霍尚辛党苗温甄蔺晁"
)
"""Surnames villages are called after, roughly by how common they are in northern China."""

ENDINGS = ("庄", "村", "屯", "家庄", "寨", "楼", "堂", "营", "集", "口", "庙", "桥", "堤", "洼", "铺", "坊", "塞",
           "官庄", "家村", "家屯", "家楼", "家堂", "家洼", "家店", "家铺", "家寨")  # fmt: skip
PREFIXES = ("前", "后", "东", "西", "南", "北", "大", "小", "上", "下")

TOWNSHIP_FIRST = tuple("柳桑梁范贾甘万桃槐青金凤龙东新古高平永兴安和吉富长清白石沙黄双三五大")
TOWNSHIP_SECOND = ("林", "阿", "店", "寨", "屯", "集", "官屯", "堂", "桥", "河", "泉", "岗", "湾", "塔", "城", "园",
                   "楼", "庙", "口", "沟", "营", "固", "堤", "渡")  # fmt: skip

TRIES = 24


def township_names(count: int, taken: tuple[str, ...], draws: Draws) -> list[str]:
    """`count` different township names, each with 镇 or 乡, none of them in `taken`."""
    stems = [first + second for first, second in product(TOWNSHIP_FIRST, TOWNSHIP_SECOND)]
    taken_stems = {name[:-1] for name in taken}
    while len(stems) < 2 * (count + len(taken)):
        stems += [prefix + stem for prefix, stem in product(PREFIXES, stems)]
    number = np.arange(len(stems), dtype=np.uint32)
    order = np.argsort(draws.uniform("county.township_names", np.zeros(len(stems), dtype=np.uint64), numbers=number))
    chosen = dict.fromkeys(stems[i] for i in order if stems[i] not in taken_stems)
    is_town = draws.uniform("county.township_kind", np.zeros(count, dtype=np.uint64), numbers=number[:count]) < 0.6
    return [stem + ("镇" if town else "乡") for stem, town in zip(chosen, is_town)]


def village_names(
    given: list[str | None], townships: npt.NDArray[np.int64], keys: npt.NDArray[np.uint64], draws: Draws
) -> list[str]:
    """A readable name for each village, without repeats inside a township.

    Parameters
    ----------
    given : names already known, None for the others.
    townships : (village,) int64. keys : (village,) uint64 addresses.

    Returns
    -------
    names in the order of `given`.
    """
    used = {(township, name) for township, name in zip(townships.tolist(), given) if name}
    drawn = [draws.bits("county.village_names", keys, slot=slot) for slot in range(2)]
    names: list[str] = []
    for row, (name, township) in enumerate(zip(given, townships.tolist())):
        attempt = 0
        while name is None or (given[row] is None and (township, name) in used):
            if attempt < 2:
                words = drawn[attempt][row]
            else:
                words = draws.bits("county.village_names", keys[row : row + 1], slot=attempt % TRIES, numbers=attempt)[
                    0
                ]
            name = _name_from(*(int(word) for word in words))
            attempt += 1
        used.add((township, name))
        names.append(name)
    return names


def _name_from(surname: int, ending: int, prefix: int, with_prefix: int) -> str:
    # the product of two uniforms favours the surnames that stand first
    common = (surname >> 16) * (surname & 0xFFFF) * len(SURNAMES) >> 32
    stem = SURNAMES[common] + ENDINGS[ending % len(ENDINGS)]
    return PREFIXES[prefix % len(PREFIXES)] + stem if with_prefix % 4 == 0 else stem
