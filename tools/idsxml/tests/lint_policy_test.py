"""What a team needs around idsxml lint: suppressions, settings, baselines, --fix, exit statuses."""
import os
import unittest

from support import CONFIGURATION, MANUAL_RULE, SMALLRYE, ProgramTest

# One note: nobody's extension.
NOTE = '<server xmlns="urn:jboss:domain:16.0">\n<extensions>\n<extension module="com.example.audit"/>\n</extensions>\n</server>\n'
# One error.
ERROR = NOTE.replace("com.example.audit", "org.wildfly.extension.batch")
# Four errors of KC1301 and nothing else.
SMALL = CONFIGURATION.replace("<web-context>", '<spi name="hostname"/>\n            <web-context>')
ONLY = ("--only", "KC1301,WF0001,WF0002,WF0511,WF0512,WF0513")


class LintTest(ProgramTest):
    def lint(self, *arguments, **more):
        return self.idsxml("lint", *arguments, **more)

    def rules(self, *arguments):
        """Those with findings that count, in their order."""
        files = self.lint("--format", "json", *arguments).json["files"]
        return [f["rule"] for file in files for f in file["findings"] if not f.get("suppression")]

    def assert_tells(self, ran, status, *words):
        self.assertEqual(ran.status, status, ran.err)
        for word in words:
            self.assertIn(word, " ".join((ran.errors + ran.text).split()))


class ExitStatus(LintTest):
    def test_0_below_fail_on_1_at_or_above_it(self):
        self.put("note.xml", NOTE)
        self.put("error.xml", ERROR)
        self.assertEqual(self.lint("note.xml").status, 0)
        self.assertEqual(self.lint("--fail-on", "warning", "note.xml").status, 0)
        self.assertEqual(self.lint("--fail-on", "note", "note.xml").status, 1)
        self.assertEqual(self.lint("error.xml").status, 1)

    def test_2_where_the_job_could_not_be_done(self):
        self.put("error.xml", ERROR)
        self.put("broken.xml", "<server>")
        self.assertEqual(self.lint("broken.xml", "error.xml").status, 2)
        self.assertEqual(self.lint("missing.xml").status, 2)
        self.assertEqual(self.lint("--max-findings", "many", "error.xml").status, 2)
        self.assertEqual(self.lint("--fail-on", "never", "error.xml").status, 2)

    def test_max_findings_reports_the_first_and_counts_all(self):
        self.put("a.xml", SMALL)
        self.put("b.xml", SMALL)
        ran = self.lint(*ONLY, "--max-findings", "3", "a.xml", "b.xml")
        self.assertEqual(ran.status, 1)
        self.assertIn("4 errors", ran.text)
        self.assertIn("1 finding more not shown: --max-findings", ran.text)
        self.assertEqual(len(self.rules(*ONLY, "--max-findings", "3", "a.xml", "b.xml")), 3)

    def test_nothing_is_written_that_nobody_named(self):
        path = self.put("a.xml", SMALL)
        os.chmod(path, 0o444)
        os.chmod(self.folder, 0o555)
        self.addCleanup(os.chmod, self.folder, 0o755)
        self.assertEqual(self.lint("a.xml").status, 1)
        self.assertEqual(self.names(), ["a.xml"])


class Suppressions(LintTest):
    def test_a_suppressed_finding_does_not_fail_and_is_counted_apart(self):
        self.put("a.xml", ERROR.replace("<extension ", "<!-- idsxml ignore=WF0001 its module is installed -->\n<extension "))
        ran = self.lint("a.xml")
        self.assert_tells(ran, 0, "1 finding suppressed")
        self.assertNotIn("WF0001", ran.text)
        self.assertIn("WF0001", self.lint("--verbose", "a.xml").text)

    def test_without_a_reason_it_still_fails(self):
        self.put("a.xml", ERROR.replace("<extension ", "<!-- idsxml ignore=WF0001 -->\n<extension "))
        self.assert_tells(self.lint("a.xml"), 1, "warning[WF0511]", "error[WF0001]")


