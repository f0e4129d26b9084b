"""A store whose process is killed, again and again, against a model of what it acknowledged."""
