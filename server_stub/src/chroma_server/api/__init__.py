"""The handlers, one module per resource (the tags of the description), one function per operation.

A handler takes values, calls the engine and returns what becomes the JSON of the answer. It knows no HTTP.
"""
