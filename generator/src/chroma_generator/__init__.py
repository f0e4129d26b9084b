"""Generates what the API description determines: clients, server models, and the sync twin of the Python client."""
