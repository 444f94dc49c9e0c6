"""What servers made of mutants, and what `idsxml diff` says of the same pairs.

A server's own writing of a mutant is compared with that of the configuration it was made from: the same, the same but
for the order of siblings that have none, or another. Only this is kept, not the writing.
"""

import hashlib
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import canonical
import mutants

TABLE = mutants.FOLDER / "meanings.tsv"
EXCEPTIONS = mutants.FOLDER / "exceptions.tsv"
COLUMNS = ("server", "mutant", "means")
SAME, ORDER, OTHER = "the same", "another order", "another"


@dataclass(frozen=True)
class Meaning:
    """What the server made of the mutant that `identity` gives this name."""

    server: str
    mutant: str
    means: str


def identity(content):
    """The name of a mutant: the beginning of its hash, so that a mutant made anew is another one."""
    return hashlib.sha256(content).hexdigest()[:12]


def meaning(base, mutated):
    """What the server's own writing of a mutant (bytes) is to that of its base."""
    if base == mutated:
        return SAME
    return ORDER if canonical.write(canonical.parse(base)) == canonical.write(canonical.parse(mutated)) else OTHER


def read():
    """The recorded meanings, in their order."""
    return [Meaning(*cells) for cells in rows(TABLE)]


def write(meanings):
    lines = ["# Made by tools/servers/same --record; do not edit.", "\t".join(COLUMNS)]
    lines += ["\t".join((each.server, each.mutant, each.means)) for each in meanings]
    TABLE.write_text("\n".join(lines) + "\n")


def exceptions():
    """The reason by (server, mutant) for those of which diff rightly says something else than the server."""
    return {(server, mutant): reason for server, mutant, reason in rows(EXCEPTIONS)}


def rows(path):
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]


def agrees(means, is_silent):
    """Whether a diff that tells nothing, or something, is right about a mutant."""
    return means == ORDER or is_silent == (means == SAME)


class Differ:
    """`idsxml diff` of two configurations (bytes)."""

    def __init__(self, program):
        self.program = program

    def says(self, release, before, after):
        """The lines that tell of a difference; namespaces have none of their own."""
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder) / "before.xml", Path(folder) / "after.xml"]
            for file, content in zip(files, (before, after)):
                file.write_bytes(content)
            command = [self.program, "diff", "--exit-code", "--color", "never", "--release", release, *files]
            done = subprocess.run(command, capture_output=True, check=False, timeout=60)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"exit {done.returncode}: {done.stderr.decode(errors='replace')}")
        if done.returncode == 0:
            return []
        said = done.stdout.decode(errors="replace").splitlines()
        return [line for line in said if line.lstrip()[:2] in ("+ ", "- ", "~ ")] or said
