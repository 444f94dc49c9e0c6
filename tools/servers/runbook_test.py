"""What going through a runbook promises."""

import os
import tempfile
import unittest
from pathlib import Path

import runbook

PLAN = {
    "variables": [{"name": "NAME", "to_be_set": False}, {"name": "LEFT", "to_be_set": True}],
    "sections": [
        {"id": "prepare", "steps": [{"id": "rehearse", "commands": []}]},
        {"id": "stop", "steps": [{"id": "stop-server", "commands": [{"shell": "bash"}]}, {"id": "elsewhere", "commands": [{"shell": "bat"}]}]},
    ],
}
SCRIPT = """
case $1 in
greet) read -r name; echo "$GREETING, $name" ;;
fail) echo "no such file"; exit 3 ;;
leave) nohup sleep 300 >"$PIPE" 2>&1 & ;;
esac
"""


class Runbooks(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "runbook.sh").write_text(SCRIPT)

    def runbook(self, **environment):
        return runbook.Runbook(PLAN, self.folder / "runbook.sh", dict(os.environ) | environment)

    def test_steps_of_a_section_are_those_with_commands_for_bash(self):
        self.assertEqual(self.runbook().steps("stop"), ["stop-server"])
        self.assertEqual(self.runbook().steps("prepare"), [])

    def test_a_step_is_run_with_its_environment_and_with_what_a_person_types(self):
        self.assertEqual(self.runbook().run("greet", "Alice\n", GREETING="Good morning"), "Good morning, Alice\n")

    def test_a_step_that_fails_says_so_with_what_it_said(self):
        with self.assertRaisesRegex(runbook.Failed, "step fail ends with 3:\nno such file"):
            self.runbook().run("fail")

    def test_a_variable_that_nobody_set_is_told(self):
        self.assertEqual(self.runbook().unset(), ["LEFT"])
        self.assertEqual(self.runbook(LEFT="x").unset(), [])

    def test_what_a_step_leaves_behind_is_ended_with_the_run(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        with self.runbook(PIPE=str(pipe)) as run:
            run.run("leave")
        os.set_blocking(reader, True)
        self.assertEqual(os.read(reader, 1), b"")  # it returns when nobody is left who could write


if __name__ == "__main__":
    unittest.main()
