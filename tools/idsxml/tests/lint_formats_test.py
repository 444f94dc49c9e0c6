"""What lint writes for other programs is what those programs read: schemas, grammars, and values that try to break out."""
import json
import os
import re
import unittest
import urllib.parse
import xml.etree.ElementTree as ElementTree

import jsonschema
import peers
from support import CONFIGURATION, MIGRATED, SMALLRYE, SOURCE, ProgramTest

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown")

# One of each: what a migration fixes (two errors), what is left to a person (an error), a note, and a file that is none.
MIXED = CONFIGURATION.replace("        <extension module=\"org.jboss.as.logging\"/>\n", "        <extension module=\"org.jboss.as.logging\"/>\n        <extension module=\"com.example.ours\"/>\n").replace(
    "<!-- ours -->", '<subsystem xmlns="urn:jboss:domain:logging:99.0"/>'
)
RULES = ("--only", "KC1301,WF0002,WF0004")
BAD = '<server xmlns="urn:jboss:domain:14.0">\n<a password="hunter2" b="1" b="2"/>\n</server>\n'

# A name that is markup, a command or an end of something in every one of the formats; no '/' and no NUL.
HOSTILE = "a\n::error::b%0A,c:d|e`<b>&\"'@all \x1b]0;owned\x07]]>--\u202e\\"

COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^,:\r\n]*)(?:,[a-zA-Z]+=[^,:\r\n]*)*)::(.*)")


def unescaped(text):
    return text.replace("%3A", ":").replace("%2C", ",").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def annotations(text):
    """Reads a log the way the runner of GitHub Actions does; every line is a command, but for the summary at the end."""
    found = []
    *lines, summary = text.splitlines()
    assert summary.startswith("idsxml lint: "), summary
    for line in lines:
        match = COMMAND.fullmatch(line)
        assert match, line
        properties = {key: unescaped(value) for key, value in (part.split("=", 1) for part in match[2].split(","))}
        found.append((match[1], properties, unescaped(match[3])))
    return found


class LintTest(ProgramTest):
    def lint(self, *arguments, status=1, **more):
        ran = self.idsxml("lint", *RULES, *arguments, **more)
        self.assertEqual(ran.status, status, ran.err)
        return ran

    def mixed(self):
        self.put("conf/standalone.xml", MIXED)
        self.put("bad.xml", BAD)
        return "./conf/standalone.xml", "bad.xml", "missing.xml"