class SettingsFile(LintTest):
    def test_the_nearest_file_above_each_input_holds(self):
        self.put(".idsxml.toml", '[severity]\nWF0002 = "error"\n')
        self.put("team/.idsxml.toml", '[severity]\nWF0002 = "off"\n')
        self.put("a.xml", NOTE)
        self.put("team/deep/b.xml", NOTE)
        self.assertEqual(self.lint("a.xml").status, 1)
        self.assertEqual(self.lint("team/deep/b.xml").status, 0)
        self.assertEqual(self.rules("a.xml", "team/deep/b.xml"), ["WF0002"])
        self.assertEqual(self.lint("--no-config", "a.xml").status, 0)
        self.assertEqual(self.lint("--config", "team/.idsxml.toml", "--fail-on", "note", "a.xml").status, 0)

    def test_target_rules_and_fail_on(self):
        self.put("a.xml", CONFIGURATION)
        self.put(".idsxml.toml", 'to = "wildfly:20"\nfail-on = "note"\nskip = ["WF0003"]\n')
        self.assertNotIn("KC1301", self.rules("a.xml"))
        self.put(".idsxml.toml", 'to = "keycloak:13"\nonly = ["KC1301"]\n')
        self.assertEqual(set(self.rules("a.xml")), {"KC1301"})

    def test_the_command_line_wins(self):
        self.put("a.xml", NOTE)
        self.put(".idsxml.toml", 'to = "keycloak:13"\nfail-on = "note"\nonly = ["WF0001"]\n')
        self.assertEqual(self.rules("a.xml"), [])
        self.assertEqual(self.rules("--only", "WF0002", "a.xml"), ["WF0002"])
        self.assertEqual(self.lint("--only", "WF0002", "--fail-on", "warning", "a.xml").status, 0)

    def test_include_and_exclude_are_seen_from_its_folder(self):
        self.put("prod/standalone.xml", NOTE)
        self.put("prod/old/standalone.xml", NOTE)
        self.put("test/standalone.xml", NOTE)
        self.put(".idsxml.toml", 'include = ["prod/**"]\nexclude = ["old/"]\n')
        files = self.lint("--format", "json", ".").json["files"]
        self.assertEqual([file["path"] for file in files], ["./prod/standalone.xml"])

    def test_patterns(self):
        self.put("a/b/standalone.xml", NOTE)
        for pattern, excluded in {
            "b": True, "b/": True, "a/b": True, "./a/b/": True, "/a": True, "/b": False, "*.xml": True, "a/*.xml": False,
            "a/*/*.xml": True, "a/**": True, "**/standalone.xml": True, "a/**/standalone.xml": True, "a/?": True,
            "stand*": True, "standalone": False, "a/*": True, "*": True, "": False,
        }.items():
            with self.subTest(pattern):
                self.put(".idsxml.toml", f'exclude = ["{pattern}"]\n')
                self.assertEqual(self.rules("."), [] if excluded else ["WF0002"])

    def test_rules_of_ones_own(self):
        self.put("a.xml", CONFIGURATION)
        self.put("ours/rule.xml", MANUAL_RULE)
        self.put(".idsxml.toml", 'rules = "ours"\nonly = ["KC9901"]\n')
        self.assertEqual(self.rules("a.xml"), ["KC9901"])
        self.assertEqual(self.rules("--only", "KC9901", str(self.folder / "a.xml")), ["KC9901"])
        self.assert_fails(self.lint("--only", "KC9911", "a.xml"), "RUL004", "did you mean KC9901?")

    def test_an_excluded_file_that_is_named_is_told_of(self):
        self.put("old.xml", ERROR)
        self.put(".idsxml.toml", 'exclude = ["old*"]\n')
        self.assert_tells(self.lint("old.xml"), 0, "note[LNT001]", "--no-config")

    def test_mistakes_show_their_place_and_what_was_meant(self):
        self.put("a.xml", NOTE)
        cases = {
            "to = ": ("1:6", "SET001"),
            'sevrity = 1\n': ("1:1", "SET002", "did you mean severity?"),
            '[severity]\nWF0002 = "wraning"\n': ("2:11", "SET003", "did you mean warning?", "^^^^^^^"),
            '[severity]\nwf0002 = "off"\n': ("2:1", "SET003", "did you mean WF0002?"),
            'to = "keycloack:13"\n': ("1:7", "SET003"),
            'skip = "WF0002"\n': ("1:9", "SET003", 'skip = ["...", "..."]'),
            'fail-on = "off"\n': ("1:12", "SET003"),
        }
        for text, words in cases.items():
            with self.subTest(text):
                self.put(".idsxml.toml", text)
                self.assert_tells(self.lint("a.xml"), 2, *words)

    def test_one_broken_file_is_one_error_however_many_inputs_it_is_for(self):
        self.put(".idsxml.toml", "x")
        self.put("a.xml", NOTE)
        self.put("b.xml", NOTE)
        self.assertEqual(self.lint("a.xml", "b.xml").errors.count("SET001"), 1)


