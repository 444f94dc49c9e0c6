"""How the program is called: help, version, mistakes, exit status 2."""
import json
import re
import unittest

from support import SOURCE, ProgramTest

COMMANDS = ("migrate", "lint", "diff", "merge", "plan", "rules", "explain", "detect")


class Help(ProgramTest):
    def test_version(self):
        ran = self.idsxml("--version")
        self.assertEqual(ran.status, 0)
        self.assertRegex(ran.text, r"^idsxml \d+\.\d+\.\d+\n$")

    def test_help_lists_every_command_and_has_examples(self):
        for arguments in (["--help"], ["-h"], ["help"]):
            ran = self.idsxml(*arguments)
            self.assertEqual(ran.status, 0)
            self.assertEqual(ran.errors, "")
            for command in COMMANDS:
                self.assertIn(f"\n  {command} ", ran.text)
            self.assertIn("Examples:", ran.text)
            self.assertIn("Exit status:", ran.text)

    def test_every_command_has_help_with_examples(self):
        for command in COMMANDS:
            texts = {self.idsxml(*line).text for line in ([command, "--help"], [command, "-h"], ["help", command])}
            self.assertEqual(len(texts), 1)
            text = texts.pop()
            self.assertIn(f"Usage: idsxml {command}", text)
            self.assertIn("Examples:", text)
            self.assertIn("--format", text)

    def test_help_fits_the_terminal(self):
        for columns in (60, 80):
            for line in (["--help"], *([command, "--help"] for command in COMMANDS)):
                for text in self.idsxml(*line, COLUMNS=str(columns)).text.splitlines():
                    self.assertTrue(len(text) <= columns or text.startswith("  ") and "idsxml " in text or " " not in text.strip(), text)

    def test_without_a_command_help_goes_to_standard_error(self):
        ran = self.idsxml()
        self.assertEqual(ran.status, 2)
        self.assertEqual(ran.text, "")
        self.assertIn("Usage: idsxml", ran.errors)


