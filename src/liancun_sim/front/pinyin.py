"""Chinese names as they are typed without Chinese: by sound, and by first letters."""

from functools import cache

from pypinyin import lazy_pinyin


@cache
def pinyin(name: str) -> tuple[str, str]:
    """A name in pinyin without tones, and its initials: ``("xupanhou", "xph")``; what is not Chinese as it is."""
    parts = [part.lower() for part in lazy_pinyin(name)]
    return "".join(parts), "".join(part[:1] for part in parts)
