"""The documents of a part as one run of UTF-8 bytes, and the search in them.

arena       the bytes, where each document begins, and which records have none
scan        where a run of bytes occurs
simd        the same by a library, where that is installed
signatures  which stretches of the bytes can hold a run at all
literals    what a pattern says before it is tried: the text that every match of it must contain
patterns    in which documents a pattern matches
search      which documents contain a text or match a pattern
"""

from chroma_server.engine.documents.arena import GrowingArena, TextArena
from chroma_server.engine.documents.search import DocumentSearch

__all__ = ["DocumentSearch", "GrowingArena", "TextArena"]
