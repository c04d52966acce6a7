"""Visits, meetings, forms and broadcasts, and whom they move."""
