"""Scenarios beside a baseline, in pairs of worlds that share every draw."""
