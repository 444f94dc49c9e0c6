"""Runs what `idsxml plan` prints, as it is printed: each step's commands in bash, and then what verifies it."""

import json
import os
import signal
import subprocess

PATIENCE = 1800  # seconds, for one step


class Failed(Exception):
    """A step did not do what it says, with what it has said."""


def bash_of(step):
    """The step's commands for bash; none where a person has to do it otherwise."""
    return "".join(commands["text"] for commands in step["commands"] if commands["shell"] == "bash")


class Runbook:
    """`plan` is the runbook as JSON; `environment` has the variables that a person would set. Ends at the end of a `with` block what it has started."""

    def __init__(self, plan, environment):
        self.plan = plan if isinstance(plan, dict) else json.loads(plan)
        self.environment = environment
        self.sessions = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for session in self.sessions:
            try:
                os.killpg(session, signal.SIGKILL)
            except ProcessLookupError:
                pass  # as it should be

    def steps(self, section):
        """The steps of a section, in their order."""
        return next(each["steps"] for each in self.plan["sections"] if each["id"] == section)

    def unset(self):
        """Variables that nobody has set."""
        return [each["name"] for each in self.plan["variables"] if each["to_be_set"] and each["name"] not in self.environment]

    def run(self, step, typed="", environment=None):
        """What the step's commands and then its check have said; `typed` is what a person types when asked."""
        return "".join(self._bash(step, text, typed, environment or {}) for text in (bash_of(step), step.get("check") or "") if text)

    def _bash(self, step, text, typed, environment):
        assignments = [each["bash"] for each in self.plan["variables"] if each["name"] in step["variables"]]
        script = "\n".join(["set -euo pipefail", *assignments, text])
        # A session of its own for every step, so that a server which it leaves behind can be ended when a later step fails.
        process = subprocess.Popen(
            ["bash", "-c", script], env=self.environment | environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", start_new_session=True,
        )  # fmt: skip
        self.sessions.append(process.pid)
        try:
            said, _ = process.communicate(typed, PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failed(f"step {step['id']} takes longer than {PATIENCE} seconds") from None
        if process.returncode != 0:
            raise Failed(f"step {step['id']} ends with {process.returncode}:\n{text}\n{said}")
        return said
