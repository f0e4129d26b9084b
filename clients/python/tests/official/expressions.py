"""Strategies for programs that build searches: every class, operator and method of expressions, and their JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Programs = SearchStrategy[Any]

NAMES = st.sampled_from(["a", "year", "#document", "#id", "#score", "#embedding", "#metadata", "ünïcode", ""])
INTEGERS = st.integers(-(2**70), 2**70)
FLOATS = st.floats()
SCALARS = st.one_of(st.text(max_size=5), INTEGERS, FLOATS, st.booleans())
JSON = st.recursive(
    st.none() | SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


def make(name: str, **arguments: Any) -> Programs:
    """Calls of a class; an argument that is a strategy for None is left out half of the time."""
    required = {key: value for key, value in arguments.items() if not key.endswith("_")}
    optional = {key[:-1]: value for key, value in arguments.items() if key.endswith("_")}
    given = st.fixed_dictionaries(required, optional=optional)
    return given.map(lambda values: {"make": name, "with": values})


def values(strategy: SearchStrategy[Any]) -> Programs:
    return strategy.map(lambda value: {"value": value})


def lists(strategy: Programs, **sizes: int) -> Programs:
    return st.lists(strategy, **sizes).map(lambda items: {"list": items})


def do(name: str, *operands: Programs) -> Programs:
    return st.tuples(*operands).map(lambda given: {"do": name, "of": list(given)})


KEYS = st.one_of(
    NAMES,
    NAMES.map(lambda name: {"make": "K", "with": {"name": name}}),
    st.sampled_from(["ID", "DOCUMENT", "EMBEDDING", "METADATA", "SCORE"]).map(lambda name: {"of": "K", "get": name}),
)
KEY_OBJECTS = NAMES.map(lambda name: {"make": "K", "with": {"name": name}})

# conditions


def _method(name: str, target: Programs, *arguments: Programs) -> Programs:
    return st.tuples(target, *arguments).map(lambda given: {"call": name, "on": given[0], "args": list(given[1:])})


CONDITIONS = st.one_of(
    *(do(name, KEY_OBJECTS, values(JSON)) for name in ("==", "!=", ">", ">=", "<", "<=")),
    *(_method(name, KEY_OBJECTS, values(st.lists(SCALARS, max_size=3))) for name in ("is_in", "not_in")),
    *(_method(name, KEY_OBJECTS, values(SCALARS)) for name in ("contains", "not_contains")),
    *(_method(name, KEY_OBJECTS, values(st.text(max_size=4))) for name in ("regex", "not_regex")),
    *(make(name, key=NAMES, value=values(SCALARS)) for name in ("Eq", "Ne", "Gt", "Gte", "Lt", "Lte")),
    *(make(name, key=NAMES, values=values(st.lists(SCALARS, max_size=3))) for name in ("In", "Nin")),
    *(make(name, key=NAMES, value=values(SCALARS)) for name in ("Contains", "NotContains")),
    *(make(name, key=NAMES, pattern=values(st.text(max_size=4))) for name in ("Regex", "NotRegex")),
)
WHERES = st.recursive(
    CONDITIONS,
    lambda inner: st.one_of(
        do("&", inner, inner),
        do("|", inner, inner),
        make("And", conditions=lists(inner, max_size=3)),
        make("Or", conditions=lists(inner, max_size=3)),
    ),
    max_leaves=6,
)

# ranks

NUMBERS = st.one_of(st.integers(-5, 5), st.floats(), st.booleans())
VECTORS = st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=1, max_size=3)
SPARSE = st.lists(
    st.tuples(st.integers(0, 2**32), st.floats(allow_nan=False, allow_infinity=False)),
    max_size=4,
    unique_by=lambda p: p[0],
).map(lambda pairs: [list(column) for column in zip(*sorted(pairs), strict=True)] or [[], []])
QUERIES = st.one_of(
    st.text(max_size=4),
    values(VECTORS),
    VECTORS.flatmap(lambda v: st.sampled_from(["float32", "float64"]).map(lambda kind: {"array": v, "dtype": kind})),
    st.lists(st.integers(-9, 9), min_size=1, max_size=3).map(lambda v: {"array": v, "dtype": "int32"}),
    SPARSE.map(lambda s: {"make": "SparseVector", "with": {"indices": {"value": s[0]}, "values": {"value": s[1]}}}),
)
KNNS = make(
    "Knn",
    query=QUERIES,
    key_=KEYS,
    limit_=st.integers(-2, 300),
    default_=st.none() | NUMBERS,
    return_rank_=st.booleans(),
)
VALS = make("Val", value=NUMBERS)


def _rank_parts(inner: Programs) -> Programs:
    many = lists(inner, max_size=3)
    operand = inner | NUMBERS
    rrf = make(
        "Rrf",
        ranks=lists(inner, max_size=3),
        k_=st.integers(-1, 100),
        weights_=values(st.lists(st.floats(-1, 10), max_size=3) | st.none()),
        normalize_=st.booleans(),
    )
    return st.one_of(
        *(do(name, inner, operand) for name in "+-*/"),
        *(do(name, operand, inner) for name in "+-*/"),
        do("negative", inner),
        do("absolute", inner),
        *(_method(name, inner) for name in ("abs", "exp", "log")),
        *(_method(name, inner, operand) for name in ("max", "min")),
        *(make(name, ranks=many) for name in ("Sum", "Mul", "Max", "Min")),
        *(make(name, left=inner, right=inner) for name in ("Sub", "Div")),
        *(make(name, rank=inner) for name in ("Abs", "Exp", "Log")),
        rrf,
    )


RANKS = st.recursive(KNNS | VALS, _rank_parts, max_leaves=8)

# the rest of a search

KEY_LISTS = KEYS | lists(KEYS, max_size=3)
AGGREGATES = st.one_of(*(make(name, keys=KEY_LISTS, k=st.integers(-1, 9)) for name in ("MinK", "MaxK")))
GROUPS = make("GroupBy", keys_=KEY_LISTS, aggregate_=AGGREGATES | st.none())
LIMITS = make("Limit", offset_=st.integers(-1, 99), limit_=st.none() | st.integers(-1, 99))
SELECTS = make("Select", keys=st.lists(KEYS, max_size=4).map(lambda items: {"set": items}))

WHERE_JSON = st.recursive(
    st.one_of(
        st.dictionaries(NAMES, SCALARS | st.none(), max_size=2),
        st.dictionaries(
            NAMES,
            st.dictionaries(
                st.sampled_from(
                    ["$eq", "$ne", "$gt", "$lte", "$in", "$nin", "$contains", "$not_contains", "$regex", "$x"]
                ),
                JSON,
                max_size=2,
            ),
            max_size=2,
        ),
        JSON,
    ),
    lambda inner: st.sampled_from(["$and", "$or"]).flatmap(
        lambda name: st.lists(inner, max_size=3).map(lambda parts: {name: parts}) | JSON.map(lambda part: {name: part})
    ),
    max_leaves=6,
)
SPARSE_JSON = SPARSE.map(lambda s: {"#type": "sparse_vector", "indices": s[0], "values": s[1]})
# In a list that is no vector, the official package reads null as not-a-number, and what it says of objects is numpy's.
QUERY_JSON = JSON.filter(
    lambda query: not isinstance(query, list) or all(isinstance(item, (str, int, float)) for item in query)
)
KNN_JSON = st.fixed_dictionaries(
    {},
    optional={
        "query": VECTORS | SPARSE_JSON | QUERY_JSON,
        "key": NAMES | JSON,
        "limit": st.integers(-1, 99) | JSON,
        "default": st.floats(allow_nan=False) | st.none(),
        "return_rank": st.booleans() | JSON,
    },
)
RANK_JSON = st.recursive(
    st.one_of(
        KNN_JSON.map(lambda knn: {"$knn": knn}),
        (NUMBERS | JSON).map(lambda value: {"$val": value}),
        JSON,
        JSON.map(lambda value: {"$rrf": value}),
    ),
    lambda inner: st.one_of(
        st.sampled_from(["$sum", "$mul", "$max", "$min"]).flatmap(
            lambda name: st.lists(inner, max_size=3).map(lambda parts: {name: parts})
        ),
        st.sampled_from(["$sub", "$div"]).flatmap(
            lambda name: st.fixed_dictionaries({}, optional={"left": inner, "right": inner}).map(lambda p: {name: p})
        ),
        st.sampled_from(["$abs", "$exp", "$log", "$sum", "$sub"]).flatmap(
            lambda name: inner.map(lambda part: {name: part})
        ),
    ),
    max_leaves=6,
)
KEYS_JSON = st.lists(NAMES, max_size=3) | JSON
AGGREGATE_JSON = st.dictionaries(
    st.sampled_from(["$min_k", "$max_k", "$avg"]),
    st.fixed_dictionaries({}, optional={"keys": KEYS_JSON, "k": st.integers(-1, 9) | JSON}) | JSON,
    max_size=2,
)
GROUP_JSON = st.fixed_dictionaries({}, optional={"keys": KEYS_JSON, "aggregate": AGGREGATE_JSON | JSON})
LIMIT_JSON = st.fixed_dictionaries(
    {}, optional={"offset": st.integers(-1, 9) | JSON, "limit": st.integers(-1, 9) | JSON, "more": JSON}
)
SELECT_JSON = st.fixed_dictionaries({}, optional={"keys": KEYS_JSON, "more": JSON})

FROM_JSON: dict[str, SearchStrategy[Any]] = {
    "Where": WHERE_JSON,
    "Rank": RANK_JSON,
    "GroupBy": GROUP_JSON | JSON,
    "Aggregate": AGGREGATE_JSON | JSON,
    "Limit": LIMIT_JSON | JSON,
    "Select": SELECT_JSON | JSON,
    "SparseVector": SPARSE_JSON | st.dictionaries(st.sampled_from(["#type", "indices", "values", "tokens"]), JSON),
}

SEARCHES = make(
    "Search",
    where_=WHERES | values(WHERE_JSON),
    rank_=RANKS | values(RANK_JSON),
    group_by_=GROUPS | values(GROUP_JSON | JSON),
    limit_=LIMITS | values(LIMIT_JSON | JSON),
    select_=SELECTS | values(SELECT_JSON | JSON) | st.lists(NAMES, max_size=3).map(lambda names: {"set": names}),
)


def _chained(searches: Programs) -> Programs:
    steps: list[Callable[[Programs], Programs]] = [
        lambda s: _method("where", s, WHERES | values(WHERE_JSON)),
        lambda s: _method("rank", s, RANKS | values(RANK_JSON)),
        lambda s: _method("group_by", s, GROUPS | values(GROUP_JSON)),
        lambda s: _method("limit", s, st.integers(-1, 9)),
        lambda s: _method("limit", s, st.integers(-1, 9), st.integers(-1, 9)),
        lambda s: _method("select", s, KEYS, KEYS),
        lambda s: _method("select_all", s),
    ]
    return st.one_of(*(step(searches) for step in steps))


CHAINS = st.recursive(SEARCHES, _chained, max_leaves=1)
