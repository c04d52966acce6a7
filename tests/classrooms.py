"""What tests of a class share: its address, and what every world comes to."""

NAME = "127.0.0.1:8000"
ADDRESS = f"http://{NAME}"
MONTHS = 4
ONE = {
    "proposals": 10.0, "formed": 3.0, "converted_assessed": 0.6, "converted_true": 0.7, "paper_only_units": 0.5,
    "linked_score": 0.9, "linked_effort": 0.2, "income_mean": 5000.0, "income_quintile_1": 2000.0, "unions_formed": 2.0,
    "dissolved_unions": 1.0, "private_consent": 0.55, "stated_consent": 0.75, "public_yuan": 0.0,
}  # fmt: skip
"""What every world comes to here, unless a test says otherwise."""
