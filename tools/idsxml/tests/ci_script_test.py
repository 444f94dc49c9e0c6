"""integrations/ci/lint, with the variables that the systems set which call it."""
import json
import re
import subprocess
import unittest

from support import CONFIGURATION, PROGRAM, SOURCE, ProgramTest, Ran

SCRIPT = SOURCE / "integrations" / "ci" / "lint"
REFUSED = CONFIGURATION.replace("<web-context>", '<spi name="hostname"/>\n            <web-context>')
GITHUB = {"GITHUB_ACTIONS": "true", "CI": "true"}
GITLAB = {"GITLAB_CI": "true", "CI": "true"}


class CiScript(ProgramTest):
    def setUp(self):
        super().setUp()
        self.put("servers/standalone.xml", REFUSED)
        self.put("sound.xml", CONFIGURATION.replace("<server", "<!-- idsxml ignore=KC1301 the modules are installed -->\n<server"))
        # What it would run, word by word.
        recorder = self.put("recorder", '#!/bin/sh\npwd\nprintf "%s\\n" "$@"\n')
        recorder.chmod(0o755)
        self.recorder = str(recorder)

    def script(self, *arguments, program=PROGRAM, **environment):
        process = subprocess.run(
            [SCRIPT, *arguments],
            cwd=self.folder,
            env={**self.environment, "IDSXML_PROGRAM": program, **environment},
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Ran(process)

    def words(self, *arguments, **environment):
        ran = self.script(*arguments, program=self.recorder, **environment)
        self.assertEqual(ran.status, 0, ran.errors)
        return ran.text.splitlines()[1:]

    def test_pre_commit_gives_files(self):
        self.assertEqual(self.words("a b.xml", "c.xml"), ["lint", "a b.xml", "c.xml"])
        self.assertEqual(self.words("--fix", "--no-backup", "a.xml"), ["lint", "--fix", "--no-backup", "a.xml"])
        self.assertEqual(self.script("servers/standalone.xml").status, 1)

    def test_without_files_it_is_the_folder(self):
        self.assertEqual(self.words(), ["lint", "."])
        self.assertEqual(self.script().status, 1)

    def test_options_and_paths_come_one_on_a_line(self):
        words = self.words(IDSXML_OPTIONS="--to=keycloak:15\n\n--skip\nKC1302\n", IDSXML_PATHS="a b.xml\nc\n")
        self.assertEqual(words, ["lint", "--to=keycloak:15", "--skip", "KC1302", "a b.xml", "c"])

    def test_github_gets_annotations_and_a_summary(self):
        words = self.words(**GITHUB, GITHUB_STEP_SUMMARY="/tmp/summary", IDSXML_PATHS=".")
        self.assertEqual(words, ["lint", "--format", "github", "--output", "markdown:/tmp/summary", "."])
        self.assertEqual(self.words(**GITHUB), ["lint", "--format", "github", "."])

    def test_gitlab_gets_reports_in_the_project_folder(self):
        self.put("project/x", "")
        ran = self.script(program=self.recorder, **GITLAB, CI_PROJECT_DIR=str(self.folder / "project"))
        self.assertEqual(ran.text.splitlines(), [
            str(self.folder / "project"), "lint",
            "--output", "gitlab:gl-code-quality-report.json", "--output", "junit:idsxml-junit.xml", "."])

    def test_the_program_on_the_path_is_found(self):
        folder = self.folder / "bin"
        folder.mkdir()
        (folder / "idsxml").symlink_to(self.recorder)
        ran = self.script(program="", PATH=f"{folder}:{self.environment['PATH']}")
        self.assertEqual(ran.text.splitlines()[1:], ["lint", "."])

    def test_the_exit_status_is_that_of_lint(self):
        self.put("broken.xml", "<server>")
        self.assertEqual(self.script("broken.xml").status, 2)
        self.assertEqual(self.script("--only", "KC1301", "sound.xml").status, 0)

    def test_the_problem_matcher_reads_what_the_log_has(self):
        matcher = json.loads((SOURCE / "integrations/github/problem-matcher.json").read_text())
        pattern = matcher["problemMatcher"][0]["pattern"][0]
        ran = self.script("--only", "KC1301", "--verbose", "servers/standalone.xml")
        found = [m for m in map(re.compile(pattern["regexp"]).match, ran.text.splitlines()) if m]
        self.assertEqual([m[pattern["line"]] for m in found], ["5", "14"])
        self.assertEqual({m[pattern["file"]] for m in found}, {"servers/standalone.xml"})
        self.assertEqual({(m[pattern["severity"]], m[pattern["code"]]) for m in found}, {("error", "KC1301")})


if __name__ == "__main__":
    unittest.main()
