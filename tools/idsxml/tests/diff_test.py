"""--dry-run prints what `git apply` and `patch -p1` make the same bytes of as idsxml itself."""
import os
import subprocess
import unittest

from support import CONFIGURATION, MIGRATED, ONE_RULE, PROGRAM, SMALLRYE, SOURCE, ProgramTest


class Differences(ProgramTest):
    def apply(self, command, name, before, difference):
        folder = self.folder / "applied"
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(before)
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True, env=self.environment)
        process = subprocess.run(command, cwd=folder, input=difference, capture_output=True, check=False, env=self.environment)
        self.assertEqual(process.returncode, 0, (command, process.stdout, process.stderr, difference))
        return path.read_bytes()

    def check(self, before, name="standalone.xml", arguments=("--only", "KC1301")):
        before = before if isinstance(before, bytes) else before.encode()
        self.put(name, before)
        after = self.idsxml("migrate", *arguments, "-o", "-", name)
        self.assertNotEqual(after.out, before)
        difference = self.idsxml("migrate", *arguments, "--dry-run", name).out
        for command in (["git", "apply", "-"], ["patch", "-p1", "--quiet"]):
            self.assertEqual(self.apply(command, name, before, difference), after.out, command)
        return difference.decode(errors="replace")

    def test_the_usual_layout(self):
        self.assertEqual(
            self.check(CONFIGURATION),
            "diff --git a/standalone.xml b/standalone.xml\n"
            "--- a/standalone.xml\n"
            "+++ b/standalone.xml\n"
            "@@ -2,7 +2,6 @@\n"
            ' <server xmlns="urn:jboss:domain:14.0">\n'
            "     <extensions>\n"
            '         <extension module="org.jboss.as.logging"/>\n'
            f'-        <extension module="{SMALLRYE}"/>\n'
            '         <extension module="org.keycloak.keycloak-server-subsystem"/>\n'
            "     </extensions>\n"
            "     <profile>\n"
            "@@ -10,6 +9,5 @@\n"
            "             <web-context>auth</web-context>\n"
            "         </subsystem>\n"
            "         <!-- ours -->\n"
            '-        <subsystem xmlns="urn:wildfly:microprofile-config-smallrye:1.0"/>\n'
            "     </profile>\n"
            " </server>\n",
        )

    def test_line_ends_and_encodings(self):
        one_line = CONFIGURATION.replace("\n", "")
        for text in (
            CONFIGURATION.replace("\n", "\r\n"),
            CONFIGURATION.replace("\n", "\r"),
            CONFIGURATION.rstrip(),
            CONFIGURATION.replace("</server>\n", "</server>\r\n"),
            one_line,
            one_line + "\n",
            "\ufeff" + CONFIGURATION,
            CONFIGURATION.replace("ours", "日本語"),
            CONFIGURATION.replace("ours", "ü").replace("UTF-8", "ISO-8859-1").encode("latin-1"),
            CONFIGURATION.replace("UTF-8", "UTF-16").encode("utf-16"),
            b"\xfe\xff" + CONFIGURATION.replace("UTF-8", "UTF-16").encode("utf-16-be"),
            CONFIGURATION.replace("    ", "\t"),
        ):
            self.check(text)

    def test_changes_on_the_last_line(self):
        head, tail = CONFIGURATION.split("    <profile>\n")
        self.check(head + "    <profile>" + tail.replace("\n", " ").rstrip())

    def test_names(self):
        for name in ("with space.xml", "a b/c d.xml", 'quo"te.xml', "back\\slash.xml", "ünïcode.xml", "tab\there.xml", "a/b/c/standalone.xml", "-o.xml"):
            before = CONFIGURATION.encode()
            self.put(name, before)
            difference = self.migrate("--dry-run", "--", name).out
            for command in (["git", "apply", "-"], ["patch", "-p1", "--quiet"]):
                self.assertEqual(self.apply(command, name, before, difference).decode(), MIGRATED, (name, command))

    def test_an_absolute_name_applies_from_the_root_folder(self):
        path = self.put("standalone.xml")
        difference = self.migrate("--dry-run", path).out
        self.assertIn(f"\n--- a{path}\n".encode(), difference)
        subprocess.run(["patch", "-p1", "--quiet", "-d", "/"], input=difference, check=True)
        self.assertEqual(self.get("standalone.xml"), MIGRATED)

    def test_a_name_above_this_folder_is_made_absolute(self):
        path = self.put("standalone.xml")
        (self.folder / "deep").mkdir()
        os.chdir(self.folder / "deep")
        self.addCleanup(os.chdir, "/")
        process = subprocess.run([PROGRAM, "migrate", *ONE_RULE, "--dry-run", "../standalone.xml"], capture_output=True, check=True)
        self.assertIn(f"\n--- a{path}\n".encode(), process.stdout)

    def test_dots_in_a_name_go(self):
        self.put("a/standalone.xml")
        difference = self.migrate("--dry-run", "./a/../a/standalone.xml").text
        self.assertTrue(difference.startswith("diff --git a/a/standalone.xml b/a/standalone.xml\n"))

    def test_several_files_in_one_difference(self):
        folder = self.folder / "copy"
        names = ["a.xml", "b/standalone.xml"]
        for name in names:
            self.put(name)
            self.put("copy/" + name)
        difference = self.migrate("--dry-run", *names).out
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True, env=self.environment)
        subprocess.run(["git", "apply", "-"], cwd=folder, input=difference, check=True, env=self.environment)
        for name in names:
            self.assertEqual((folder / name).read_text(), MIGRATED)

    def test_nothing_to_change_is_an_empty_difference(self):
        self.put("standalone.xml", MIGRATED)
        self.assertEqual(self.migrate("--dry-run", "standalone.xml").out, b"")

    def test_standard_input(self):
        ran = self.migrate("--dry-run", "-", stdin=CONFIGURATION)
        self.assertTrue(ran.text.startswith("diff --git a/standard-input b/standard-input\n"))

    def test_whole_migrations_of_configurations_that_servers_came_with(self):
        inputs = sorted(SOURCE.glob("testdata/servers/*/*/input.xml"))
        self.assertTrue(inputs)
        for path in inputs:
            before = path.read_bytes()
            for text in (before, before.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")):
                name = f"{path.parent.parent.name}/{path.parent.name}.xml"
                self.check(text, name, ())


if __name__ == "__main__":
    unittest.main()
