"""Does lint say what the servers said?"""

import json
import re
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

import blame

# What lint calls the release that a server is.
TARGETS = {
    "keycloak-13": "keycloak:13",
    "keycloak-15.0.2": "keycloak:15",
    "keycloak-18.0.2": "keycloak:18",
    "wildfly-18.0.1": "wildfly:18",
    "wildfly-23.0.2": "wildfly:23",
    "wildfly-26.1.3": "wildfly:26.1",
    "wildfly-35.0.1": "wildfly:35",
}

OUTCOMES = ("boots", "false alarms", "refuses", "missed", "misnamed")
WRONG = {"false alarms", "missed", "misnamed"}


def lint(program, target, contents):
    """The errors that lint finds in each of the configurations (bytes), in their order, as its JSON has them."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.xml" for number in range(len(contents))]
        for file, content in zip(files, contents):
            file.write_bytes(content)
        command = [program, "lint", "--to", target, "--format", "json", *files]
        done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    if not done.stdout:
        raise RuntimeError(f"{target}: exit {done.returncode}: {done.stderr.decode(errors='replace')}")
    found = {file["path"]: errors_of(file) for file in json.loads(done.stdout)["files"]}
    return [found[str(file)] for file in files]


def errors_of(file):
    """The findings of severity error, with line and text beside the rest; that a file cannot be read at all is one."""
    problems = [file["error"]] if file["error"] else []
    problems += [finding for finding in file["findings"] if finding["severity"] == "error"]
    return [{**problem, **(problem["where"] or {})} for problem in problems]


def outcome(verdict, message, errors):
    """One of OUTCOMES: what lint's errors are to a server's verdict and message."""
    if verdict == "boots":
        return "false alarms" if errors else "boots"
    if not errors:
        return "missed"
    return "refuses" if any(names_the_same(message, error) for error in errors) else "misnamed"


def names_the_same(message, error):
    """Whether an error of lint is about the line, or names an element, module, namespace … that the message names."""
    line, named = blame.line(message), blame.names(message)
    if line is not None and line == error.get("line"):
        return True
    if not named and error.get("code"):  # both say that the text is no XML
        return True
    said = " ".join(str(error.get(key) or "") for key in ("message", "path", "text"))
    return any(re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", said) for name in named)


def told(error):
    """An error in one line."""
    return f"{error.get('line') or '-'}: {error.get('rule') or error.get('code')}: {error.get('message')}"


class Tally:
    """Outcomes counted by anything, and the share of those that are right."""

    def __init__(self):
        self.counts = {}

    def add(self, group, result):
        self.counts.setdefault(group, Counter())[result] += 1

    def agreement(self):
        total = sum(self.counts.values(), Counter())
        return 1 - sum(total[result] for result in WRONG) / max(1, total.total())

    def table(self):
        """Of those that boot: how many are there, how many have an error; of those refused: missed, misnamed."""
        width = max(map(len, [*self.counts, "all"]))
        lines = [f"{'':{width}}  boots  false alarms  refuses  missed  misnamed"]
        rows = [*self.counts.items(), ("all", sum(self.counts.values(), Counter()))]
        for group, count in rows:
            boots = count["boots"] + count["false alarms"]
            refuses = count["refuses"] + count["missed"] + count["misnamed"]
            lines.append(
                f"{group:{width}}  {boots:5}  {count['false alarms']:12}  {refuses:7}  {count['missed']:6}  {count['misnamed']:8}"
            )
        return "\n".join(lines)
