"""Vector indexes: which rows may be among the nearest, without measuring them all.

vector_index  the index of a part: built, searched, kept
calibration   how much effort the wanted recall takes, tried on the rows themselves
codes         RaBitQ codes, flat and in lists
rows, rotation   vectors in the form they are coded in
builder       building in the background
backend       faiss, which may be missing
"""

from chroma_server.engine.index.builder import IndexSlot, wait_for_builds
from chroma_server.engine.index.vector_index import Candidates, VectorIndex, worth_codes

__all__ = ["Candidates", "IndexSlot", "VectorIndex", "wait_for_builds", "worth_codes"]
