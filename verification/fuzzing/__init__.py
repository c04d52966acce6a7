"""Spoilt files for every reader: none may end in anything but an answer or a message, within its limits.

``python -m fuzzing READER... --cases N --first SEED`` from ``verification/``; a case is its reader and its seed,
and comes out the same anywhere.
"""
