"""Measuring what the model is held to."""
