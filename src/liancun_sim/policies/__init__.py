"""Governance policies, one per file; a new file is found by itself (see ``docs/adding_a_policy.md``)."""
