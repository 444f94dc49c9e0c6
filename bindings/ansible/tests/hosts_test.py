"""The collection over a hundred hosts, which are folders of this machine. bindings/ansible/check sets it up."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CHECKOUT = Path(__file__).parents[3]
INPUTS = sorted((CHECKOUT / "testdata/servers").glob("*/*/input.xml"))
PROGRAM = os.environ["IDSXML_PROGRAM"]
HOSTS = 100
TASK = {"path": "{{ file }}", "to": "keycloak:15"}


class Fleet(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, number):
        return self.folder / f"host{number}" / "standalone.xml"

    def hosts(self, count):
        hosts = {}
        for number in range(count):
            self.file(number).parent.mkdir()
            self.file(number).write_bytes(self.input(number).read_bytes())
            hosts[f"host{number}"] = {"file": str(self.file(number))}
        variables = {"ansible_connection": "local", "ansible_python_interpreter": os.environ["IDSXML_PYTHON"]}
        inventory = {"all": {"hosts": hosts, "vars": variables}}
        (self.folder / "inventory.json").write_text(json.dumps(inventory))

    def input(self, number):
        return INPUTS[number % len(INPUTS)]

    def migrated(self, number):
        return self.input(number).with_name("migrated-15.xml").read_bytes()

    def run_task(self, *arguments, environment=None, **options):
        """What Ansible says of each host."""
        task = {"name": "idsxml", "idsxml.idsxml.idsxml": {**TASK, **options}}
        play = [{"name": "All", "hosts": "all", "gather_facts": False, "tasks": [task]}]
        (self.folder / "play.json").write_text(json.dumps(play))
        settings = {
            "ANSIBLE_STDOUT_CALLBACK": "results",
            "ANSIBLE_CALLBACK_PLUGINS": str(Path(__file__).parent / "callbacks"),
            "ANSIBLE_FORKS": "4",
            "ANSIBLE_PIPELINING": "true",
            "ANSIBLE_LOCAL_TEMP": str(self.folder / "tmp"),
        }
        done = subprocess.run(
            ["ansible-playbook", "-i", "inventory.json", "play.json", *arguments],
            cwd=self.folder,
            env={**os.environ, **settings, **(environment or {})},
            capture_output=True,
            text=True,
            check=False,
        )
        results = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        self.assertTrue(results, done.stderr + done.stdout)
        return {result.pop("host"): result for result in results}

    def run_on_one(self, *arguments, **options):
        return self.run_task(*arguments, **options)["host0"]

    def as_they_were(self, number):
        return self.file(number).read_bytes() == self.input(number).read_bytes() and os.listdir(
            self.file(number).parent
        ) == ["standalone.xml"]


class Hundred(Fleet):
    def test_a_hundred_hosts_are_migrated_once(self):
        self.hosts(HOSTS)

        checked = self.run_task("--check", "--diff")
        self.assertEqual(sum(result["changed"] for result in checked.values()), HOSTS)
        self.assertTrue(all(self.as_they_were(number) for number in range(HOSTS)))
        self.assertTrue(all("\n@@ -" in result["diff"]["prepared"] for result in checked.values()))

        first = self.run_task()
        self.assertEqual(sum(result["changed"] for result in first.values()), HOSTS)
        for number in range(HOSTS):
            result = first[f"host{number}"]
            self.assertEqual(self.file(number).read_bytes(), self.migrated(number))
            self.assertEqual(Path(result["backup_file"]).read_bytes(), self.input(number).read_bytes())
            self.assertEqual(result["findings"], checked[f"host{number}"]["findings"])
            self.assertNotIn("diff", result)

        second = self.run_task()
        self.assertEqual(sum(result["changed"] for result in second.values()), 0)
        self.assertEqual([result for result in second.values() if "backup_file" in result], [])


class One(Fleet):
    def setUp(self):
        super().setUp()
        self.hosts(1)

    def input(self, number):
        return CHECKOUT / "testdata/servers/12.0.4/standalone/input.xml"

    def test_findings_are_data(self):
        result = self.run_on_one("--check")
        jdr = next(finding for finding in result["findings"] if finding["rule"] == "KC0341")
        self.assertEqual(
            (jdr["severity"], jdr["outcome"], jdr["message"], jdr["column"]),
            ("note", "done", "removed /extension=org.jboss.as.jdr", 9),
        )
        self.assertEqual(result["left_to_do"], 0)

    def test_linting_writes_nothing_and_fails_on_errors(self):
        result = self.run_on_one(state="linted")
        self.assertTrue(result["failed"])
        self.assertRegex(result["msg"], rf"^{self.file(0)}:\d+: KC1401: .* \(and \d+ more\)$")
        self.assertTrue(result["findings"])
        self.assertTrue(self.as_they_were(0))
        self.assertFalse(self.run_on_one(state="linted", fail_on="never")["failed"])
        self.assertFalse(self.run_on_one(state="linted", only=["KC0341"])["failed"])
        self.assertTrue(self.run_on_one(state="linted", only=["KC0341"], fail_on="note")["failed"])

    def test_the_program_says_the_same_as_the_package(self):
        for options in ({"state": "linted", "fail_on": "never"}, {}, {"skip": ["KC0341", "KC0342"], "minimal": True}):
            by_package = self.run_on_one("--check", "--diff", **options)
            by_program = self.run_on_one("--check", "--diff", **options, executable=PROGRAM)
            self.assertEqual(by_package, by_program)
        self.assertTrue(self.as_they_were(0))

    def test_the_program_migrates_as_the_package_does(self):
        (self.folder / "backups").mkdir()
        result = self.run_on_one(executable=PROGRAM, backup_dir=str(self.folder / "backups"))
        self.assertEqual(self.file(0).read_bytes(), self.migrated(0))
        self.assertEqual(Path(result["backup_file"]).parent, self.folder / "backups")
        self.assertFalse(self.run_on_one(executable=PROGRAM)["changed"])

    def test_without_the_package_the_program_is_looked_for(self):
        arguments = ("--check", "-e", f"ansible_python_interpreter={sys.base_prefix}/bin/python3")
        missing = self.run_on_one(*arguments)
        self.assertTrue(missing["failed"])
        self.assertIn("Put the program idsxml on the search path of the host", missing["msg"])
        path = {"PATH": f"{Path(PROGRAM).parent}:{os.environ['PATH']}"}
        self.assertTrue(self.run_on_one(*arguments, environment=path)["changed"])

    def test_no_backup_where_none_is_wanted(self):
        for options in ({}, {"executable": PROGRAM}):
            self.file(0).write_bytes(self.input(0).read_bytes())
            self.assertNotIn("backup_file", self.run_on_one(backup=False, in_place=True, **options))
            self.assertEqual(os.listdir(self.file(0).parent), ["standalone.xml"])

    def test_what_is_left_to_do_can_stop_a_play(self):
        left = '<subsystem xmlns="urn:jboss:domain:logging:99.0"/>'
        data = self.input(0).read_text().replace("<profile>", f"<profile>{left}", 1)
        self.file(0).write_text(data)
        result = self.run_on_one(fail_on="error")
        self.assertTrue(result["failed"])
        self.assertGreater(result["left_to_do"], 0)
        self.assertEqual(self.file(0).read_text(), data)

    def test_failures_say_what_where_and_what_to_do(self):
        self.file(0).write_text('<server xmlns="urn:jboss:domain:14.0">\n <a password="geheim" b=>\n')
        for options in ({}, {"executable": PROGRAM}, {"state": "linted"}):
            result = self.run_on_one(**options)
            self.assertTrue(result["failed"])
            self.assertEqual((result["error"]["code"], result["error"]["line"]), ("XML028", 2))
            self.assertTrue(result["msg"].startswith(f"{self.file(0)}:2:25: XML028: the value of the attribute b"))
            self.assertNotIn("geheim", json.dumps(result))

    def test_failures_are_those_of_the_task_too(self):
        self.assertIn("CLI102", self.run_on_one(to="jetty:9")["msg"])
        self.assertIn("CLI102", self.run_on_one(to="jetty:9", executable=PROGRAM)["msg"])
        self.assertIn("IO001", self.run_on_one(path="/nowhere.xml")["msg"])
        for missing in ("/nowhere/idsxml", "no-such-idsxml"):
            self.assertIn(f"There is no program {missing}", self.run_on_one(executable=missing)["msg"])


if __name__ == "__main__":
    unittest.main()
