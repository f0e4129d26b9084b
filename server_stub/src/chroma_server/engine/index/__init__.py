"""Vector indexes: which rows may be among the nearest, without measuring them all.

vector_index  the index of a part: built, searched, kept
lists         a second tier: codes in lists, of which a search probes the nearest
calibration   how much effort the wanted recall takes, tried on the rows themselves
codes         RaBitQ codes
rows, rotation   vectors in the form they are coded in
builder       building in the background
backend       faiss, which may be missing
"""

from chroma_server.engine.index.backend import load_faiss, threads
from chroma_server.engine.index.builder import IndexSlot, builds_held, prepare_index, slot_of, wait_for_builds
from chroma_server.engine.index.calibration import MORE_EFFORT, reliable
from chroma_server.engine.index.rows import codable
from chroma_server.engine.index.vector_index import Candidates, VectorIndex, worth_codes

__all__ = [
    "MORE_EFFORT",
    "Candidates",
    "IndexSlot",
    "VectorIndex",
    "builds_held",
    "codable",
    "load_faiss",
    "prepare_index",
    "reliable",
    "slot_of",
    "threads",
    "wait_for_builds",
    "worth_codes",
]
