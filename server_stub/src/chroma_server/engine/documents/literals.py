"""What a pattern says before it is tried: the text that every match must contain, where that is plain to see.

Only runs of ordinary characters at the top level of the pattern count: not those in groups and classes, not the
character before a quantifier, and none at all where alternatives, a flag that changes what a character means, or an
escape of many forms are about. What is not understood yields nothing, which is always right.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SIMPLE_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_NOT_LITERAL = frozenset("dDsSwWAzBb")
_ESCAPE = re.compile(r"\\.", re.DOTALL)
_ASSERTING_ESCAPE = re.compile(r"\\[bBAz<>]")
_CARET_BEGINS_NO_CLASS = re.compile(r"(?<!\[)\^")
_CASE_OR_SPACE_FLAG = re.compile(r"\(\?[a-zA-Z-]*[ix]")


class Literals(NamedTuple):
    """runs   text that each match contains
    whole  the pattern is nothing but this one run"""

    runs: tuple[str, ...]
    whole: bool


NOTHING = Literals((), False)


def required_literals(pattern: str) -> Literals:
    """The runs that every match of ``pattern`` (a valid one of Rust's dialect) contains."""
    if _CASE_OR_SPACE_FLAG.search(pattern):
        return NOTHING
    try:
        return _Walk(pattern).literals()
    except (_NotUnderstood, IndexError):
        return NOTHING


def sees_no_borders(pattern: str) -> bool:
    """Whether ``pattern`` (a valid one of Rust's dialect) matches in every text that contains a text it matches in.

    So do all patterns without an assertion, as there is no other way to look at what stands around a match. False is
    always right: it is also the answer when what looks like an assertion stands in a class or in a comment.
    """
    if _ASSERTING_ESCAPE.search(pattern):
        return False
    plain = _ESCAPE.sub("x", pattern)
    return "$" not in plain and not _CARET_BEGINS_NO_CLASS.search(plain)


class _NotUnderstood(Exception):
    """The pattern has something in it about which nothing is concluded."""


class _Walk:
    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._runs: list[str] = []
        self._run = ""
        self._whole = bool(pattern)

    def literals(self) -> Literals:
        pattern = self._pattern
        while self._at < len(pattern):
            character = pattern[self._at]
            if character == "|":
                raise _NotUnderstood
            if character == "(":
                self._at = self._end_of_group(self._at)
                self._break()
            elif character == "[":
                self._at = self._end_of_class(self._at)
                self._break()
            elif character in "*+?{":
                self._quantifier()
            elif character in ".^$":
                self._at += 1
                self._break()
            elif character == "\\":
                self._escape()
            else:
                self._run += character
                self._at += 1
        whole = self._whole
        self._break()
        return Literals(tuple(self._runs), whole)

    def _break(self) -> None:
        if self._run:
            self._runs.append(self._run)
        self._run = ""
        self._whole = False

    def _escape(self) -> None:
        character = self._pattern[self._at + 1]
        self._at += 2
        if character in _SIMPLE_ESCAPES:
            self._run += _SIMPLE_ESCAPES[character]
        elif character in _NOT_LITERAL:
            self._break()
        elif character.isascii() and not character.isalnum() and character not in "<>":
            self._run += character
        else:
            raise _NotUnderstood

    def _quantifier(self) -> None:
        """What stands before may be missing, or come more than once: it is part of no run."""
        pattern = self._pattern
        while self._at < len(pattern) and pattern[self._at] in "*+?{":
            self._at = pattern.index("}", self._at) + 1 if pattern[self._at] == "{" else self._at + 1
        self._run = self._run[:-1]
        self._break()

    def _end_of_group(self, at: int) -> int:
        depth, pattern = 0, self._pattern
        while True:
            character = pattern[at]
            if character == "\\":
                at += 1
            elif character == "[":
                at = self._end_of_class(at) - 1
            elif character == "(":
                depth += 1
            elif character == ")":
                depth -= 1
                if not depth:
                    return at + 1
            at += 1

    def _end_of_class(self, at: int) -> int:
        pattern = self._pattern
        at += 1
        if pattern[at] == "^":
            at += 1
        if pattern[at] == "]":
            at += 1
        while pattern[at] != "]":
            if pattern[at] == "[":
                # A class in a class, also [:alpha:].
                raise _NotUnderstood
            at += 2 if pattern[at] == "\\" else 1
        return at + 1
