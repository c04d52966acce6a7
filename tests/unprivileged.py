"""Commands run as somebody who may not write everywhere, where the system has a way to do so."""

import os
import shutil
import subprocess
import sys

import pytest

NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
POWERLESS = ("setpriv", "--inh-caps=-all", "--bounding-set=-all")
"""Root that may no more than a user may: what is read-only is so for it too."""


def unprivileged() -> list[str]:
    """What to put before a command; a test that needs it is skipped where there is no way."""
    if os.name != "posix":
        pytest.skip("rights are those of POSIX here")
    if os.geteuid():
        return []
    for before in (NOBODY, POWERLESS) if shutil.which("setpriv") else ():
        if not subprocess.run([*before, sys.executable, "-c", ""], capture_output=True).returncode:
            return list(before)
    return pytest.skip("root, and no setpriv")
