"""How calls reach a server or the engine in process: retries, credentials, limits, errors."""
