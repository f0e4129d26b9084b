"""Benchmarks of our package against the official one, a soak and a large load. See README.md."""
