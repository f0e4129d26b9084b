"""One version for every package, and the packages built from it."""
