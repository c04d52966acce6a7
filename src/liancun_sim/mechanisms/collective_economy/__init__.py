"""The village's income account and its fund."""
