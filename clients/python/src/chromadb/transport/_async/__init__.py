"""The transports: one method per operation of the API, over HTTP or straight into the engine."""
