"""Drivers: each performs operations by their ids through one client, and reports what came of it."""
