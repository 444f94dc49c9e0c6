"""What reports look like: width, colours, quiet and verbose, and what must never reach a terminal or a log."""
import re
import unittest

from support import CONFIGURATION, MANUAL_RULE, SMALLRYE, SOURCE, ProgramTest

SERVER = SOURCE / "testdata/servers/12.0.4/standalone/input.xml"


class Layout(ProgramTest):
    def test_the_whole_report(self):
        self.put("rules/ours.xml", MANUAL_RULE)
        self.put("standalone.xml")
        ran = self.idsxml("migrate", "--rules", "rules", "--only", "KC1301,KC9901", "standalone.xml")
        self.assertEqual(
            ran.text,
            "standalone.xml: Keycloak 12 (WildFly 21) -> Keycloak 13 (WildFly 23)\n"
            "\n"
            "Changed\n"
            "  KC1301  The SmallRye extensions are gone; the server refuses to boot with them\n"
            f"       5  removed /extension={SMALLRYE}\n"
            "      13  removed /subsystem=microprofile-config-smallrye\n"
            "\n"
            "Left to do\n"
            "standalone.xml:9:9: warning[KC9901]: The web context has to be agreed on\n"
            "  |\n"
            '9 |         <subsystem xmlns="urn:jboss:domain:keycloak-server:1.1">\n'
            "  |         " + "^" * 56 + "\n"
            "  = help: ask the network team\n"
            "\n"
            "wrote standalone.xml (backup: standalone.xml.keycloak-12.bak),\n"
            "    2 edits, 1 left to do\n"
            "Keycloak 14 and 15 boot the result, too; --to names another release, such as\n"
            "    --to keycloak:15.\n",
        )
        self.assertEqual(ran.errors, "")

    def test_lines_fit_the_width_that_was_said(self):
        for columns in (60, 80, 100):
            text = self.idsxml("migrate", "--check", SERVER, COLUMNS=str(columns)).text
            for line in text.splitlines():
                longest = max(line.split(" "), key=len)
                self.assertTrue(len(line) <= columns or len(longest) > columns - 30, line)

    def test_a_comment_that_goes_with_its_element_is_told_of(self):
        element = '<subsystem xmlns="urn:wildfly:microprofile-config-smallrye:1.0"/>'
        self.put("standalone.xml", CONFIGURATION.replace(element, element.replace("/>", "><!-- mine --></subsystem>")))
        self.assertIn("removed /subsystem=microprofile-config-smallrye (with 1 comment in it)", self.migrate("standalone.xml").text)

    def test_quiet_prints_errors_only(self):
        self.put("standalone.xml")
        self.put("bad.xml", "<server")
        ran = self.migrate("--quiet", "--yes", "standalone.xml", "bad.xml")
        self.assertEqual(ran.status, 2)
        self.assertEqual(ran.text, "")
        self.assertTrue(ran.errors.startswith("bad.xml:1:"))

    def test_verbose_shows_every_edit(self):
        self.put("standalone.xml")
        text = self.migrate("--verbose", "--check", "standalone.xml").text
        self.assertIn(f'          - <extension module="{SMALLRYE}"/>\n', text)
        self.assertIn('          - <subsystem xmlns="urn:wildfly:microprofile-config-smallrye:1.0"/>\n', text)

    def test_wide_and_combining_characters_keep_the_carets_in_place(self):
        self.put("standalone.xml", '<server xmlns="urn:jboss:domain:14.0">\n\t<a 名="日本" e\u0301="é" b="1" b="2"/>\n</server>\n')
        lines = self.idsxml("migrate", "standalone.xml").errors.splitlines()
        # On a terminal: 4 columns of indentation, and two for each of the three letters that are wide.
        self.assertEqual(lines[2], '2 |     <a 名="日本" e\u0301="é" b="1" b="2"/>')
        self.assertEqual(lines[3].index("^"), len('2 |     <a XX="XXXX" e="é" b="1" '))

    def test_a_long_line_is_cut_around_the_place(self):
        padding = " ".join(f'a{i}="{i}"' for i in range(200))
        self.put("standalone.xml", f'<server xmlns="urn:jboss:domain:14.0" {padding} twice="1" twice="2" {padding.replace("a", "b")}/>')
        lines = self.idsxml("migrate", "standalone.xml").errors.splitlines()
        source, carets = lines[-3], lines[-2]
        self.assertLessEqual(len(source), 80)
        self.assertEqual(source[carets.index("^") : carets.rindex("^") + 1], "twice")
        self.assertIn("...", source)


class Colours(ProgramTest):
    ESCAPE = "\x1b["

    def test_none_where_nobody_looks(self):
        self.put("standalone.xml")
        ran = self.migrate("--check", "standalone.xml", TERM="xterm")
        self.assertNotIn(self.ESCAPE, ran.text + ran.errors)

    def test_always_and_never(self):
        self.put("standalone.xml")
        self.put("bad.xml", "<server")
        for environment in ({}, {"NO_COLOR": "1"}, {"TERM": "dumb"}):
            ran = self.migrate("--check", "--color", "always", "standalone.xml", "bad.xml", **environment)
            self.assertIn(self.ESCAPE, ran.text)
            self.assertIn(self.ESCAPE, ran.errors)
        ran = self.migrate("--check", "--color", "never", "standalone.xml", "bad.xml")
        self.assertNotIn(self.ESCAPE, ran.text + ran.errors)

    def test_colours_change_nothing_else(self):
        plain = self.idsxml("migrate", "--check", SERVER).text
        coloured = self.idsxml("migrate", "--check", "--color", "always", SERVER).text
        self.assertEqual(re.sub("\x1b\\[[0-9;]*m", "", coloured), plain)

    def test_a_difference_for_a_program_has_none(self):
        self.put("standalone.xml")
        self.assertNotIn(self.ESCAPE, self.migrate("--dry-run", "--color", "always", "standalone.xml").text)


