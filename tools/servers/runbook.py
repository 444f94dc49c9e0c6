"""Goes through a runbook of `idsxml plan` as a person does: the script that it prints, step by step."""

import os
import signal
import subprocess

PATIENCE = 1800  # seconds, for one step


class Failed(Exception):
    """A step did not do what it says, with what it has said."""


class Runbook:
    """`plan` is the runbook's JSON, which knows the order; `script` the file with the same as a script; `environment` has what a person sets.

    Ends at the end of a `with` block what its steps have started.
    """

    def __init__(self, plan, script, environment):
        self.plan, self.script, self.environment = plan, script, environment
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
        """The names of a section's steps that have commands, in their order; the others are for a person to do."""
        steps = next(each["steps"] for each in self.plan["sections"] if each["id"] == section)
        return [step["id"] for step in steps if any(commands["shell"] == "bash" for commands in step["commands"])]

    def unset(self):
        """Variables that somebody has to set and nobody has."""
        return [each["name"] for each in self.plan["variables"] if each["to_be_set"] and each["name"] not in self.environment]

    def run(self, step, typed="", **environment):
        """What a step and what verifies it have said; `typed` is what a person types when asked."""
        # A session of its own for every step, so that a server which it leaves behind can be ended when a later step fails.
        process = subprocess.Popen(
            ["bash", str(self.script), step], env=self.environment | environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True,
        )  # fmt: skip
        self.sessions.append(process.pid)
        try:
            said, _ = process.communicate(typed, PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failed(f"step {step} takes longer than {PATIENCE} seconds") from None
        if process.returncode != 0:
            raise Failed(f"step {step} ends with {process.returncode}:\n{said}")
        return said
