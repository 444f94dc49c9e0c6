"""idsxml diff as people and scripts call it: operands, exit status, formats, errors."""
import json
import os
import unittest

import jsonschema
from support import SOURCE, ProgramTest

OLD = """<?xml version="1.0" encoding="UTF-8"?>
<server xmlns="urn:jboss:domain:16.0">
    <extensions>
        <extension module="org.wildfly.extension.undertow"/>
    </extensions>
    <system-properties>
        <property name="db.password" value="hunter2"/>
    </system-properties>
    <profile>
        <subsystem xmlns="urn:com.example.audit:1.0">
            <target name="db" url="one"/>
        </subsystem>
        <subsystem xmlns="urn:jboss:domain:jgroups:8.0">
            <channels default="ee">
                <channel name="ee" stack="tcp"/>
            </channels>
            <stacks>
                <stack name="tcp">
                    <protocol type="MPING"/>
                    <protocol type="MERGE3">
                        <property name="min_interval">10000</property>
                    </protocol>
                </stack>
            </stacks>
        </subsystem>
        <subsystem xmlns="urn:jboss:domain:undertow:11.0">
            <server name="default-server">
                <host name="default-host" alias="a, b"/>
            </server>
        </subsystem>
    </profile>
</server>
"""
# One of each kind of difference, a list, a map and a secret.
NEW = (
    OLD.replace("hunter2", "hunter3")
    .replace('url="one"', 'url="two"')
    .replace('alias="a, b"', 'alias="b, c"')
    .replace("undertow:11.0", "undertow:12.0")
    .replace("10000", "20000")
    .replace('        <extension module="org.wildfly.extension.undertow"/>\n', '        <extension module="com.example"/>\n')
    .replace('                    <protocol type="MPING"/>\n', "")
    .replace("                    </protocol>\n", '                    </protocol>\n                    <protocol type="MPING"/>\n')
)
# The same to a server.
SAME = OLD.replace("    <", "\t<").replace("<profile>", "<!-- ours --><profile>")


class DiffTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.put("old.xml", OLD)
        self.put("new.xml", NEW)
        self.put("same.xml", SAME)

    def diff(self, *arguments, status=0, **more):
        ran = self.idsxml("diff", *arguments, **more)
        self.assertEqual(ran.status, status, ran.err)
        return ran


class Status(DiffTest):
    def test_without_exit_code_a_difference_is_no_failure(self):
        self.assertIn("changed", self.diff("old.xml", "new.xml").text)

    def test_exit_code_is_that_of_git(self):
        self.diff("--exit-code", "old.xml", "same.xml")
        self.assertIn("changed", self.diff("--exit-code", "old.xml", "new.xml", status=1).text)
        self.assert_fails(self.idsxml("diff", "--exit-code", "old.xml", "missing.xml"), "IO001", "missing.xml")

    def test_quiet_says_it_by_the_status_alone(self):
        self.assertEqual(self.diff("--quiet", "old.xml", "new.xml", status=1).out, b"")
        self.assertEqual(self.diff("-q", "--exit-code", "old.xml", "same.xml").out, b"")
        self.assert_fails(self.idsxml("diff", "-q", "old.xml", "missing.xml"), "IO001")

    def test_a_namespace_is_no_difference(self):
        self.put("raised.xml", OLD.replace("undertow:11.0", "undertow:12.0"))
        ran = self.diff("--exit-code", "old.xml", "raised.xml")
        self.assertIn("urn:jboss:domain:undertow:11.0 -> 12.0", ran.text)
        self.assertIn("no difference that a server would see", ran.text)


