"""Contract vectors: load them, run them through a driver, compare. Pure but for reading the files."""
