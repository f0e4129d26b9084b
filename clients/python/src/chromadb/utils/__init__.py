"""Helpers, at their official paths."""