class Json(LintTest):
    def document(self, *arguments, **more):
        document = self.lint("--format", "json", *arguments, **more).json
        schema = json.loads((SOURCE / "docs/schema/lint-1.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(document, schema, jsonschema.Draft202012Validator)
        return document, schema

    def test_it_follows_its_schema_and_the_schema_describes_all_of_it(self):
        document, schema = self.document(*self.mixed(), status=2)
        self.assertEqual(set(document), set(schema["properties"]))
        self.assertEqual(set(document["summary"]), set(schema["properties"]["summary"]["properties"]))
        file = document["files"][0]
        self.assertEqual(set(file), set(schema["$defs"]["file"]["properties"]))
        self.assertEqual(set(file["findings"][0]), set(schema["$defs"]["finding"]["properties"]))

    def test_findings_and_summary(self):
        document, _ = self.document(*self.mixed(), status=2)
        good, bad, missing = document["files"]
        self.assertEqual(
            [(f["rule"], f["severity"], f["outcome"], f["where"]["line"]) for f in good["findings"]],
            [("WF0002", "note", "note", 5), ("KC1301", "error", "fixable", 6), ("WF0004", "error", "left", 13), ("KC1301", "error", "fixable", 14)],
        )
        self.assertEqual((bad["error"]["where"]["line"], missing["error"]["code"]), (2, "IO001"))
        self.assertEqual(document["summary"]["errors"], 3)
        self.assertEqual((document["summary"]["failed"], document["summary"]["fixable"], document["summary"]["exit_status"]), (2, 2, 2))

    def test_no_file_at_all(self):
        (self.folder / "empty").mkdir()
        self.assertEqual(self.document("empty", status=2)[0]["files"], [])


class Sarif(LintTest):
    def run_of(self, *arguments, **more):
        document = self.lint("--format", "sarif", *arguments, **more).json
        jsonschema.validate(document, peers.sarif_schema(), jsonschema.Draft7Validator)
        (run,) = document["runs"]
        return run

    def test_it_is_valid_whatever_there_is_to_say(self):
        self.put("clean.xml", MIGRATED)
        self.put("notes/standalone.xml", MIXED)
        (self.folder / "empty").mkdir()
        self.assertEqual(self.run_of("clean.xml", status=0)["results"], [])
        self.assertEqual(self.run_of("empty", status=2)["results"], [])
        run = self.run_of("clean.xml", *self.mixed(), "notes", status=2)
        self.assertEqual(len(run["results"]), 8)

    def test_results_name_their_rule_place_and_element(self):
        run = self.run_of(*self.mixed(), status=2)
        result = run["results"][1]
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        self.assertEqual((result["ruleId"], rule["id"], result["level"], rule["defaultConfiguration"]["level"]), ("KC1301", "KC1301", "error", "error"))
        self.assertIn("MicroProfile", rule["fullDescription"]["text"])
        self.assertTrue(rule["help"]["markdown"].startswith("# KC1301: "))
        location = result["locations"][0]
        self.assertEqual(location["physicalLocation"]["artifactLocation"], {"uri": "conf/standalone.xml", "uriBaseId": "%SRCROOT%"})
        region = location["physicalLocation"]["region"]
        line = MIXED.splitlines()[region["startLine"] - 1]
        self.assertEqual(line[region["startColumn"] - 1 : region["endColumn"] - 1], f'<extension module="{SMALLRYE}"/>')
        self.assertEqual(location["logicalLocations"][0]["fullyQualifiedName"], f"/server/extensions/extension[{SMALLRYE}]")

    def test_an_absolute_path_below_the_folder_is_relative_to_it(self):
        self.mixed()
        run = self.run_of(self.folder / "conf/standalone.xml")
        self.assertEqual(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "conf/standalone.xml")

    def test_what_could_not_be_read_is_told(self):
        run = self.run_of(*self.mixed(), status=2)
        (invocation,) = run["invocations"]
        self.assertEqual((invocation["executionSuccessful"], invocation["exitCode"]), (False, 2))
        notifications = invocation["toolExecutionNotifications"]
        self.assertEqual([n["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for n in notifications], ["bad.xml", "missing.xml"])

    def test_fixes_make_what_migrate_makes(self):
        for encoding, content in (("utf-8", CONFIGURATION), ("utf-8", "\ufeff" + CONFIGURATION), ("utf-8", CONFIGURATION.replace("\n", "\r\n").replace("ours", "ünsere 日本")), ("utf-16", CONFIGURATION.replace("UTF-8", "UTF-16"))):
            with self.subTest(encoding=encoding, begin=content[:3]):
                data = content.encode(encoding)
                self.put("standalone.xml", data)
                run = self.run_of("--only", "KC1301", "standalone.xml")
                starts, text = [0], content.lstrip("\ufeff")
                for match in re.finditer("\r\n|\n|\r", text):
                    starts.append(match.end())
                changes = []
                for result in run["results"]:
                    for replacement in result["fixes"][0]["artifactChanges"][0]["replacements"]:
                        region = replacement["deletedRegion"]
                        self.assertNotIn("insertedContent", replacement)
                        if "byteOffset" in region:
                            begin = len(data[: region["byteOffset"]].decode(encoding))
                            end = begin + len(data[region["byteOffset"] : region["byteOffset"] + region["byteLength"]].decode("utf-16-le"))
                        else:
                            begin = starts[region["startLine"] - 1] + region["startColumn"] - 1
                            end = starts[region["endLine"] - 1] + region["endColumn"] - 1
                        changes.append((begin, end))
                for begin, end in sorted(changes, reverse=True):
                    text = text[:begin] + text[end:]
                migrated = self.migrate("-", stdin=data).out.decode(encoding).lstrip("\ufeff")
                self.assertEqual(text, migrated)

    def test_fingerprints_stay_when_lines_move_and_are_never_equal(self):
        self.put("standalone.xml", MIXED)
        before = [r["partialFingerprints"]["idsxmlFinding/v1"] for r in self.run_of("standalone.xml")["results"]]
        self.put("standalone.xml", MIXED.replace("<server ", "\n\n<!-- moved -->\n<server "))
        after = [r["partialFingerprints"]["idsxmlFinding/v1"] for r in self.run_of("standalone.xml")["results"]]
        self.assertEqual(before, after)
        self.assertEqual(len(set(before)), len(before))

    def test_pages_are_linked_where_they_are_published(self):
        self.put("standalone.xml", MIXED)
        run = self.run_of("--pages", "https://example.org/{id}.html", "standalone.xml")
        rule = run["tool"]["driver"]["rules"][run["results"][1]["ruleIndex"]]
        self.assertEqual(rule["helpUri"], "https://example.org/KC1301.html")


class GitHub(LintTest):
    def test_annotations(self):
        found = annotations(self.lint("--format", "github", *self.mixed(), status=2).text)
        self.assertEqual(
            [(command, p.get("file"), p.get("line"), p["title"].split(":")[0]) for command, p, _ in found],
            [
                ("notice", "conf/standalone.xml", "5", "WF0002"),
                ("error", "conf/standalone.xml", "6", "KC1301"),
                ("error", "conf/standalone.xml", "13", "WF0004"),
                ("error", "conf/standalone.xml", "14", "KC1301"),
                ("error", "bad.xml", "2", found[4][1]["title"]),
                ("error", "missing.xml", None, "IO001"),
            ],
        )
        self.assertEqual((found[1][1]["endLine"], found[1][1]["col"]), ("6", "9"))
        self.assertEqual(found[1][2], f"idsxml migrate would remove /extension={SMALLRYE}")


class GitLab(LintTest):
    def test_a_code_quality_report(self):
        issues = self.lint("--format", "gitlab", *self.mixed(), status=2).json
        self.assertEqual(
            [(i["check_name"], i["severity"], i["location"]["path"], i["location"]["lines"]["begin"]) for i in issues][:4],
            [("WF0002", "info", "conf/standalone.xml", 5), ("KC1301", "blocker", "conf/standalone.xml", 6), ("WF0004", "blocker", "conf/standalone.xml", 13), ("KC1301", "blocker", "conf/standalone.xml", 14)],
        )
        for issue in issues:
            self.assertEqual(set(issue), {"type", "check_name", "description", "categories", "severity", "fingerprint", "location"})
            self.assertIsInstance(issue["location"]["lines"]["begin"], int)

    def test_fingerprints_are_unique_in_the_whole_report(self):
        for name in ("a", "b"):
            self.put(f"{name}/standalone.xml", MIXED)
        (self.folder / "empty").mkdir()
        issues = self.lint("--format", "gitlab", "a", "b", "empty", "missing.xml", status=2).json
        self.assertEqual(len(issues), 10)
        self.assertEqual(len({issue["fingerprint"] for issue in issues}), len(issues))

    def test_nothing_to_say_is_an_empty_array(self):
        self.put("clean.xml", MIGRATED)
        self.assertEqual(self.lint("--format", "gitlab", "clean.xml", status=0).json, [])


class Xml(LintTest):
    def test_junit_has_a_suite_for_each_file(self):
        self.put("clean.xml", MIGRATED)
        root = ElementTree.fromstring(self.lint("--format", "junit", *self.mixed(), "clean.xml", status=2).out)
        self.assertEqual(root.tag, "testsuites")
        suites = {suite.get("name"): suite for suite in root}
        self.assertEqual(list(suites), ["conf/standalone.xml", "bad.xml", "missing.xml", "clean.xml"])
        for suite in root:
            self.assertEqual(int(suite.get("tests")), len(suite.findall("testcase")))
            self.assertEqual(int(suite.get("failures")), len(suite.findall("testcase/failure")))
            self.assertEqual(int(suite.get("errors")), len(suite.findall("testcase/error")))
            names = [case.get("name") for case in suite]
            self.assertEqual(len(set(names)), len(names))
        self.assertEqual(suites["conf/standalone.xml"].get("failures"), "3")
        self.assertEqual([len(case) for case in suites["clean.xml"]], [0])
        failure = suites["conf/standalone.xml"].find("testcase[@line='6']/failure")
        self.assertEqual(failure.get("type"), "KC1301")
        self.assertIn(f'6 | ... <extension module="{SMALLRYE}"/>', failure.text)

    def test_junit_fails_on_what_the_run_fails_on(self):
        self.put("standalone.xml", MIXED)
        for severity, failures in (("error", 3), ("note", 4)):
            root = ElementTree.fromstring(self.lint("--format", "junit", "--fail-on", severity, "standalone.xml").out)
            self.assertEqual(int(root[0].get("failures")), failures)

    def test_checkstyle(self):
        root = ElementTree.fromstring(self.lint("--format", "checkstyle", *self.mixed(), status=2).out)
        self.assertEqual((root.tag, root.get("version")), ("checkstyle", "4.3"))
        entries = [(file.get("name"), error.get("line"), error.get("severity"), error.get("source")) for file in root for error in file]
        self.assertEqual(entries[0], ("conf/standalone.xml", "5", "info", "idsxml.WF0002"))
        self.assertEqual(entries[1], ("conf/standalone.xml", "6", "error", "idsxml.KC1301"))
        self.assertEqual(entries[-1], ("missing.xml", "1", "error", "idsxml.IO001"))
        for error in root.iter("error"):
            self.assertEqual(set(error.attrib), {"line", "column", "severity", "message", "source"})


class Markdown(LintTest):
    def test_a_table_for_each_file(self):
        text = self.lint("--format", "markdown", *self.mixed(), status=2).text
        self.assertIn("\n### conf/standalone.xml\n", text)
        rows = [line for line in text.splitlines() if line.startswith("|")]
        for row in rows:
            self.assertEqual(len(re.findall(r"(?<!\\)\|", row)), 5, row)
        self.assertIn("| 6 | **error** | KC1301 |", text)


class Safety(LintTest):
    """Nothing that comes from a file or a name breaks out of a report, and no secret gets into one."""

    def hostile(self):
        self.put(HOSTILE + ".xml", MIXED.replace("com.example.ours", "x&#x202e;::error::y|z`&lt;b&gt;&amp;'@all ${a%0A},]]&gt;"))
        with open(os.fsencode(self.folder) + b"/\xff.xml", "wb") as file:
            file.write(BAD.replace("b=", "c\u202e=").encode())
        return HOSTILE + ".xml", os.fsdecode(b"\xff.xml")

    def test_every_format_stays_what_it_is(self):
        files = self.hostile()
        for name in FORMATS:
            with self.subTest(format=name):
                ran = self.lint("--format", name, *files, status=2)
                ran.out.decode()
                self.assertNotRegex(ran.text, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]" if name not in ("json", "sarif", "gitlab") else "[\x00-\x09\x0b-\x1f\x7f]")
        self.assertEqual(len(annotations(self.lint("--format", "github", *files, status=2).text)), 5)
        junit = ElementTree.fromstring(self.lint("--format", "junit", *files, status=2).out)
        self.assertEqual([len(suite) for suite in junit], [4, 1])
        checkstyle = ElementTree.fromstring(self.lint("--format", "checkstyle", *files, status=2).out)
        self.assertEqual([len(file) for file in checkstyle], [4, 1])
        markdown = self.lint("--format", "markdown", *files, status=2).text
        self.assertNotRegex(markdown, r"(?<!\\)<(?!br>|!-- -->)")
        for row in markdown.splitlines():
            if row.startswith("|"):
                self.assertEqual(len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)), 5, row)

    def test_a_uri_leads_back_to_the_name(self):
        files = self.hostile()
        document = self.lint("--format", "sarif", *files, status=2).json
        jsonschema.validate(document, peers.sarif_schema(), jsonschema.Draft7Validator)
        uri = document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        self.assertRegex(uri, r"^[A-Za-z0-9._~/%-]+$")
        self.assertEqual(urllib.parse.unquote(uri), HOSTILE + ".xml")

    def test_secrets_are_masked(self):
        self.put("standalone.xml", MIXED.replace('logging:99.0"/>', 'logging:99.0" password="hunter2"/>'))
        self.put("bad.xml", BAD)
        for name in FORMATS:
            ran = self.lint("--format", name, "standalone.xml", "bad.xml", status=2)
            self.assertNotIn("hunter2", ran.text + ran.errors)

    def test_a_fix_that_would_show_a_secret_is_left_out(self):
        """Made without it, it would destroy the secret."""
        self.put("rules/ours.xml", """<rules xmlns="urn:idsxml:rules:1.0" product="keycloak" release="13.0.0">
  <rule id="KC9902" severity="warning"><title>t</title><explanation>e</explanation><source>s</source>
    <change><replace resource="/subsystem=keycloak-server/spi=a"><xml><spi name="a"><property name="password" value="hunter2"/></spi></xml></replace></change>
  </rule></rules>""")
        self.put("standalone.xml", CONFIGURATION.replace("<web-context>auth</web-context>", '<web-context>auth</web-context><spi name="a"/>'))
        ran = self.idsxml("lint", "--rules", "rules", "--only", "KC9902", "--format", "sarif", "standalone.xml")
        (result,) = ran.json["runs"][0]["results"]
        self.assertNotIn("fixes", result)
        self.assertNotIn("hunter2", json.dumps(result))


class Outputs(LintTest):
    def test_every_report_is_the_one_that_standard_output_would_get(self):
        files = self.mixed()
        targets = [argument for name in FORMATS for argument in ("--output", f"{name}:{name}.out")]
        text = self.lint(*targets, *files, status=2)
        for name in FORMATS[1:]:
            self.assertEqual(self.get(f"{name}.out"), self.lint("--format", name, *files, status=2).text)
        self.assertEqual(self.lint(*files, status=2).text, text.text)
        self.assertIn("bad.xml:2:", self.get("text.out"))
        self.assertEqual([name for name in self.names() if name.startswith(".")], [])

    def test_no_report_goes_over_what_is_read_or_over_another_one(self):
        self.put("standalone.xml", CONFIGURATION)
        for targets in (("--output", "json:./standalone.xml"), ("--output", "json:a", "--output", "sarif:./a")):
            ran = self.idsxml("lint", *targets, "standalone.xml")
            self.assertEqual((ran.status, "CLI005" in ran.errors), (2, True), targets)
        self.assertEqual(self.get("standalone.xml"), CONFIGURATION)

    def test_dash_is_standard_output(self):
        self.put("standalone.xml", MIXED)
        ran = self.lint("--output", "checkstyle:-", "--output", "json:a.json", "standalone.xml")
        self.assertTrue(ran.text.startswith("<?xml"))
        self.assertEqual(json.loads(self.get("a.json"))["summary"]["errors"], 3)

    def test_a_file_that_is_there_is_replaced(self):
        self.put("standalone.xml", MIXED)
        self.put("a.json", "old" * 100_000)
        os.chmod(self.folder / "a.json", 0o640)
        self.lint("--output", "json:a.json", "standalone.xml")
        self.assertEqual(json.loads(self.get("a.json"))["summary"]["errors"], 3)
        self.assertEqual(os.stat(self.folder / "a.json").st_mode & 0o777, 0o640)

    def test_what_cannot_be_written_is_said_before_anything_is_done(self):
        self.put("standalone.xml", MIXED)
        for target, code in (("json:nowhere/a.json", "IO031"), ("json:.", "IO032"), ("jsn:a.json", "CLI003"), ("json", "CLI003"), ("json:", "CLI003"), ("a.json", "CLI003")):
            ran = self.idsxml("lint", "--output", target, "standalone.xml")
            self.assertEqual((ran.status, ran.text), (2, ""), target)
            self.assertRegex(ran.errors, r"error\[[A-Z]+\d+\]")
            if code.startswith("CLI"):
                self.assertIn(code, ran.errors)
        self.assertIn("did you mean json:FILE?", self.idsxml("lint", "--output", "jsn:a.json", "standalone.xml").errors)
        self.assertEqual(self.names(), ["standalone.xml"])

    def test_two_reports_do_not_share_a_place(self):
        self.put("standalone.xml", MIXED)
        for targets in (("--output", "json:a", "--output", "sarif:a"), ("--output", "json:-", "--output", "sarif:-"), ("--output", "json:-", "--format", "sarif")):
            self.assert_fails(self.idsxml("lint", *targets, "standalone.xml"), "CLI005")

    def test_many_files(self):
        for i in range(200):
            self.put(f"{i:03}/standalone.xml", MIXED if i % 3 == 0 else MIGRATED)
        self.lint("--output", "json:a.json", "--output", "sarif:a.sarif", "--output", "gitlab:a.gitlab", "--output", "junit:a.xml", ".")
        self.assertEqual(len(json.loads(self.get("a.json"))["files"]), 200)
        self.assertEqual(len(json.loads(self.get("a.sarif"))["runs"][0]["results"]), 67 * 4)
        self.assertEqual(len(json.loads(self.get("a.gitlab"))), 67 * 4)
        self.assertEqual(len(ElementTree.fromstring(self.get("a.xml"))), 200)

    def test_other_commands_have_no_such_formats(self):
        self.put("standalone.xml", MIXED)
        self.assert_fails(self.idsxml("migrate", "--format", "sarif", "standalone.xml"), "CLI003", "text or json")
        self.assertIn("--format text|json|sarif|github", self.idsxml("lint", "--help", COLUMNS="80").text)
        self.assertIn("text, json, sarif,", self.idsxml("lint", "--help", COLUMNS="60").text)
        self.assertIn("did you mean sarif?", self.idsxml("lint", "--format", "sarfi", "standalone.xml").errors)


class ExitStatus(LintTest):
    def test_it_is_the_same_whatever_the_format(self):
        self.put("clean.xml", MIGRATED)
        self.put("standalone.xml", MIXED)
        for name in FORMATS:
            for files, status in ((["clean.xml"], 0), (["standalone.xml"], 1), (["standalone.xml", "missing.xml"], 2)):
                self.lint("--format", name, *files, status=status)


if __name__ == "__main__":
    unittest.main()