class BaselineFile(LintTest):
    def setUp(self):
        super().setUp()
        self.put("a.xml", SMALL)
        self.assertEqual(self.lint(*ONLY, "--write-baseline", "known.toml", "a.xml").status, 0)

    def with_baseline(self, *arguments):
        return self.lint(*ONLY, "--baseline", "known.toml", *(arguments or ("a.xml",)))

    def edit(self, old, new):
        text = self.get("known.toml")
        self.assertIn(old, text)
        self.put("known.toml", text.replace(old, new, 1))

    def test_what_is_known_does_not_fail_wherever_it_stands(self):
        self.assert_tells(self.with_baseline(), 0, "2 findings suppressed")
        self.put("a.xml", SMALL.replace("<extensions>", "<extensions>\n\n\n"))
        self.assertEqual(self.with_baseline().status, 0)

    def test_what_is_new_fails(self):
        self.put("a.xml", SMALL.replace("</extensions>", '<extension module="org.wildfly.extension.batch"/></extensions>'))
        self.assert_tells(self.with_baseline(), 1, "error[WF0001]")
        self.put("b.xml", SMALL)
        self.assertEqual(self.with_baseline("b.xml").status, 1)

    def test_the_same_problem_twice_is_not_known_twice(self):
        line = f'        <extension module="{SMALLRYE}"/>\n'
        self.put("a.xml", SMALL.replace(line, line * 2))
        self.assertEqual(self.with_baseline().status, 1)

    def test_it_is_reviewable_and_the_same_every_time(self):
        text = self.get("known.toml")
        self.assertIn(f'at = "/server/extensions/extension[{SMALLRYE}]"', text)
        self.assertIn('reason = ""', text)
        self.lint(*ONLY, "--write-baseline", "known.toml", "a.xml")
        self.assertEqual(self.get("known.toml"), text)

    def test_writing_keeps_reasons_and_dates(self):
        self.edit('reason = ""', 'reason = "we install the \\"module\\""\nuntil = 2999-12-31')
        before = self.get("known.toml")
        self.lint(*ONLY, "--write-baseline", "known.toml", "a.xml")
        self.assertEqual(self.get("known.toml"), before)

    def test_an_expired_entry_counts_again_and_writing_does_not_renew_it(self):
        self.edit('reason = ""', 'reason = "soon"\nuntil = 2001-02-03')
        self.assert_tells(self.with_baseline(), 1, "LNT002", "2001-02-03", "soon")
        self.assertEqual(self.lint(*ONLY, "--write-baseline", "known.toml", "a.xml").status, 1)
        self.assertIn("until = 2001-02-03", self.get("known.toml"))

    def test_a_stale_entry_is_reported_and_taken_out_by_writing(self):
        self.put("a.xml", NOTE.replace("com.example.audit", "org.jboss.as.logging"))
        self.assert_tells(self.with_baseline(), 0, "LNT003")
        self.assertNotIn("LNT003", self.lint("--only", "WF0001", "--baseline", "known.toml", "a.xml").errors)
        self.lint(*ONLY, "--write-baseline", "known.toml", "a.xml")
        self.assertNotIn("[[known]]", self.get("known.toml"))

    def test_files_that_were_not_looked_at_stay_and_those_that_are_gone_do_not(self):
        self.put("b.xml", NOTE)
        self.lint(*ONLY, "--write-baseline", "known.toml", "b.xml")
        self.assertEqual(self.get("known.toml").count("[[known]]"), 3)
        (self.folder / "a.xml").unlink()
        self.assert_tells(self.with_baseline("b.xml"), 0, "LNT003", "a.xml")
        self.lint(*ONLY, "--write-baseline", "known.toml", "b.xml")
        self.assertEqual(self.get("known.toml").count("[[known]]"), 1)

    def test_paths_are_seen_from_its_folder(self):
        self.put(".idsxml.toml", 'baseline = "known.toml"\n')
        self.put("sub/x", "")
        self.assertEqual(self.lint(*ONLY, str(self.folder / "a.xml")).status, 0)

    def test_a_comment_in_the_file_comes_first(self):
        self.put("a.xml", SMALL.replace("<server", "<!-- idsxml ignore=KC1301 ours -->\n<server"))
        self.assert_tells(self.with_baseline(), 0, "LNT003")

    def test_mistakes_show_their_place(self):
        for old, new, words in (
            ("rule =", "ruel =", ("SET002", "did you mean rule?")),
            ('reason = ""', 'until = "2027-01-31"', ("SET003", "without quotes")),
            ('reason = ""', "reason = 1", ("SET003", "reason takes a text")),
        ):
            with self.subTest(new):
                self.edit(old, new)
                self.assert_tells(self.with_baseline(), 2, *words)
                self.edit(new, old)
        self.assertEqual(self.lint("--baseline", "none.toml", "a.xml").status, 2)
        self.assertEqual(self.lint("--baseline", "a", "--write-baseline", "b", "a.xml").status, 2)