class Mistakes(ProgramTest):
    def test_a_mistyped_command_suggests_the_right_one(self):
        self.assert_fails(self.idsxml("migrat", "x.xml"), "CLI001", "did you mean idsxml migrate?")
        self.assert_fails(self.idsxml("explian", "KC1301"), "CLI001", "did you mean idsxml explain?")
        self.assert_fails(self.idsxml("help", "detekt"), "CLI001", "did you mean idsxml detect?")

    def test_a_file_in_place_of_a_command_suggests_migrate(self):
        self.assert_fails(self.idsxml("standalone.xml"), "CLI001", "idsxml migrate standalone.xml")

    def test_something_else_lists_the_commands(self):
        self.assert_fails(self.idsxml("xyzzy", COLUMNS="200"), "CLI001", "migrate, lint, diff, merge, plan, upgrade, rules, explain or detect")

    def test_an_option_before_the_command(self):
        self.assert_fails(self.idsxml("--dry-run", "x.xml"), "CLI002", "idsxml migrate --dry-run")

    def test_a_mistyped_option_suggests_the_right_one(self):
        for wrong, right in (("--dryrun", "--dry-run"), ("--backupdir=x", "--backup-dir"), ("--form", "--from"), ("--colour=never", "--color")):
            self.assert_fails(self.idsxml("migrate", wrong, "x.xml"), "CLI002", f"did you mean {right}?")

    def test_an_unknown_option_points_to_help(self):
        self.assert_fails(self.idsxml("rules", "--xyzzy"), "CLI002", "idsxml rules --help")

    def test_an_option_is_not_shortened(self):
        self.assert_fails(self.idsxml("migrate", "--dry", "x.xml"), "CLI002")

    def test_a_value_that_is_none_of_the_choices(self):
        self.assert_fails(self.idsxml("migrate", "--format", "jsn", "x.xml"), "CLI003", "did you mean json?")
        self.assert_fails(self.idsxml("rules", "--color", "purple"), "CLI003", "auto, always or never")

    def test_values_that_are_missing_or_too_many(self):
        self.assert_fails(self.idsxml("migrate", "x.xml", "--to"), "CLI004", "--to needs a value")
        self.assert_fails(self.idsxml("migrate", "x.xml", "--yes=1"), "CLI003", "--yes takes no value")

    def test_operands_that_are_missing(self):
        for command in ("migrate", "lint", "diff", "explain", "detect"):
            self.assert_fails(self.idsxml(command), "CLI004")

    def test_operands_that_are_too_many(self):
        self.assert_fails(self.idsxml("rules", "KC1301"), "CLI005", "idsxml explain KC1301")
        self.assert_fails(self.idsxml("explain", "KC1301", "KC1302"), "CLI004")

    def test_releases_that_do_not_exist(self):
        self.put("standalone.xml")
        self.assert_fails(self.idsxml("migrate", "--to", "keycloak", "standalone.xml"), "CLI101")
        self.assert_fails(self.idsxml("migrate", "--to", "keycloack:13", "standalone.xml"), "CLI102", "keycloak:13")
        self.assert_fails(self.idsxml("migrate", "--to", "keycloak:99", "standalone.xml"), "CLI103")
        self.assert_fails(self.idsxml("rules", "--from", "wildfly:0.1"), "CLI103")

    def test_options_that_exclude_each_other(self):
        self.put("a.xml")
        self.put("b.xml")
        for options in (
            ["-o", "x.xml", "--in-place", "a.xml"],
            ["-o", "x.xml", "--backup-dir", ".", "a.xml"],
            ["--no-backup", "--backup-dir", ".", "a.xml"],
            ["--no-backup", "--in-place", "a.xml"],
            ["--quiet", "--verbose", "a.xml"],
            ["-o", "x.xml", "a.xml", "b.xml"],
            ["-", "a.xml"],
            ["--in-place", "-"],
        ):
            self.assert_fails(self.idsxml("migrate", *options), "CLI005")
        self.assertEqual(self.names(), ["a.xml", "b.xml"])

    def test_an_id_that_no_rule_has(self):
        self.put("a.xml")
        self.assert_fails(self.idsxml("migrate", "--only", "KC1310", "a.xml"), "RUL004", "did you mean KC1301?")
        self.assert_fails(self.idsxml("migrate", "--skip", "KC1301,nonsense", "a.xml"), "RUL004", "idsxml rules")
        self.assert_fails(self.idsxml("explain", "KC1310"), "RUL004", "did you mean KC1301?")

    def test_sizes(self):
        self.put("a.xml")
        for size in ("0", "-1", "1T", "M", "12.5M", "", "99999999999999999999"):
            self.assert_fails(self.idsxml("migrate", "--max-size=" + size, "a.xml"), "CLI004" if size == "" else "CLI003")

    def test_mistakes_are_json_where_json_was_asked_for(self):
        for line in (
            ["migrat", "--format", "json"],
            ["migrate", "--format=json", "--dryrun"],
            ["migrate", "--format", "json", "--to", "x:1", "a.xml"],
            ["rules", "--format", "json", "--to", "x:1"],
            ["explain", "--format", "json", "KC1310"],
            ["detect", "--format", "json"],
        ):
            ran = self.idsxml(*line)
            self.assertEqual(ran.status, 2)
            self.assertEqual(ran.errors, "")
            document = json.loads(ran.out)
            self.assertEqual(document["schema"], "urn:idsxml:schema:error:1")
            self.assertRegex(document["error"]["code"], "^(CLI|RUL)[0-9]{3}$")

    def test_what_stands_behind_two_dashes_is_a_file(self):
        self.assert_fails(self.idsxml("migrate", "--", "--help"), "IO001", "--help")


class Codes(unittest.TestCase):
    def test_every_code_is_documented(self):
        documented = set(re.findall(r"^\| ([A-Z]{2,3}\d{3}) \|", (SOURCE / "docs/errors.md").read_text(encoding="utf-8"), re.MULTILINE))
        used = set()
        for folder in ("lib", "tools/idsxml"):
            for path in (SOURCE / folder).rglob("*.cpp"):
                if not path.name.endswith("_test.cpp"):
                    used |= set(re.findall(r'"((?:XML|CFG|RUL|CLI|IO|BUG)\d{3})"', path.read_text(encoding="utf-8")))
        self.assertGreater(len(used), 50)
        self.assertEqual(used - documented, set())


if __name__ == "__main__":
    unittest.main()
