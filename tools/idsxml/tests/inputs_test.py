"""Several files, folders, and inputs that are no configuration."""
import os
import socket
import subprocess
import unittest

from support import CONFIGURATION, MIGRATED, PROGRAM, ProgramTest


class SeveralFiles(ProgramTest):
    def test_they_need_yes_where_nobody_can_be_asked(self):
        self.put("a.xml")
        self.put("b.xml")
        self.assert_fails(self.migrate("a.xml", "b.xml"), "CLI006", "--yes")
        self.assertEqual(self.names(), ["a.xml", "b.xml"])

    def test_yes(self):
        self.put("a.xml")
        self.put("b.xml", MIGRATED)
        for option in ("--yes", "-y"):
            ran = self.migrate(option, "a.xml", "b.xml")
            self.assertEqual(ran.status, 0, ran.err)
        self.assertEqual((self.get("a.xml"), self.get("b.xml")), (MIGRATED, MIGRATED))

    def test_looking_needs_no_yes(self):
        self.put("a.xml")
        self.put("b.xml")
        self.assertEqual(self.migrate("--check", "a.xml", "b.xml").status, 1)
        self.assertEqual(self.migrate("--dry-run", "a.xml", "b.xml").status, 0)

    def test_one_bad_file_does_not_stop_the_others(self):
        self.put("a.xml")
        self.put("bad.xml", "<server")
        self.put("c.xml")
        ran = self.migrate("--yes", "a.xml", "missing.xml", "bad.xml", "c.xml")
        self.assertEqual(ran.status, 2)
        self.assertEqual((self.get("a.xml"), self.get("c.xml"), self.get("bad.xml")), (MIGRATED, MIGRATED, "<server"))
        self.assertIn("bad.xml:1:", ran.errors)
        self.assertIn("missing.xml", ran.errors)
        self.assertIn("4 files: 2 changed, 0 unchanged, 2 failed; 0 left to do", ran.text)

    def test_reports_come_in_the_order_of_the_files_whatever_thread_is_first(self):
        names = [f"{i:03}.xml" for i in range(200)]
        for i, name in enumerate(names):
            self.put(name, CONFIGURATION.replace("<!-- ours -->", "<!-- " + "x" * (i * 7919 % 50000) + " -->"))
        ran = self.migrate("--check", *names)
        self.assertEqual(ran.status, 1)
        self.assertEqual([line.split(":")[0] for line in ran.text.splitlines() if " -> " in line], names)
        self.assertEqual(ran.text, self.migrate("--check", *names).text)

    def test_a_file_that_is_named_twice_is_migrated_once(self):
        self.put("a.xml")
        (self.folder / "link.xml").symlink_to("a.xml")
        ran = self.migrate("a.xml", "./a.xml", "link.xml")
        self.assertEqual(ran.status, 0, ran.err)
        self.assertEqual(self.get("a.xml"), MIGRATED)
        self.assertEqual(len([name for name in self.names() if name.endswith(".bak")]), 1)


