"""Runs the steps of testdata/scenario and prints the transcript; its README.md says how both look."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Callable, Optional

import idsxml
from idsxml import Difference, Edit, Finding, Position

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0"})


class Step:
    def __init__(self, line: str, testdata: Path) -> None:
        self.command, *words = line.split(" ")
        self.operands = [word for word in words if "=" not in word]
        self.options = dict(word.split("=", 1) for word in words if "=" in word)
        self.testdata = testdata

    def path(self, name: str) -> str:
        return f"{self.testdata}/{name}"

    def content(self, index: int) -> bytes:
        return idsxml.read_file(self.path(self.operands[index]))

    def parsed(self, index: int) -> idsxml.Configuration:
        return idsxml.Configuration.parse(self.content(index))

    def text(self, name: str) -> Optional[str]:
        return self.options.get(name)

    def list(self, name: str) -> list[str]:
        return self.options[name].split(",") if name in self.options else []

    def yes(self, name: str) -> bool:
        return self.options.get(name) == "yes"

    def rules(self) -> Optional[idsxml.Rules]:
        return idsxml.Rules(self.path(self.options["rules"])) if "rules" in self.options else None

    def json(self) -> Optional[bytes]:
        return idsxml.read_file(self.path(self.options["json"])) if "json" in self.options else None


def line(kind: str, *fields: object) -> str:
    return "\t".join([kind, *(field_of(field) for field in fields)])


def field_of(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return str(value).translate(ESCAPES)


def hash_of(data: bytes) -> str:
    value = 14695981039346656037
    for byte in data:
        value = ((value ^ byte) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def place(position: Optional[Position]) -> str:
    return f"{position.offset}:{position.line}:{position.column}" if position else "-"


def maybe(value: Optional[str]) -> str:
    return "-" if value is None else "=" + value


def bytes_line(data: bytes | str) -> str:
    content = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data
    return line("bytes", len(content), hash_of(content))


def edit_line(kind: str, edit: Edit) -> str:
    return line(kind, edit.begin, edit.end, len(edit.replacement), hash_of(edit.replacement))


def finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    for each in findings:
        yield line(
            "finding",
            each.rule,
            each.severity,
            each.outcome,
            place(each.position),
            each.length,
            each.inserted,
            each.suppressed,
            each.fingerprint,
            each.title,
            each.message,
            each.help,
            each.path,
            each.line,
            each.reason,
        )
        for edit in each.edits:
            yield edit_line("fix", edit)


def difference_line(kind: str, each: Difference) -> str:
    return line(
        kind,
        each.kind,
        each.address,
        each.attribute,
        maybe(each.before),
        maybe(each.after),
        maybe(each.default),
        place(each.position_before),
        place(each.position_after),
    )


def difference_lines(kind: str, differences: Iterable[Difference]) -> Iterator[str]:
    for each in differences:
        yield difference_line(kind, each)
        yield from (line("attribute", attribute.name, attribute.value) for attribute in each.attributes)


def releases(step: Step) -> Iterator[str]:
    return (line("release", release) for release in idsxml.releases())


def profiles(step: Step) -> Iterator[str]:
    return (line("profile", profile) for profile in idsxml.stock_profiles(step.operands[0]))


def rules(step: Step) -> Iterator[str]:
    for rule in step.rules() or idsxml.Rules():
        yield line(
            "rule", rule.id, rule.severity, rule.product, rule.release, rule.before, rule.boot, rule.safe, rule.title
        )


def explain(step: Step) -> Iterator[str]:
    yield bytes_line((step.rules() or idsxml.Rules()).explain(step.operands[0]))


def read(step: Step) -> Iterator[str]:
    yield bytes_line(step.content(0))


def parse(step: Step) -> Iterator[str]:
    made = step.parsed(0)
    yield line("configuration", made.kind, made.namespace, made.has_keycloak, made.is_ha)
    yield from (line("release", release) for release in made.releases)
    yield bytes_line(made.bytes)


def detect_report(step: Step) -> Iterator[str]:
    yield bytes_line(step.parsed(0).report(step.options["format"], name=step.operands[0]))


def migration(
    step: Step, configuration: idsxml.Configuration, rules: Optional[idsxml.Rules], json: Optional[bytes]
) -> idsxml.Migration:
    return idsxml.migrate(
        configuration,
        step.options.get("to", ""),
        rules=rules,
        minimal=step.yes("minimal"),
        only=step.list("only"),
        skip=step.list("skip"),
        keycloak_server_json=json,
    )


def migrated(step: Step) -> idsxml.Migration:
    content, json, rules = step.content(0), step.json(), step.rules()
    return migration(step, idsxml.Configuration.parse(content), rules, json)


def migrate(step: Step) -> Iterator[str]:
    made = migrated(step)
    yield line("left", made.left_to_do)
    yield from finding_lines(made.findings)
    yield from (edit_line("edit", edit) for edit in made.edits)
    yield bytes_line(made.bytes)


def migrate_report(step: Step) -> Iterator[str]:
    yield bytes_line(migrated(step).report(step.options["format"], name=step.operands[0]))


def threads(step: Step) -> Iterator[str]:
    configuration, rules, json = step.parsed(0), step.rules(), step.json()
    first = migration(step, configuration, rules, json)
    same = []

    def again() -> None:
        made = migration(step, configuration, rules, json)
        if made.bytes == first.bytes and len(made.findings) == len(first.findings):
            same.append(1)

    count = int(step.options["count"])
    running = [threading.Thread(target=again) for _ in range(count)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    yield line("threads", count, len(same))
    yield bytes_line(first.bytes)


def linted(step: Step, data: idsxml.Input) -> idsxml.Lint:
    severities = dict(item.split(":") for item in step.list("severities"))
    return idsxml.lint(
        data,
        step.options.get("to", ""),
        name=step.operands[0],
        rules=step.rules(),
        only=step.list("only"),
        skip=step.list("skip"),
        severities={rule: idsxml.Severity[severity.upper()] for rule, severity in severities.items()},
    )


def lint(step: Step) -> Iterator[str]:
    return finding_lines(linted(step, step.parsed(0)).findings)


def lint_file(step: Step) -> Iterator[str]:
    return finding_lines(linted(step, step.content(0)).findings)


def lint_report(step: Step) -> Iterator[str]:
    yield bytes_line(linted(step, step.content(0)).report(step.options["format"]))


def diff_lines(step: Step, made: idsxml.Diff, before: str, after: str) -> Iterator[str]:
    if "format" in step.options:
        yield bytes_line(made.report(step.options["format"], before=before, after=after))
        return
    yield line("same", made.means_the_same)
    yield from difference_lines("difference", made.differences)


def diff(step: Step) -> Iterator[str]:
    before, after = step.parsed(0), step.parsed(1)
    made = idsxml.diff(
        before, after, release=step.text("release"), resolve=step.yes("resolve"), show_secrets=step.yes("secrets")
    )
    return diff_lines(step, made, *step.operands)


def against(step: Step) -> Iterator[str]:
    release, name = step.operands
    made = idsxml.diff_against(
        step.parsed(1),
        release,
        profile=step.text("profile"),
        resolve=step.yes("resolve"),
        show_secrets=step.yes("secrets"),
    )
    return diff_lines(step, made, release, name)


def three_way(step: Step) -> Iterator[str]:
    made = idsxml.three_way(
        step.parsed(0),
        step.parsed(1),
        step.parsed(2),
        release=step.text("release"),
        resolve=step.yes("resolve"),
        show_secrets=step.yes("secrets"),
    )
    if "format" in step.options:
        yield bytes_line(made.report(step.options["format"], *step.operands))
        return
    for kind, differences in (("mine", made.mine), ("theirs", made.theirs), ("both", made.both)):
        yield from difference_lines(kind, differences)
    for collision in made.collisions:
        yield from difference_lines("collision-mine", [collision.mine])
        yield from difference_lines("collision-theirs", [collision.theirs])


def merge(step: Step) -> Iterator[str]:
    made = idsxml.merge(
        step.content(0),
        step.content(1),
        step.content(2),
        marker_size=int(step.options.get("marker-size", 0)),
        mine_label=step.text("mine"),
        base_label=step.text("base"),
        theirs_label=step.text("theirs"),
    )
    yield from (line("conflict", at) for at in made.conflicts)
    yield bytes_line(made.bytes)


def plan(step: Step) -> Iterator[str]:
    config = step.text("config")
    mine = ("to", "from", "config")
    others: Any = {name.replace("-", "_"): value for name, value in step.options.items() if name not in mine}
    yield bytes_line(
        idsxml.plan(
            step.options.get("to", ""),
            from_=step.text("from"),
            configuration=idsxml.read_file(step.path(config)) if config else None,
            configuration_name=Path(config).name if config else None,
            **others,
        )
    )


COMMANDS: dict[str, Callable[[Step], Iterator[str]]] = {
    "releases": releases,
    "profiles": profiles,
    "rules": rules,
    "explain": explain,
    "read": read,
    "parse": parse,
    "detect-report": detect_report,
    "migrate": migrate,
    "migrate-report": migrate_report,
    "threads": threads,
    "lint": lint,
    "lint-file": lint_file,
    "lint-report": lint_report,
    "diff": diff,
    "against": against,
    "three-way": three_way,
    "merge": merge,
    "plan": plan,
}


def error_line(error: idsxml.Error, testdata: Path) -> str:
    message, advice = (text.replace(f"{testdata}/", "") for text in (error.message, error.advice))
    return line("error", error.code, place(error.position), message, advice, error.line)


def lines_of(step: str, testdata: Path) -> list[str]:
    asked = Step(step, testdata)
    try:
        return [*COMMANDS[asked.command](asked)]
    except idsxml.Error as error:
        return [error_line(error, testdata)]


def transcript(testdata: Path) -> str:
    steps = (testdata / "scenario/scenario.txt").read_text(encoding="utf-8").splitlines()
    lines = []
    for step in steps:
        if step and not step.startswith("#"):
            lines += [f"> {step}", *lines_of(step, testdata)]
    return "".join(each + "\n" for each in lines)


if __name__ == "__main__":
    sys.stdout.buffer.write(transcript(Path(sys.argv[1])).encode())
