"""What a rank expression gives: scores of candidates, their order, and which of a group are kept.

expression  scores of all candidates at once, in float32
order       scores in a total order, ties by insertion
grouping    the first k of each group
values      metadata values of all kinds in one order
"""

from chroma_server.engine.ranking.expression import Neighbours, evaluate
from chroma_server.engine.ranking.grouping import first_of_groups
from chroma_server.engine.ranking.order import best_first, order_keys
from chroma_server.engine.ranking.values import value_codes

__all__ = ["Neighbours", "best_first", "evaluate", "first_of_groups", "order_keys", "value_codes"]
