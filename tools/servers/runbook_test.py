"""What running a runbook promises."""

import os
import tempfile
import unittest
from pathlib import Path

import runbook


def step(bash, check="", **others):
    commands = [{"shell": "bat", "text": "exit 1"}, {"shell": "bash", "text": bash}]
    return {"id": "a-step", "commands": commands, "check": check, "variables": ["NAME"]} | others


def running(**environment):
    variables = [
        {"name": "NAME", "bash": "NAME='a name'", "to_be_set": False},
        {"name": "LEFT", "bash": 'LEFT="${LEFT:?what is left}"', "to_be_set": True},
    ]
    return runbook.Runbook({"variables": variables, "sections": []}, dict(os.environ) | environment)


class Runbooks(unittest.TestCase):
    def test_commands_of_bash_are_run_with_the_variables_of_the_step_and_then_the_check(self):
        self.assertEqual(running().run(step('echo "<$NAME>"', 'echo "checked $NAME"')), "<a name>\nchecked a name\n")

    def test_a_person_types_what_is_asked_for(self):
        self.assertEqual(running().run(step("read -r word; echo $word"), typed="secret\n"), "secret\n")

    def test_a_command_that_fails_fails_the_step_also_within_a_pipe(self):
        with self.assertRaisesRegex(runbook.Failed, "a-step"):
            running().run(step("false | cat\necho never"))

    def test_a_check_that_fails_fails_the_step(self):
        with self.assertRaises(runbook.Failed):
            running().run(step("true", "exit 1"))

    def test_a_variable_that_nobody_set_is_told(self):
        self.assertEqual(running().unset(), ["LEFT"])
        self.assertEqual(running(LEFT="x").unset(), [])

    def test_what_a_step_leaves_behind_is_ended_with_the_run(self):
        with tempfile.TemporaryDirectory() as folder:
            pipe = Path(folder) / "pipe"
            os.mkfifo(pipe)
            reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
            with running(PIPE=str(pipe)) as run:
                run.run(step('nohup sleep 300 >"$PIPE" 2>&1 &'))
            os.set_blocking(reader, True)
            self.assertEqual(os.read(reader, 1), b"")  # it returns when nobody is left who writes
            os.close(reader)


if __name__ == "__main__":
    unittest.main()
