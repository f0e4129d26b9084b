"""Calls written down as JSON, so that two packages in two processes can be asked the same.

A program is an object with one of these keys; anything else is a value that stands for itself.

    {"make": "Knn", "with": {...}}        call a class or function with named arguments
    {"call": "max", "on": P, "args": []}  call a method
    {"do": "+", "of": [P, P]}             an operator
    {"of": "K", "get": "DOCUMENT"}        an attribute of a class
    {"name": "Rank"}                      a class itself
    {"array": [...], "dtype": "float32"}  a numpy array
    {"set": [...]}, {"tuple": [...]}, {"list": [...]}   collections of programs
    {"value": ...}                        a JSON value, whatever is in it
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

_OPERATORS: dict[str, Callable[..., Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "&": operator.and_,
    "|": operator.or_,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "negative": operator.neg,
    "absolute": operator.abs,
}


def run(program: Any, names: Any) -> Any:
    """What the program gives with the names of one of the packages."""
    if not isinstance(program, Mapping):
        return program
    match program:
        case {"value": value}:
            return value
        case {"make": name, "with": arguments}:
            return getattr(names, name)(**{key: run(argument, names) for key, argument in arguments.items()})
        case {"call": method, "on": target, "args": arguments}:
            return getattr(run(target, names), method)(*[run(argument, names) for argument in arguments])
        case {"do": name, "of": operands}:
            return _OPERATORS[name](*[run(operand, names) for operand in operands])
        case {"of": name, "get": attribute}:
            return getattr(getattr(names, name), attribute)
        case {"name": name}:
            return getattr(names, name)
        case {"array": values, "dtype": dtype}:
            return np.array(values, dtype=dtype)
        case {"set": items}:
            return {run(item, names) for item in items}
        case {"tuple": items}:
            return tuple(run(item, names) for item in items)
        case {"list": items}:
            return [run(item, names) for item in items]
    raise KeyError(f"no program: {program!r}")