class Safety(ProgramTest):
    HOSTILE = "\x1b]0;owned\x07\x1b[2J"

    def test_control_characters_of_a_file_are_shown_and_not_sent(self):
        self.put("standalone.xml", f'<server xmlns="urn:jboss:domain:14.0">\n  <a b="{self.HOSTILE}\u202e\x85"/>\n</server>\n')
        ran = self.idsxml("migrate", "standalone.xml")
        self.assertEqual(ran.status, 2)
        self.assertIn("\\x1B]0;owned\\x07\\x1B[2J\\u{202E}\\u{0085}", ran.errors)
        self.assertNotRegex(ran.errors, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")

    def test_so_are_those_of_a_name(self):
        name = f"{self.HOSTILE}\n.xml"
        self.put(name, CONFIGURATION)
        ran = self.migrate("--check", name)
        self.assertNotRegex(ran.text, "[\x00-\x09\x0b-\x1f\x7f-\x9f]")
        self.assertIn("\\x1B]0;owned\\x07\\x1B[2J\\x0A.xml: ", ran.text)
        ran = self.idsxml("migrate", name + "missing")
        self.assertNotRegex(ran.errors, "[\x00-\x09\x0b-\x1f\x7f-\x9f]")
        ran = self.idsxml(name)
        self.assertNotRegex(ran.errors, "[\x00-\x09\x0b-\x1f\x7f-\x9f]")

    def test_secrets_of_a_line_are_masked(self):
        secret = "hunter2"
        for attributes in (
            f'password="{secret}"',
            f"key-password = '{secret}'",
            f'clear-text="{secret}"',
            f'name="clientSecret" value="{secret}"',
            f'url="jdbc:mysql://host/db?user=a&amp;password={secret}"',
            f'url="ldap://admin:{secret}@host:389"',
        ):
            for arguments in ((), ("--format", "json")):
                self.put("standalone.xml", f'<server xmlns="urn:jboss:domain:14.0">\n<a {attributes} b="1" b="2"/>\n</server>\n')
                ran = self.idsxml("migrate", *arguments, "standalone.xml")
                self.assertEqual(ran.status, 2)
                self.assertNotIn(secret, ran.text + ran.errors)
                self.assertIn("****", ran.text + ran.errors)

    def test_secrets_of_an_edit_are_masked(self):
        element = '<subsystem xmlns="urn:wildfly:microprofile-config-smallrye:1.0"/>'
        self.put("standalone.xml", CONFIGURATION.replace(element, element.replace("/>", '><config-source name="a"><property name="password" value="hunter2"/></config-source></subsystem>')))
        for arguments in (("--verbose",), ("--format", "json")):
            self.assertNotIn("hunter2", self.migrate("--check", *arguments, "standalone.xml").text)


class Pages(ProgramTest):
    def test_rules_are_listed_in_the_order_in_which_they_run(self):
        text = self.idsxml("rules").text
        ids = re.findall(r"^  ([A-Z]{2}\d{4})  (?:error|warning|note) ", text, re.MULTILINE)
        self.assertGreater(len(ids), 20)
        self.assertIn("KC1301", ids)
        self.assertEqual(len(ids), len(set(ids)))

    def test_rules_between_two_releases(self):
        text = self.idsxml("rules", "--from", "keycloak:12", "--to", "keycloak:13").text
        self.assertIn("KC1301", text)
        self.assertNotIn("KC0320", text)
        self.assertEqual(text, self.idsxml("rules", "--from", "ids:1.4", "--to", "ids:1.5").text)
        self.assertNotIn("KC1301", self.idsxml("rules", "--to", "keycloak:15").text)
        self.assertNotIn("KC1301", self.idsxml("rules", "--to", "keycloak:12").text)
        self.assertNotIn("KC1301", self.idsxml("rules", "--from", "keycloak:13").text)

    def test_rules_of_a_folder(self):
        self.put("rules/ours.xml", MANUAL_RULE)
        self.assertIn("KC9901", self.idsxml("rules", "--rules", "rules").text)
        self.assertIn("agreed on", self.idsxml("explain", "--rules", "rules", "KC9901").text)

    def test_every_rule_has_a_page(self):
        for rule in self.idsxml("rules", "--format", "json").json["rules"]:
            ran = self.idsxml("explain", rule["id"])
            self.assertEqual(ran.status, 0)
            self.assertTrue(ran.text.startswith(rule["id"] + ": "), ran.text)
            self.assertIn("Source: ", ran.text)


if __name__ == "__main__":
    unittest.main()
