"""Collections, at their official paths."""
