"""Attached functions: a collection whose records are derived from those of another, kept up to date.

A function is attached to an input collection and has an output collection of its own. Whatever is written to the input,
the function is run in the same transaction and its output written with it. So the two are never apart: a write that was
acknowledged is in the output, one that failed has left nothing in either, and no crash and no other process can come
between them. A function that fails fails the write. Functions are a part of the engine, take no parameters and look at
metadata alone.

attached        which functions are attached to what, in the catalog
changes         what a write did to each record, as functions see it
record_counter, statistics, registry        the functions
feed            running them with a write
attaching       attaching, detaching, and deriving the output anew
"""
