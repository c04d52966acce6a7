"""Puts the documentation into the wheel: built while the wheel is, from Markdown alone."""

import subprocess
import sys
import tempfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarriedSite(BuildHookInterface):
    def initialize(self, version, build_data):
        """Not for an installation that only points here: ``liancun docs`` builds the site where it is asked for."""
        if version == "editable":
            return
        self.made = tempfile.TemporaryDirectory()
        site = Path(self.made.name) / "site"
        subprocess.run([sys.executable, str(Path(self.root) / "site" / "build.py"), str(site)], check=True)
        build_data["force_include"][str(site)] = "liancun_sim/shipped/site"