class Folders(ProgramTest):
    def fill(self):
        for name in (
            "one/standalone.xml",
            "one/standalone-ha.xml",
            "two/deep/standalone-full.xml",
            "one/standalone_xml_history/standalone.initial.xml",
            "one/standalone_xml_history/snapshot/standalone.xml",
            "one/standalone.xml.keycloak-12.bak",
            "one/other.xml",
        ):
            self.put(name)
        self.put("one/domain.xml", '<domain xmlns="urn:jboss:domain:14.0"/>')
        self.put("one/host.xml", '<host xmlns="urn:jboss:domain:14.0"/>')

    def test_a_folder_is_its_standalone_files(self):
        self.fill()
        ran = self.migrate("--yes", ".")
        self.assertEqual(ran.status, 0, ran.err)
        changed = sorted(name for name in self.names() if name.endswith(".xml") and self.get(name) == MIGRATED)
        self.assertEqual(changed, ["one/standalone-ha.xml", "one/standalone.xml", "two/deep/standalone-full.xml"])

    def test_domain_and_host_files_in_it_are_a_note(self):
        self.fill()
        ran = self.migrate("--check", "one")
        self.assertIn("note[CFG002]", ran.errors)
        self.assertIn("domain.xml", ran.errors)
        self.assertIn("host.xml", ran.errors)
        self.assertNotIn("error", ran.errors)

    def test_a_folder_with_one_file_needs_no_yes(self):
        self.put("one/standalone.xml")
        self.assertEqual(self.migrate("one").status, 0)

    def test_a_folder_without_any(self):
        self.put("one/other.xml")
        self.assert_fails(self.migrate("one"), "IO015", "standalone*.xml")

    def test_symlink_loops_end(self):
        self.put("one/standalone.xml")
        (self.folder / "one/loop").symlink_to("..")
        (self.folder / "one/self").symlink_to("self")
        ran = self.migrate(".")
        self.assertEqual(ran.status, 0, ran.err)
        self.assertEqual(self.get("one/standalone.xml"), MIGRATED)

    def test_names_with_spaces_and_letters_of_any_script(self):
        name = "of us/日本語/standalone ü.xml"
        self.put(name)
        ran = self.migrate("of us")
        self.assertEqual(ran.status, 0, ran.err)
        self.assertEqual(self.get(name), MIGRATED)
        self.assertIn(name, ran.text)

    def test_names_that_are_not_utf8(self):
        path = os.fsencode(self.folder) + b"/standalone\xff.xml"
        with open(path, "wb") as file:
            file.write(CONFIGURATION.encode())
        ran = self.migrate(".")
        self.assertEqual(ran.status, 0, ran.err)
        self.assertIn("standalone\\xFF.xml", ran.text)
        with open(path, "rb") as file:
            self.assertEqual(file.read().decode(), MIGRATED)


class BadInputs(ProgramTest):
    """Exit status 2, a code, and nothing written."""

    def refuse(self, content, code, *words):
        self.put("standalone.xml", content)
        self.assert_fails(self.idsxml("migrate", "standalone.xml"), code, *words)
        self.assertEqual(self.names(), ["standalone.xml"])
        self.assertEqual((self.folder / "standalone.xml").read_bytes(), content if isinstance(content, bytes) else content.encode())

    def test_empty(self):
        self.refuse("", "XML001", "standalone.xml:1:1: ")

    def test_not_xml(self):
        self.refuse("realm=master\n", "XML018", "standalone.xml:1:1: ")

    def test_the_line_and_a_caret_are_shown(self):
        self.put("standalone.xml", '<server xmlns="urn:jboss:domain:14.0">\n  <a b="1" b="2"/>\n</server>\n')
        ran = self.idsxml("migrate", "standalone.xml")
        self.assertEqual(
            ran.errors,
            "standalone.xml:2:12: error[XML031]: <a> has the attribute b twice\n"
            "  |\n"
            '2 |   <a b="1" b="2"/>\n'
            "  |            ^\n"
            "  = help: Remove one of the two.\n",
        )

    def test_doctypes_are_refused_and_nothing_of_them_is_opened(self):
        bomb = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>\n<server>&d;</server>'
        self.refuse(bomb, "XML010", "standalone.xml:1:1: ")
        self.refuse('<!DOCTYPE a SYSTEM "file:///etc/passwd">\n<server/>', "XML010")

    def test_other_mistakes(self):
        self.refuse('<a:server xmlns="x"/>', "XML040")
        self.refuse("<server>&nbsp;</server>", "XML033")
        self.refuse(b"<server>\x00</server>", "XML016")
        self.refuse(b"<server>\xff</server>", "XML003")
        self.refuse('<server xmlns="x">\n<<<<<<< HEAD\n</server>', "XML012", "conflict")
        self.refuse("<a>" * 100_000, "XML011")

    def test_every_beginning_of_a_file_is_refused(self):
        whole = CONFIGURATION.rstrip()
        for end in range(0, len(whole) - 1, 13):
            self.put("standalone.xml", whole[:end])
            ran = self.idsxml("migrate", "standalone.xml")
            self.assertEqual(ran.status, 2, end)
            self.assertRegex(ran.errors, r"^standalone\.xml:\d+:\d+: error\[XML\d{3}\]: ")

    def test_other_roots_say_what_is_supported(self):
        self.refuse('<domain xmlns="urn:jboss:domain:14.0"/>', "CFG002", "standalone")
        self.refuse('<host xmlns="urn:jboss:domain:14.0"/>', "CFG002", "standalone")
        self.refuse("<html/>", "CFG001")

    def test_too_large(self):
        self.put("standalone.xml")
        self.assert_fails(self.idsxml("migrate", "--max-size", "100", "standalone.xml"), "IO009", "--max-size")
        self.assertEqual(self.migrate("--max-size", "1K", "standalone.xml").status, 0)
        ran = self.migrate("--max-size", "100", "-", stdin=CONFIGURATION)
        self.assertEqual((ran.status, ran.text), (2, ""))

    def test_what_is_no_file(self):
        (self.folder / "dangling.xml").symlink_to("nowhere")
        os.mkfifo(self.folder / "fifo.xml")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(self.folder / "socket.xml"))
            for name in ("missing.xml", "dangling.xml", "fifo.xml", "socket.xml", "/dev/null", "missing/standalone.xml"):
                ran = self.idsxml("migrate", name)
                self.assertEqual((ran.status, ran.text), (2, ""), name)
                self.assertRegex(ran.errors, r"^idsxml: error\[IO\d{3}\]: cannot read ")

    def test_no_permission(self):
        path = self.put("standalone.xml")
        path.chmod(0)
        self.folder.chmod(0o755)
        command = [PROGRAM, "migrate", "standalone.xml"]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
        process = subprocess.run(command, cwd=self.folder, capture_output=True, check=False)
        self.assertEqual(process.returncode, 2, process.stderr)
        self.assertIn(b"error[IO002]", process.stderr)


