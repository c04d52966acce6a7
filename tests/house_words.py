"""What no Chinese text may hold: terms given up, English words, marks and numbers against GB/T 15834 and 15835."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from liancun_sim.vocabulary.language import SCRIPTS, _converter, _regional_words, regional

CONCEPTS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "concepts.toml").read_text("utf-8"))
"""Concept → its term as we write it (zh), as said in Taiwan and Hong Kong, and the patterns of terms replaced (not)."""

REJECTED = {term: concept["zh"] for concept in CONCEPTS.values() for term in concept["not"]}
"""A term that is not used, as a pattern, and what stands in its place."""

REJECTED_ENGLISH = {
    r"merger|by merging|merged village": "consolidation", r"peasant": "household", r"repetition": "replication",
    r"control group|treatment group": "baseline, villages treated", r"lagging village|poor village": "backward village",
    r"true consent|real consent": "private consent", r"\bluck\b(?![:'])": "chance", r"government official": "cadre",
    r"reconstructed county|fake|fabricat|falsif": "example county, drawn by the program",
    r"made up(?! of)": "filled in, drawn", r"cheat|\blied\b|dishonest|manipulat|falsely": "reported",
    r"coerc|bull(?:y|ied)|bribe": "pressure", r"inflat(?:ed|ing) report": "rounding up", r"graduat": "conversion",
}  # fmt: skip
"""English terms that are not used, as patterns, and what the glossary says instead."""

_NAMED = (
    # people
    "Abler Allers Asher Banerjee Beaman Blom Broockman Chamon Chen Christensen DellaVigna Dong Gentzkow Gerber Hansen "
    "Hill Huang Hyytinen Jalan Jin Kalla Khor Lo Liu Llopis Meghir Mobius Morin Mu Novosad Pencavel Pistaferri Prasad "
    "Qin Ravallion Santaeulàlia Shao Shen Strebel Vavreck Wang Wilson Yang Yao Zaller Zhang Zheng Fieller Beta Morris "
    "Sobol Welch Johnson Chow Brauw de Rozelle Shi Nuetah Xin Li Cheong Friedkin Johnsen Kish Wilcoxon Shapley "
    # journals and papers
    "CRRS "
    # programs, files, formats, methods by the name the field uses
    "liancun Python Excel CSV Linux UTC UTF PDF PNG SVG JSON YAML HTML mesa networkx numba numpy pandas scipy duckdb "
    "polars pyarrow matplotlib Mesa NumPy Dask SLURM GeoJSON Shapefile GeoPackage KML WGS PRIM Bootstrap CGCS BD GCJ "
    "ln Esc Enter Tab Ctrl URL IP "
    # values of tables
    "county formed left dissolved chance yes no best united forbidden ranges defaults baseline "
    # languages, which name themselves
    "English en zh Hans Hant HK TW"
)
NAMES = frozenset(_NAMED.split())
PROGRAM = re.compile(
    r"\[[a-z|-]+\]|\.(?:xlsx|csv|yaml|json)\b|"
    r"liancun(?:_sim)?(?: [a-z]+)+|Journal of P[a-z]+ Econom[a-z]+|American Political Science Review|"
    r"--[a-z-]+|(?<![A-Za-zà])[A-Za-z0-9*]+(?:[_./<=:→-]+[A-Za-z0-9*]+)+|\b(?:[A-Z]+\d+)+\b|\b[0-9a-f]{8,}\b|\d+[a-f]+\w*"
)
"""Names of the program and identifiers: options, variables, files, villages' numbers, digests."""
WORD = re.compile("[A-Za-zàù]{2,}")

STYLE = {
    "a half-width mark between Chinese characters": re.compile(r"[一-鿿][,;:!?][一-鿿]"),
    "a half-width colon behind a Chinese character": re.compile(r"[一-鿿]: "),
    "half-width brackets around Chinese": re.compile(r"\([^()]*[一-鿿][^()]*\)"),
    "a blank before %": re.compile(r"\d %"),
    "a range with … or –": re.compile(r"\d%? ?[…–] ?[-+−]?\d"),
    "a blank between a number and Chinese characters": re.compile(r"[一-鿿](?<!如) \d[\d,.]* [一-鿿]"),
    "a month as a program writes it": re.compile(r"(?<![\d=-])(?<!如 )\d{4}-(?:0[1-9]|1[0-2])(?![\d-])"),
    "no value written ∞ or nan": re.compile(r"∞|\bnan\b|\binf\b"),
}
ZERO = re.compile(r"^\s*\+? ?(?:考核偏宽|上报偏高)\s+0[.0]*(?:\s|$)")


def rejected(text: str) -> list[str]:
    """Terms of a text that are not used, with what to say instead."""
    return [f"{found[0]} → {REJECTED[term]}" for term, seen in _PATTERNS.items() if (found := seen.search(text))]


def mainland(text: str, language: str) -> list[str]:
    """Words of a text of Taiwan or Hong Kong that are said otherwise there, and characters left simplified."""
    pattern, words = _regional_words(language)
    left = [
        f"{said} → {words[said]}"
        for said in pattern.findall(text)
        if words[said] != said and not ROW_OR_COLUMN.search(said)
    ]
    return left + [one for one in text if one in _only_simplified()]


def rejected_english(text: str) -> list[str]:
    """Terms of an English text that are not used, with what to say instead."""
    found = ((re.search(term, text, re.IGNORECASE), instead) for term, instead in REJECTED_ENGLISH.items())
    return [f"{seen[0]} → {instead}" for seen, instead in found if seen]


def english(text: str) -> list[str]:
    """English words of a Chinese text that are no names."""
    return [word for word in WORD.findall(PROGRAM.sub(" ", text)) if word not in NAMES]


def style(text: str) -> list[str]:
    """What a text does against the rules of punctuation and numbers."""
    return [rule for rule, seen in STYLE.items() if seen.search(text)] + ["a zero is printed"] * bool(ZERO.search(text))


ROW_OR_COLUMN = re.compile("[行列]")
"""What is 列 there, a row, is 列 here, a column: a text converted does not tell which it is."""
_PATTERNS = {term: re.compile(term) for term in REJECTED}


@cache
def _only_simplified() -> frozenset[str]:
    """Characters that traditional texts never hold: none of their traditional forms is themselves."""
    forms = {
        simple: traditional_forms.split(" ")
        for dictionaries in _converter("s2t")._dict_chain_data
        for _, _, dictionary in dictionaries
        for simple, traditional_forms in dictionary.items()
        if len(simple) == 1
    }
    return frozenset(
        one
        for one, others in forms.items()
        if one not in others and one not in (regional(one, place) for place in SCRIPTS)
    )
