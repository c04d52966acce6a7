"""How this version stands to its patterns on counties that come with it: one JSON file each, beside this one."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pandas as pd

from liancun_sim.vocabulary import Label


@dataclass(frozen=True, eq=False)
class ShippedPatterns:
    """county, start : what was measured. model_digest : of the model it was measured with. table : PATTERNS columns."""

    county: Label
    start: str
    model_digest: str
    replications: int
    table: pd.DataFrame

    def document(self) -> str:
        """As it is shipped."""
        head = {
            "county": {"en": self.county.en, "zh": self.county.zh}, "start": self.start,
            "model_digest": self.model_digest, "replications": self.replications,
        }  # fmt: skip
        rows = json.loads(self.table.to_json(orient="records", double_precision=10, force_ascii=False))
        return json.dumps({**head, "patterns": rows}, ensure_ascii=False, indent=1) + "\n"


@cache
def shipped_patterns() -> tuple[ShippedPatterns, ...]:
    """By first month."""
    texts = [path.read_text("utf-8") for path in files(__package__).iterdir() if path.name.endswith(".json")]
    found = [
        ShippedPatterns(
            Label(one["county"]["en"], one["county"]["zh"]), one["start"], one["model_digest"], one["replications"],
            pd.DataFrame(one["patterns"]),
        )
        for one in map(json.loads, texts)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.start))
