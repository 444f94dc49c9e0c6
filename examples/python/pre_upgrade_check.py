#!/usr/bin/env python3
"""Before an upgrade: what a release would refuse of the configurations in a folder, what a migration fixes of that, and
what it leaves to a person.

usage: pre_upgrade_check.py FOLDER RELEASE; exits with 1 where something is left to a person
"""

import sys
from pathlib import Path

import idsxml
from idsxml import Outcome, Severity


def row(path: Path, release: str) -> tuple[str, str, int, int, int]:
    configuration = idsxml.Configuration.parse(path.read_bytes())
    findings = [finding for finding in idsxml.lint(configuration, release).findings if not finding.suppressed]
    left = [finding for finding in findings if finding.outcome == Outcome.LEFT and finding.severity > Severity.NOTE]
    refused = sum(finding.severity == Severity.ERROR for finding in findings)
    fixed = sum(finding.outcome == Outcome.FIXABLE for finding in findings)
    return path.name, ", ".join(configuration.releases) or "unknown", refused, fixed, len(left)


def main(folder: str, release: str) -> int:
    left = 0
    print(f"{'file':32} {'written by':24} {'refused':>8} {'fixable':>8} {'left':>5}")
    for path in sorted(Path(folder).glob("**/*.xml")):
        try:
            name, written_by, refused, fixed, to_do = row(path, release)
        except idsxml.Error as error:
            name, written_by, refused, fixed, to_do = path.name, error.code, 1, 0, 1
            print(error.in_file(str(path)), file=sys.stderr)
        print(f"{name:32} {written_by:24} {refused:8} {fixed:8} {to_do:5}")
        left += to_do
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
