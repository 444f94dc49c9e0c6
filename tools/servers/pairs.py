"""Pairs of configurations, an old one and a new one that a server reads: what `idsxml diff --format cli` is judged on."""

from dataclasses import dataclass
from pathlib import Path

import edits
import mutants

TESTDATA = Path(__file__).resolve().parents[2] / "testdata"

# Servers and the releases they are to the program.
RELEASES = {
    "keycloak-12": "keycloak:12.0.4",
    "keycloak-15.0.2": "keycloak:15.0.2",
    "wildfly-18.0.1": "wildfly:18.0.1",
    "wildfly-23.0.2": "wildfly:23.0.2",
    "wildfly-26.1.3": "wildfly:26.1.3",
    "wildfly-35.0.1": "wildfly:35.0.1",
}

# What Keycloak 10 and 12 shipped, and the migrated 12 to what 15 ships.
KEYCLOAK = [
    ("keycloak-12", "servers/10.0.1/{kind}/input.xml", "servers/12.0.4/{kind}/input.xml"),
    ("keycloak-12", "servers/12.0.4/{kind}/input.xml", "servers/10.0.1/{kind}/input.xml"),
    ("keycloak-15.0.2", "servers/10.0.1/{kind}/input.xml", "servers/12.0.4/{kind}/input.xml"),
    ("keycloak-15.0.2", "servers/12.0.4/{kind}/input.xml", "servers/12.0.4/{kind}/migrated-15.xml"),
    ("keycloak-15.0.2", "servers/12.0.4/{kind}/migrated-15.xml", "mutants/keycloak-15.0.2/{kind}.xml"),
    ("keycloak-15.0.2", "servers/12.0.4/{kind}/input.xml", "mutants/keycloak-15.0.2/{kind}.xml"),
    ("keycloak-15.0.2", "servers/10.0.1/{kind}/input.xml", "mutants/keycloak-15.0.2/{kind}.xml"),
    ("keycloak-15.0.2", "mutants/keycloak-15.0.2/{kind}.xml", "servers/10.0.1/{kind}/migrated-15.xml"),
]
WILDFLY = ("standalone", "standalone-full", "standalone-ha", "standalone-full-ha")


@dataclass(frozen=True)
class Pair:
    name: str
    server: str
    old: bytes
    new: bytes


def all_pairs():
    return [*stock(), *edited(), *mutated()]


def stock():
    """Shipped configurations with each other."""
    for kind in ("standalone", "standalone-ha"):
        for server, old, new in KEYCLOAK:
            yield of_files(server, old.format(kind=kind), new.format(kind=kind))
    for server in ("wildfly-18.0.1", "wildfly-23.0.2", "wildfly-26.1.3", "wildfly-35.0.1"):
        for old in WILDFLY:
            for new in WILDFLY:
                if old != new:
                    yield of_files(server, f"mutants/{server}/{old}.xml", f"mutants/{server}/{new}.xml")


def of_files(server, old, new):
    return Pair(f"{old} to {new}", server, (TESTDATA / old).read_bytes(), (TESTDATA / new).read_bytes())


def edited():
    """What administrators do, and its undoing."""
    for edit in edits.EDITS:
        old = (TESTDATA / "mutants" / edit.base).read_bytes()
        new = edit.apply(old)
        server = edit.base.partition("/")[0]
        yield Pair(f"edit {edit.name}", server, old, new)
        yield Pair(f"edit undone {edit.name}", server, new, old)


def mutated():
    """Mutants that boot."""
    for number, mutant in enumerate(mutants.read_table(mutants.TABLE)):
        if mutant.verdict != "boots" or mutant.server not in RELEASES:
            continue
        old = (mutants.FOLDER / mutant.server / mutant.file).read_bytes()
        name = f"mutant {mutant.server}/{mutant.file} {mutant.kind} at {mutant.offset}"
        yield Pair(name, mutant.server, old, mutant.apply(old))
        yield Pair(f"{name}, undone", mutant.server, mutant.apply(old), old)
