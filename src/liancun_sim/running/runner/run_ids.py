"""Names of runs: digests of all that decides them, never counters."""

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any


def content_digest(content_id: str, scenario: str, parameters: Mapping[str, Any]) -> Any:
    """The digest all replicates of a scenario at a point share.

    content_id : of everything else that decides its runs: model, county, scenario, seed.
    """
    text = json.dumps([content_id, scenario, parameters], sort_keys=True, ensure_ascii=False)
    return blake2b(text.encode(), digest_size=12)


def run_id(digest: Any, replicate: int) -> str:
    """The id of one replicate. digest : of `content_digest`, left as it is."""
    own = digest.copy()
    own.update(b"/%d" % replicate)
    found: str = own.hexdigest()
    return found
