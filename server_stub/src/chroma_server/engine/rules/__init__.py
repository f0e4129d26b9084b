"""The engine's rules: what a value must look like, and what follows from it.

Every function here is pure: it looks at its arguments and returns a value or raises an error of ``engine.errors``.
Nothing here opens a file, reads a clock or knows HTTP, so the same rules hold for the server, for local mode and for
property tests.

names           tenant, database and collection names
metadata        metadata of records and collections: keys, value kinds, merging
vectors         embeddings (numbers, arrays, base64) and sparse vectors
batches         ids, texts and list lengths of one write; what a delete needs
where           where and where_document: JSON to a typed tree, and whether the indexes allow it
regex           document patterns: Rust's dialect, linear time
schema          parsing, defaults, merging and growth of a collection's schema
configuration   the index configuration, and how it and the schema become one
index_settings  the settings of one vector index, which both of them name
search          what a search may ask for
includes, paging    include sets, limits, offsets, read levels
crn             names of collections across tenants
quotas          the published limits of a profile
shapes          what kind of Python value is at hand
"""
