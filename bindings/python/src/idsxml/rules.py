"""The rules by which a configuration is migrated and linted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Optional

from ._native import NULL, AnyPath, Native, all_of, c_path, c_string, call, lib, made_string, string_of
from .values import Rule, Severity


class Rules:
    """The rules of the library and, with a directory, those of every *.xml in it. Raises Error: RUL…, IO…"""

    def __init__(self, directory: Optional[AnyPath] = None) -> None:
        self._handle = call(lib.idsxml_rules_load, lib.idsxml_rules_free, c_path(directory))

    @cached_property
    def list(self) -> tuple[Rule, ...]:
        """In the order in which they run."""
        rules = all_of("idsxml_rule", len(self), lambda at, rule: lib.idsxml_rules_rule(self._handle, at, rule))
        return tuple(
            Rule(
                id=string_of(rule.id),
                severity=Severity(rule.severity),
                product=string_of(rule.product),
                release=string_of(rule.release),
                before=string_of(rule.before),
                boot=bool(rule.boot),
                safe=bool(rule.safe),
                title=string_of(rule.title),
            )
            for rule in rules
        )

    def explain(self, id: str) -> str:
        """The page of a rule, in Markdown. Raises Error: RUL004."""
        return made_string(lib.idsxml_rules_explain, self._handle, c_string(id))

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.list)

    def __len__(self) -> int:
        return int(lib.idsxml_rules_count(self._handle))

    def __repr__(self) -> str:
        return f"<idsxml.Rules: {len(self)}>"


def rules_of(rules: Optional[Rules]) -> Native:
    return NULL if rules is None else rules._handle