class Operands(DiffTest):
    def test_standard_input_may_be_either_one(self):
        self.assertIn("--- standard input\n+++ new.xml", self.diff("-", "new.xml", stdin=OLD).text)
        self.assertIn("--- old.xml\n+++ standard input", self.diff("old.xml", "-", stdin=NEW).text)
        self.assert_fails(self.idsxml("diff", "-", "-", stdin=OLD), "CLI005", "standard input")

    def test_there_are_two(self):
        self.assert_fails(self.idsxml("diff"), "CLI004", "idsxml diff OLD NEW")
        self.assert_fails(self.idsxml("diff", "old.xml"), "CLI004")
        self.assert_fails(self.idsxml("diff", "old.xml", "new.xml", "same.xml"), "CLI005")

    def test_one_file_twice_is_told(self):
        os.symlink("old.xml", self.folder / "link.xml")
        for other in ("old.xml", "./old.xml", "link.xml"):
            ran = self.diff("--exit-code", "old.xml", other)
            self.assertIn("warning[DIF002]", ran.errors)
            self.assertIn("no difference", ran.text)

    def test_a_mistake_in_a_file_is_told_with_its_line(self):
        self.put("bad.xml", "<server>\n  <a b=c/>\n</server>")
        for operands in (("bad.xml", "new.xml"), ("old.xml", "bad.xml")):
            ran = self.idsxml("diff", *operands)
            self.assert_fails(ran, "XML028", "bad.xml:2:", "2 |   <a b=c/>", "^")

    def test_what_is_no_configuration(self):
        self.put("pom.xml", "<project/>")
        self.assert_fails(self.idsxml("diff", "old.xml", "pom.xml"), "CFG001", "pom.xml")

    def test_kinds_that_cannot_be_compared(self):
        self.put("domain.xml", '<domain xmlns="urn:jboss:domain:16.0"/>')
        self.assert_fails(self.idsxml("diff", "old.xml", "domain.xml"), "DIF001", "standalone.xml", "domain.xml")

    def test_domains_are_compared_too(self):
        domain = '<domain xmlns="urn:jboss:domain:16.0"><profiles><profile name="full">{}</profile></profiles></domain>'
        self.put("a.xml", domain.format('<subsystem xmlns="urn:jboss:domain:undertow:12.0"/>'))
        self.put("b.xml", domain.format(""))
        self.assertIn("- /profile=full/subsystem=undertow  a.xml:1", self.diff("a.xml", "b.xml").text)

    def test_usage(self):
        self.assert_fails(self.idsxml("diff", "--format", "jsn", "old.xml", "new.xml"), "CLI003", "did you mean json?")
        self.assert_fails(self.idsxml("diff", "--release", "keycloak:99", "old.xml", "new.xml"), "CLI103")
        self.assert_fails(self.idsxml("diff", "--quiet", "--verbose", "old.xml", "new.xml"), "CLI005")


class Text(DiffTest):
    def test_no_line_is_wider_than_the_terminal(self):
        self.put("long.xml", NEW.replace("two", "/opt/" + "x" * 500))
        for columns in (60, 80, 120):
            for line in self.diff("old.xml", "long.xml", COLUMNS=str(columns)).text.splitlines():
                self.assertLessEqual(len(line), columns, line)

    def test_the_documentation_shows_what_is_printed(self):
        folder = SOURCE / "testdata/diff"
        for name in ("old.xml", "new.xml"):
            self.put(name, (folder / name).read_bytes())
        shown = "".join(f"    {line}" if line.strip() else line for line in self.diff("old.xml", "new.xml").text.splitlines(keepends=True))
        self.assertIn(f"\n\n{shown}\n", (SOURCE / "docs/diff.md").read_text(encoding="utf-8"))

    def test_no_secret_is_shown_unasked(self):
        for format in ("text", "json", "markdown"):
            self.assertNotIn("hunter", self.diff("--format", format, "old.xml", "new.xml").text)
            self.assertNotIn("hunter", self.diff("--verbose", "--format", format, "old.xml", "new.xml").text)
        self.assertIn("hunter2 -> hunter3", self.diff("--show-secrets", "old.xml", "new.xml").text)

    def test_no_password_of_a_url_is_shown_unasked(self):
        url = '<subsystem xmlns="urn:com.example:1.0"><a url="jdbc:postgresql://db.example.org/keycloak?user=sa&amp;password={}&amp;ApplicationName=keycloak"/></subsystem>'
        self.put("a.xml", OLD.replace("<profile>", "<profile>" + url.format("hunter2")))
        self.put("b.xml", OLD.replace("<profile>", "<profile>" + url.format("hunter3")))
        for format in ("text", "json", "markdown"):
            shown = self.diff("--exit-code", "--format", format, "a.xml", "b.xml", status=1).text
            self.assertNotIn("hunter", shown)
            self.assertIn("user=sa", shown)

    def test_colours_only_where_they_are_wanted(self):
        self.assertNotIn("\x1b", self.diff("old.xml", "new.xml").text)
        self.assertIn("\x1b[32m", self.diff("--color", "always", "old.xml", "new.xml").text)

    def test_the_release_is_that_of_the_option(self):
        self.assertIn("defaults of WildFly 26", self.diff("--release", "wildfly:26", "old.xml", "same.xml").text)

    def test_hostile_names(self):
        name = "\x1b[2J\u202e.xml"
        self.put(name, NEW)
        for format in ("text", "markdown"):
            shown = self.diff("--format", format, "old.xml", name).text
            self.assertNotIn("\x1b", shown)
            self.assertNotIn("\u202e", shown)


