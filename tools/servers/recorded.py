"""The operations that idsxml prints for pairs of configurations, and those that servers have found right."""

import re
import subprocess
import tempfile
from pathlib import Path

import pairs

FOLDER = Path(__file__).resolve().parents[2] / "testdata" / "operations"
TITLE = re.compile(r"^==== (.*)\n", re.MULTILINE)


def operations(program, pair):
    """What the program prints."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "old.xml").write_bytes(pair.old)
        Path(folder, "new.xml").write_bytes(pair.new)
        command = [program, "diff", "--format", "cli", "--show-secrets", "--release", pairs.RELEASES[pair.server]]
        done = subprocess.run([*command, "old.xml", "new.xml"], cwd=folder, capture_output=True, check=False, timeout=60)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{pair.name}: exit {done.returncode}: {done.stderr.decode(errors='replace')}")
        return done.stdout.decode()


def write(server, right):
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{server}.txt").write_text("".join(f"==== {name}\n{script}" for name, script in sorted(right.items())))


def write_unequal(servers, rows):
    """Replaces what was recorded of these servers by (server, pair, difference)."""
    path = FOLDER / "unequal.tsv"
    known = path.read_text().splitlines()[1:] if path.exists() else []
    lines = [line for line in known if line.partition("\t")[0] not in servers]
    lines += ["\t".join((server, name, first_line(objection))) for server, name, objection in rows]
    path.write_text("\n".join(["server\tpair\tfirst difference", *sorted(lines)]) + "\n")


def first_line(text):
    return " ".join(text.split())[:300]


def read(server):
    """The recorded operations of each pair."""
    parts = TITLE.split((FOLDER / f"{server}.txt").read_text())
    return dict(zip(parts[1::2], parts[2::2]))