class Fix(LintTest):
    def test_it_does_what_is_safe_keeps_a_backup_and_reports_what_is_left(self):
        self.put("a.xml", SMALL)
        ran = self.lint("--fix", "--only", "KC0331,KC1301,KC1302,KC1303", "a.xml")
        self.assert_tells(ran, 0, "LNT004", "fixed KC1302, KC1303, KC1301")
        self.assertEqual(self.names(), ["a.xml", "a.xml.keycloak-12.bak"])
        self.assertEqual(self.get("a.xml.keycloak-12.bak"), SMALL)
        self.assertNotIn("smallrye", self.get("a.xml"))
        self.assertNotIn("KC1301", ran.text)
        self.assertIn("KC0331", ran.text)  # brings the file up to date: for migrate

    def test_values_of_the_user_are_carried_over(self):
        health = '<subsystem xmlns="urn:wildfly:microprofile-health-smallrye:2.0" security-enabled="true"/>'
        self.put("a.xml", SMALL.replace("<!-- ours -->", health))
        self.lint("--fix", "--no-backup", "a.xml")
        self.assertEqual(self.names(), ["a.xml"])
        self.assertIn('<subsystem xmlns="urn:wildfly:health:1.0" security-enabled="true"/>', self.get("a.xml"))

    def test_a_rule_that_a_comment_suppresses_is_left_alone(self):
        text = SMALL.replace("<server", "<!-- idsxml ignore=KC1301,KC1302,KC1303 the modules are installed -->\n<server")
        self.put("a.xml", text)
        self.lint("--fix", "a.xml")
        self.assertEqual(self.get("a.xml"), text)

    def test_nothing_to_fix_is_nothing_written(self):
        self.put("a.xml", ERROR)
        self.assertEqual(self.lint("--fix", "a.xml").status, 1)
        self.assertEqual(self.names(), ["a.xml"])

    def test_standard_input_cannot_be_fixed(self):
        self.assert_fails(self.lint("--fix", "-", stdin=SMALL), "CLI005")


if __name__ == "__main__":
    unittest.main()
