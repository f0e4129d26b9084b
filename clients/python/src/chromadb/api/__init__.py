"""The API and its types, at their official paths."""