class RunningServers(ProgramTest):
    def test_a_server_that_runs_from_the_file_is_warned_of(self):
        path = self.put("standalone/configuration/standalone.xml")
        # What a server's command line looks like.
        server = subprocess.Popen(
            ["python3", "-c", "import time; time.sleep(60)", f"-Djboss.home.dir={self.folder}", "org.jboss.as.standalone"], executable="/usr/bin/python3"
        )
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        for attempt in range(50):  # until the process has become what it was started as
            with open(f"/proc/{server.pid}/cmdline", "rb") as line:
                if b"org.jboss.as.standalone" in line.read():
                    break
        ran = self.migrate(path)
        self.assertEqual(ran.status, 0, ran.err)
        self.assertIn("warning[IO062]", ran.errors)
        self.assertIn(str(server.pid), ran.errors)
        self.assertEqual(path.read_text(), MIGRATED)


class Detecting(ProgramTest):
    def test_a_file(self):
        self.put("standalone.xml")
        ran = self.idsxml("detect", "standalone.xml")
        self.assertEqual(ran.status, 0, ran.err)
        self.assertTrue(ran.text.startswith("standalone.xml: Keycloak 12 (WildFly 21)\n"), ran.text)

    def test_quiet_leaves_the_reasons_out(self):
        self.put("standalone.xml")
        self.assertEqual(self.idsxml("detect", "-q", "standalone.xml").text, "standalone.xml: Keycloak 12 (WildFly 21)\n")

    def test_standard_input_folders_and_several_files(self):
        self.put("a/standalone.xml")
        self.put("b.xml", MIGRATED)
        self.assertTrue(self.idsxml("detect", "-", stdin=CONFIGURATION).text.startswith("standard input: "))
        ran = self.idsxml("detect", "-q", "a", "b.xml")
        self.assertEqual([line.split(":")[0] for line in ran.text.splitlines()], ["a/standalone.xml", "b.xml"])

    def test_one_bad_file_does_not_stop_the_others(self):
        self.put("b.xml")
        ran = self.idsxml("detect", "missing.xml", "b.xml")
        self.assertEqual(ran.status, 2)
        self.assertIn("error[IO001]", ran.errors)
        self.assertIn("b.xml: Keycloak 12", ran.text)


if __name__ == "__main__":
    unittest.main()
