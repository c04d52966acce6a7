"""Files on disk: written whole or not at all, never over anybody else's; read only if plain and of a size.

Everything that writes a folder or a file of its own does so by `whole_folder` and `whole_file`; what a
person hands over is read by `read_bytes` and `read_json`, and by `limited` where its reader cannot be trusted.
"""

from liancun_sim.files.folder import changed_by_hand, check_folder, check_place, set_aside, whole_folder
from liancun_sim.files.kind import Kind
from liancun_sim.files.one_file import check_file, whole_file
from liancun_sim.files.reading import json_of, read_bytes, read_json
from liancun_sim.files.reasons import reason, writing

__all__ = ["Kind", "changed_by_hand", "check_file", "check_folder", "check_place", "json_of", "read_bytes", "read_json",
           "reason", "set_aside", "whole_file", "whole_folder", "writing"]  # fmt: skip
