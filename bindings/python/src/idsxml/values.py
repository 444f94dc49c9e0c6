"""What results are made of. A repr may end in a log, so none has the text of a configuration in it."""

from __future__ import annotations

import dataclasses
import enum
from dataclasses import dataclass
from typing import Optional


class _Named(enum.IntEnum):
    """Numbers are those of the C interface; str() is the word that reports use."""

    def __str__(self) -> str:
        return self.name.lower()


class Severity(_Named):
    """Ordered: Severity.NOTE < Severity.WARNING < Severity.ERROR."""

    NOTE = 0
    WARNING = 1
    ERROR = 2


class Outcome(_Named):
    """What becomes of a finding."""

    DONE = 0  #: migrate: its edits are made
    FIXABLE = 1  #: lint: a migration would make them
    LEFT = 2  #: a person has to do it: the finding says what
    NOTHING = 3  #: nothing has to be done


class DifferenceKind(_Named):
    """In which way two configurations differ."""

    ADDED = 0
    REMOVED = 1
    CHANGED = 2
    REORDERED = 3
    SCHEMA = 4


@dataclass(frozen=True)
class Position:
    """A place in an input: `offset` in bytes from 0, `line` from 1, `column` from 1 in code points."""

    offset: int
    line: int
    column: int


@dataclass(frozen=True)
class Edit:
    """The bytes [begin, end) of the configuration become `replacement`, which is in its encoding."""

    begin: int
    end: int
    replacement: bytes = dataclasses.field(repr=False)


@dataclass(frozen=True)
class Finding:
    """One thing that a rule, or a check, has to say."""

    rule: str  #: KC1301
    severity: Severity
    outcome: Outcome
    title: str  #: of the rule
    message: str  #: what is wrong, was done, or is to be done here
    help: str  #: what a person may do; may be empty
    path: str  #: lint: the elements on the way to the place
    position: Position  #: of a start tag or an attribute
    length: int  #: of the place in bytes, at most to the end of the line
    line: str = dataclasses.field(repr=False)  #: secrets in it are stars
    inserted: bool  #: what the finding speaks of was inserted inside of what stands there
    suppressed: bool  #: lint: it does not count, because the file says so
    reason: str  #: of the suppression
    fingerprint: str  #: lint: what it is known by from run to run; empty in a migration
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Attribute:
    """An attribute of a resource that was added or removed."""

    name: str
    value: str = dataclasses.field(repr=False)


@dataclass(frozen=True)
class Difference:
    """One thing in which two configurations differ."""

    kind: DifferenceKind
    address: str  #: /subsystem=undertow/server=default-server
    attribute: str  #: of CHANGED; of REORDERED the type of the resources
    before: Optional[str] = dataclasses.field(repr=False)  #: secrets are stars, unless they were asked for
    after: Optional[str] = dataclasses.field(repr=False)
    position_before: Optional[Position]
    position_after: Optional[Position]
    default: Optional[str] = dataclasses.field(repr=False)  #: of CHANGED: what a server takes where nothing is written
    attributes: tuple[Attribute, ...]  #: of ADDED and REMOVED: those that are written


@dataclass(frozen=True)
class Collision:
    """What both sides did to one thing, and not the same."""

    mine: Difference
    theirs: Difference


@dataclass(frozen=True)
class Rule:
    """What a list of rules says of one."""

    id: str  #: KC1301
    severity: Severity
    product: str  #: keycloak
    release: str  #: the first release that it is for: 13.0.0
    before: str  #: the first that it is no longer for; empty where there is none
    boot: bool  #: the release refuses to boot without it
    safe: bool  #: nothing is lost by it, and nothing left to do
    title: str
