"""Which language a command line speaks, found before click is imported.

``--lang`` first, then ``LIANCUN_LANG``, then the locale. click's own words come from the
catalogues in ``locale/`` (sources ``messages.po``, compiled by ``msgfmt messages.po -o messages.mo``).
"""

import gettext
import os
import sys
from collections.abc import Mapping, MutableMapping, Sequence
from pathlib import Path

from liancun_sim.vocabulary import BadInput, Fault, say, use_language
from liancun_sim.vocabulary.language import LANGUAGES, OTHER_NAMES

GETTEXT_NAMES = {"en": "en", "zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "zh-HK": "zh_TW"}
HONG_KONG = ("hk", "mo")
LANGUAGE_CHOICES = ("en", "zh", *LANGUAGES[1:], "zh-TW")


def speak(arguments: Sequence[str], environment: MutableMapping[str, str]) -> None:
    """Use the language asked for, in our words and in click's.

    Raises
    ------
    BadInput
        If ``LIANCUN_LANG`` names no language we speak (``--lang`` is checked by click).
    """
    wanted = asked(arguments)
    if wanted not in LANGUAGE_CHOICES:
        wanted = environment.get("LIANCUN_LANG") or of_locale(environment)
    if wanted not in LANGUAGE_CHOICES:
        use_language("en")
        allowed = ", ".join(LANGUAGE_CHOICES)
        raise BadInput(Fault("LIANCUN_LANG", "", say("cli.unknown_language", value=wanted, allowed=allowed)))
    use_language(wanted)
    environment["LANGUAGE"] = GETTEXT_NAMES[OTHER_NAMES.get(wanted, wanted)]
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))


def asked(arguments: Sequence[str]) -> str | None:
    """The value of ``--lang`` on a command line not parsed yet."""
    for place, word in enumerate(arguments):
        if word == "--":
            return None
        if word == "--lang":
            return arguments[place + 1] if place + 1 < len(arguments) else None
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None


def of_locale(environment: Mapping[str, str]) -> str:
    """The language of the locale: Chinese where it is Chinese, English elsewhere."""
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), "") or _of_windows()
    parts = name.lower().replace("-", "_").split(".")[0].split("_")
    if parts[0] != "zh":
        return "en"
    if any(part in HONG_KONG for part in parts[1:]):
        return "zh-HK"
    return "zh-Hant" if "tw" in parts[1:] or "hant" in parts[1:] else "zh-Hans"


def _of_windows() -> str:
    """The user-interface language of Windows as a locale name, "" elsewhere."""
    if sys.platform != "win32":
        return ""
    import ctypes
    import locale

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")


def write_unicode() -> None:
    """Let pipes and files take Chinese whatever the code page of the console."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "")
        if encoding != "utf8" and not os.environ.get("PYTHONIOENCODING") and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
