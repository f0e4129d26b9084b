"""Metadata as typed columns: the values of one key together, for filters that look at all records at once.

column      the values of one key, as arrays that never change
growing     columns to which rows are added, from metadata
sections    columns as the arrays of a file
conditions  what a condition of a filter asks of a column
"""

from chroma_server.engine.columnar.column import Column
from chroma_server.engine.columnar.growing import GrowingColumns
from chroma_server.engine.columnar.sections import SavedColumns, save_columns

__all__ = ["Column", "GrowingColumns", "SavedColumns", "save_columns"]
