"""What a search is built from."""

from __future__ import annotations

from chromadb.execution.expression.group import Aggregate, GroupBy, MaxK, MinK
from chromadb.execution.expression.key import K, Key
from chromadb.execution.expression.page import Limit, Select
from chromadb.execution.expression.plan import Search
from chromadb.execution.expression.rank import (
    Abs,
    Div,
    Exp,
    Knn,
    Log,
    Max,
    Min,
    Mul,
    Rank,
    Rrf,
    Sub,
    Sum,
    Val,
)
from chromadb.execution.expression.where import (
    And,
    Contains,
    Eq,
    Gt,
    Gte,
    In,
    Lt,
    Lte,
    Ne,
    Nin,
    NotContains,
    NotRegex,
    Or,
    Regex,
    Where,
)

SearchWhere = Where
"""``Where`` under a name that does not clash with the filter type of ``chromadb.api.types``."""

__all__ = [
    "Abs",
    "Aggregate",
    "And",
    "Contains",
    "Div",
    "Eq",
    "Exp",
    "GroupBy",
    "Gt",
    "Gte",
    "In",
    "K",
    "Key",
    "Knn",
    "Limit",
    "Log",
    "Lt",
    "Lte",
    "Max",
    "MaxK",
    "Min",
    "MinK",
    "Mul",
    "Ne",
    "Nin",
    "NotContains",
    "NotRegex",
    "Or",
    "Rank",
    "Regex",
    "Rrf",
    "Search",
    "SearchWhere",
    "Select",
    "Sub",
    "Sum",
    "Val",
    "Where",
]
