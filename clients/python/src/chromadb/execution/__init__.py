"""The Search builders, at their official path."""
