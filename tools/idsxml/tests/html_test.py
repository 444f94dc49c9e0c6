"""Pages for a browser: `diff --format html` and `migrate --report FILE.html`. tools/browser looks at them in one."""
import base64
import hashlib
import os
import re
import unittest
from html.parser import HTMLParser

from support import CONFIGURATION, MIGRATED, SMALLRYE, ProgramTest


class Page(HTMLParser):
    """Elements, their attributes, and the text outside of style and script."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self.inside = [], "", ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside not in ("style", "script"):
            self.words += data


def sha256(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


class Pages(ProgramTest):
    def report(self, *arguments, name="page.html", **more):
        ran = self.migrate("--report", name, *arguments, **more)
        return ran, Page(self.get(name))

    def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else(self):
        self.put("a.xml")
        page = self.idsxml("diff", "--format", "html", "a.xml", "a.xml").text
        style = sha256(re.search("<style>(.*?)</style>", page, re.S)[1])
        script = sha256(re.search("<script>(.*?)</script>", page, re.S)[1])
        policy = next(tag["content"] for name, tag in Page(page).tags if tag.get("http-equiv") == "Content-Security-Policy")
        self.assertEqual(
            policy,
            f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'",
            "write these hashes into lib/report/html_assets.cpp",
        )

    def test_a_diff_has_both_sides_with_their_lines(self):
        self.put("a.xml")
        self.put("b.xml", CONFIGURATION.replace("auth", "sso"))
        ran = self.idsxml("diff", "--format", "html", "a.xml", "b.xml")
        self.assertEqual((ran.status, ran.errors), (0, ""))
        page = Page(ran.text)
        for words in ("/subsystem=keycloak-server", "web-context", "auth line 10", "sso line 10", "1 attribute changed"):
            self.assertIn(words, page.words)

    def test_what_was_written(self):
        self.put("standalone.xml")
        ran, page = self.report("standalone.xml")
        self.assertEqual(ran.status, 0)
        self.assertIn("wrote standalone.xml", ran.text)
        self.assertEqual(self.get("standalone.xml"), MIGRATED)
        for words in ("What changed, and why", f"removed /extension={SMALLRYE}", "WFLYCTL0083", "backup: standalone.xml.keycloak-12.bak"):
            self.assertIn(words, page.words)

    def test_where_nothing_is_written_the_page_is(self):
        self.put("standalone.xml")
        for mode in ("--dry-run", "--check"):
            _, page = self.report(mode, "standalone.xml", name=f"page{mode}.html")
            self.assertIn("Nothing was written", page.words)
            self.assertIn("What would change, and why", page.words)
        self.assertEqual(self.get("standalone.xml"), CONFIGURATION)

    def test_a_configuration_on_standard_output_is_in_the_page_all_the_same(self):
        ran, page = self.report("-", stdin=CONFIGURATION)
        self.assertEqual(ran.text, MIGRATED)
        self.assertIn("standard input", page.words)
        self.assertIn("Before and after, as text", page.words)

    def test_every_file_has_its_section_failures_too(self):
        self.put("a.xml")
        self.put("b.xml", '<server xmlns="urn:jboss:domain:14.0"><a password="hunter2" password="x"/></server>')
        ran, page = self.report("--yes", "a.xml", "b.xml", "gone.xml")
        self.assertEqual(ran.status, 2)
        self.assertEqual([tag["id"] for name, tag in page.tags if name == "section" and re.fullmatch(r"file-\d+", tag["id"])], ["file-1", "file-2", "file-3"])
        for words in ("IO001", "it does not exist", "1 changed", "2 failed"):
            self.assertIn(words, page.words)
        self.assertNotIn("hunter2", page.words)

    def test_other_endings_are_refused_before_anything_is_done(self):
        self.put("standalone.xml")
        for name in ("page.pdf", "page", "page.json", "-", "html"):
            self.assert_fails(self.migrate("--report", name, "standalone.xml"), "CLI003", name, ".html")
        self.assertEqual(self.names(), ["standalone.xml"])

    def test_a_page_is_not_written_over_what_the_run_reads_or_writes(self):
        self.put("in.html")
        self.assert_fails(self.migrate("--report", "in.html", "in.html"), "CLI005", "in.html")
        self.assert_fails(self.migrate("--report", "./in.html", "in.html"), "CLI005", "in.html")
        self.assert_fails(self.migrate("--report", "out.html", "-o", "out.html", "in.html"), "CLI005", "out.html")
        self.assertEqual(self.get("in.html"), CONFIGURATION)
        self.assertEqual(self.names(), ["in.html"])

    def test_a_page_that_cannot_be_written_is_known_before_anything_is_done(self):
        self.put("standalone.xml")
        self.assert_fails(self.migrate("--report", "no/page.html", "standalone.xml"), "IO", "no/page.html")
        self.assertEqual(self.get("standalone.xml"), CONFIGURATION)

    def test_an_older_page_is_replaced(self):
        self.put("standalone.xml")
        self.put("page.html", "old")
        self.report("--check", "standalone.xml")
        self.assertEqual(self.names(), ["page.html", "standalone.xml"])

    def test_rules_of_ones_own_are_explained_without_harm(self):
        self.put(
            "rules/ours.xml",
            """<rules xmlns="urn:idsxml:rules:1.0" product="keycloak" release="13.0.0">
  <rule id="KC9901" severity="warning">
    <title>A &lt;b>title&lt;/b></title>
    <explanation>Because of &lt;script>owned()&lt;/script> and `&lt;code>`.</explanation>
    <source>The tests</source>
    <change>
      <when><exists resource="/subsystem=keycloak-server"/></when>
      <manual resource="/subsystem=keycloak-server">ask &lt;i>them&lt;/i></manual>
    </change>
  </rule>
</rules>
""",
        )
        self.put("standalone.xml")
        self.idsxml("migrate", "--rules", "rules", "--only", "KC9901", "--report", "page.html", "standalone.xml")
        page = Page(self.get("page.html"))
        for words in ("A <b>title</b>", "<script>owned()</script>", "ask <i>them</i>", "<code>"):
            self.assertIn(words, page.words)
        self.assertEqual([name for name, _ in page.tags].count("script"), 1)


if __name__ == "__main__":
    unittest.main()
