"""Collection configurations: what can be set when a collection is created or changed, and its JSON."""