class Json(DiffTest):
    def document(self, *arguments, schema="diff", **more):
        document = self.diff("--format", "json", *arguments, **more).json
        with open(SOURCE / f"docs/schema/{schema}-1.schema.json", encoding="utf-8") as file:
            described = json.load(file)
        jsonschema.Draft202012Validator.check_schema(described)
        jsonschema.validate(document, described, jsonschema.Draft202012Validator)
        self.assertEqual(document["schema"], described["$id"])
        return document, described

    def test_it_follows_its_schema_and_the_schema_describes_all_of_it(self):
        document, schema = self.document("old.xml", "new.xml")
        self.assertEqual(set(document), set(schema["properties"]))
        self.assertEqual(set(document["summary"]), set(schema["properties"]["summary"]["properties"]))
        definitions = schema["$defs"]
        for difference in document["differences"]:
            self.assertEqual(set(difference), set(definitions["difference"]["properties"]))
            self.assertEqual(set(difference["steps"][0]), set(definitions["step"]["properties"]))
        change = next(each for each in document["differences"] if each["kind"] == "changed")
        self.assertEqual(set(change["before"]), set(definitions["value"]["properties"]))
        self.assertEqual(set(change["where_before"]), set(definitions["place"]["properties"]))

    def test_every_kind(self):
        document, _ = self.document("old.xml", "new.xml")
        kinds = {each["kind"] for each in document["differences"]}
        self.assertEqual(kinds, {"added", "removed", "changed", "reordered", "schema"})
        summary = document["summary"]
        self.assertEqual((summary["added"], summary["removed"], summary["reordered"], summary["schemas"]), (1, 1, 1, 1))
        self.assertFalse(summary["means_the_same"])
        self.assertTrue(self.document("old.xml", "same.xml")[0]["summary"]["means_the_same"])

    def test_values_have_their_items_and_places(self):
        document, _ = self.document("old.xml", "new.xml")
        alias = next(each for each in document["differences"] if each["attribute"] == "alias")
        self.assertEqual(alias["address"], "/subsystem=undertow/server=default-server/host=default-host")
        self.assertEqual(alias["before"]["shape"], "list")
        self.assertEqual([item["text"] for item in alias["after"]["items"]], ["b", "c"])
        self.assertEqual(alias["before"]["where"]["line"], OLD[: OLD.index("alias=")].count("\n") + 1)
        secret = next(each for each in document["differences"] if each["address"] == "/system-property=db.password")
        self.assertTrue(secret["before"]["secret"])
        self.assertEqual(secret["before"]["items"], secret["after"]["items"])

    def test_what_no_dialect_knows(self):
        document, _ = self.document("old.xml", "new.xml")
        self.assertIn("/subsystem[com.example.audit]", document["elements"])
        change = next(each for each in document["differences"] if each["of_elements"])
        self.assertEqual(change["address"], "/subsystem[com.example.audit]/target[db]")

    def test_errors_name_the_file(self):
        self.put("bad.xml", "<server>\n  <a b=c/>\n</server>")
        document, _ = self.document("old.xml", "bad.xml", schema="error", status=2)
        self.assertEqual((document["path"], document["error"]["code"]), ("bad.xml", "XML028"))
        self.assertEqual(document["error"]["where"]["line"], 2)
        document, _ = self.document("old.xml", schema="error", status=2)
        self.assertIsNone(document["path"])


if __name__ == "__main__":
    unittest.main()
