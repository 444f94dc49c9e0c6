"""In real repositories, with the lines of docs/git.md: what git alone cannot merge, what nobody can, and how differences are shown."""
import os
import re
import shlex
import subprocess
import unittest

from support import PROGRAM, SOURCE, ProgramTest

GUIDE = (SOURCE / "docs" / "git.md").read_text()
ATTRIBUTES = re.search(r"```gitattributes\n(.*?)```", GUIDE, re.S).group(1)
CONFIG = [line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.S) for line in block.splitlines()]

BASE = """<?xml version="1.0" encoding="UTF-8"?>
<server xmlns="urn:jboss:domain:16.0">
    <extensions>
        <extension module="org.jboss.as.logging"/>
    </extensions>
    <system-properties>
        <property name="a" value="1"/>
    </system-properties>
    <profile>
        <subsystem xmlns="urn:jboss:domain:datasources:6.0">
            <datasources>
                <datasource jndi-name="java:/A" pool-name="A" enabled="true">
                    <security>
                        <user-name>sa</user-name>
                        <password>geheim</password>
                    </security>
                </datasource>
            </datasources>
        </subsystem>
    </profile>
    <socket-binding-group name="standard-sockets" default-interface="public">
        <socket-binding name="http" port="8080"/>
    </socket-binding-group>
</server>
"""
DATASOURCE = """                <datasource jndi-name="java:/{0}" pool-name="{0}">
                    <!-- {0} is of its own -->
                    <driver>h2</driver>
                </datasource>
"""
PROPERTY = '        <property name="{0}" value="of {0}"/>\n'
BINDING = '        <socket-binding name="{0}" port="{1}"/>\n'


def with_own(text, name, port):
    text = text.replace("            </datasources>\n", DATASOURCE.format(name) + "            </datasources>\n")
    text = text.replace("    </system-properties>\n", PROPERTY.format(name) + "    </system-properties>\n")
    return text.replace("    </socket-binding-group>\n", BINDING.format(name, port) + "    </socket-binding-group>\n")


MINE = with_own(BASE, "M", 1)
THEIRS = with_own(BASE, "T", 2).replace('enabled="true"', 'enabled="false"')
BOTH = with_own(MINE, "T", 2).replace('enabled="true"', 'enabled="false"')


class Repository(ProgramTest):
    """A branch `main` with BASE, and two branches of it."""

    name = "standalone.xml"

    def setUp(self):
        super().setUp()
        binaries = self.folder / "bin"
        binaries.mkdir()
        (binaries / "idsxml").symlink_to(PROGRAM)
        self.environment["PATH"] = f"{binaries}{os.pathsep}{self.environment['PATH']}"
        self.environment |= {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        self.repository = self.folder / "repository"
        self.repository.mkdir()
        self.git("init", "-q", "-b", "main")
        for line in CONFIG:
            subprocess.run(shlex.split(line), cwd=self.repository, env=self.environment, check=True)
        self.write(".gitattributes", ATTRIBUTES)
        self.commit(BASE)

    def git(self, *arguments, status=0):
        process = subprocess.run(
            ["git", *arguments], cwd=self.repository, env=self.environment, capture_output=True, check=False, timeout=60
        )
        self.assertEqual(process.returncode, status, (arguments, process.stdout, process.stderr))
        return process.stdout.decode() + process.stderr.decode()

    def write(self, name, content):
        path = self.repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(self, content):
        self.write(self.name, content)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "a change")

    def branches(self, mine, theirs):
        """Leaves `mine` checked out."""
        self.git("checkout", "-q", "-b", "theirs", "main")
        self.commit(theirs)
        self.git("checkout", "-q", "-b", "mine", "main")
        self.commit(mine)

    def content(self):
        return (self.repository / self.name).read_bytes().decode()

    def status(self):
        return self.git("status", "--porcelain")


class Merge(Repository):
    def test_git_alone_conflicts_and_the_driver_does_not(self):
        self.branches(MINE, THEIRS)
        self.git("-c", "merge.idsxml.driver=git merge-file %A %O %B", "merge", "theirs", status=1)
        self.assertIn("<<<<<<<", self.content())
        self.git("merge", "--abort")
        self.git("merge", "-q", "--no-edit", "theirs")
        self.assertEqual(self.content(), BOTH)
        self.assertEqual(self.status(), "")

    def test_rebase_and_cherry_pick(self):
        self.branches(MINE, THEIRS)
        self.git("cherry-pick", "theirs")
        self.assertEqual(self.content(), BOTH)
        self.git("reset", "-q", "--hard", "HEAD^")
        self.git("rebase", "-q", "theirs")
        for part in (DATASOURCE.format("M"), DATASOURCE.format("T"), PROPERTY.format("M"), BINDING.format("T", 2)):
            self.assertEqual(self.content().count(part), 1)
        self.assertEqual(self.status(), "")

    def test_a_conflict_shows_both_sides_and_the_rest_is_merged(self):
        self.branches(MINE.replace("8080", "8081"), THEIRS.replace("8080", "8082"))
        said = self.git("merge", "theirs", status=1)
        self.assertIn("CONFLICT (content): Merge conflict in standalone.xml", said)
        line = self.content().splitlines().index("<<<<<<< ours") + 1
        self.assertIn(f"idsxml: standalone.xml: 1 conflict to resolve, in line {line}\n", said)
        self.assertEqual(
            self.content(),
            BOTH.replace(
                BINDING.format("http", 8080),
                "<<<<<<< ours\n"
                + BINDING.format("http", 8081)
                + "||||||| base\n"
                + BINDING.format("http", 8080)
                + "=======\n"
                + BINDING.format("http", 8082)
                + ">>>>>>> theirs\n",
            ),
        )
        self.assertEqual(self.status(), "UU standalone.xml\n")
        for stage, text in enumerate((BASE, MINE.replace("8080", "8081"), THEIRS.replace("8080", "8082")), 1):
            self.assertEqual(self.git("show", f":{stage}:standalone.xml"), text)

    def test_removed_here_and_changed_there_is_a_conflict(self):
        lines = BASE.splitlines(keepends=True)
        self.branches("".join(lines[:10] + lines[18:]), BASE.replace("sa<", "sb<"))
        self.git("merge", "theirs", status=1)
        self.assertIn("<user-name>sb</user-name>", self.content())
        self.assertEqual(self.status(), "UU standalone.xml\n")

    def test_messages_hold_no_secret(self):
        self.branches(BASE.replace("geheim", "mein-wort"), BASE.replace("geheim", "dein-wort"))
        said = self.git("merge", "theirs", status=1)
        self.assertNotIn("-wort", said)
        self.assertIn("mein-wort", self.content())
        self.assertIn("dein-wort", self.content())

    def test_a_file_that_is_not_well_formed_is_merged_by_its_lines(self):
        broken = "{% if x %}\n" + BASE
        self.git("checkout", "-q", "-B", "main")
        self.commit(broken)
        self.branches(broken.replace("8080", "8081"), broken.replace("sa<", "sb<"))
        self.git("merge", "-q", "--no-edit", "theirs")
        self.assertEqual(self.content(), broken.replace("8080", "8081").replace("sa<", "sb<"))

    def test_both_branches_add_the_file(self):
        self.name = "standalone-ha.xml"
        self.branches(MINE, MINE)
        self.git("merge", "-q", "--no-edit", "theirs")
        self.git("checkout", "-q", "main")
        self.git("branch", "-D", "mine", "theirs")
        self.branches(MINE, THEIRS)
        self.git("merge", "theirs", status=1)
        for part in (DATASOURCE.format("M"), DATASOURCE.format("T")):
            self.assertIn(part, self.content())

    def test_a_name_with_spaces_and_quotes(self):
        self.name = "a 'b' $(touch c)/standalone x.xml"
        self.commit(BASE)
        self.branches(MINE, THEIRS)
        self.git("merge", "-q", "--no-edit", "theirs")
        self.assertEqual(self.content(), BOTH)
        self.assertFalse((self.repository / "c").exists())

    def test_what_cannot_be_read_is_a_conflict_and_stays(self):
        self.branches(MINE, THEIRS)
        self.git("-c", "merge.idsxml.driver=idsxml merge -o %A --max-size 1K %O %A %B", "merge", "theirs", status=1)
        self.assertEqual(self.content(), MINE)
        self.assertEqual(self.status(), "UU standalone.xml\n")


class Command(ProgramTest):
    def test_the_result_goes_to_standard_output_or_a_file(self):
        self.put("base", BASE)
        self.put("mine", MINE)
        self.put("theirs", THEIRS)
        self.assertEqual(self.idsxml("merge", "base", "mine", "theirs").text, BOTH)
        self.assertEqual(self.idsxml("merge", "base", "mine", "theirs", "-o", "out").status, 0)
        self.assertEqual(self.get("out"), BOTH)
        self.assertEqual(self.get("mine"), MINE)
        self.assertEqual(self.names(), ["base", "mine", "out", "theirs"])

    def test_markers_are_as_long_as_asked_for(self):
        self.put("base", "1\n")
        self.put("mine", "2\n")
        self.put("theirs", "3\n")
        ran = self.idsxml("merge", "--marker-size", "3", "--path", "x.xml", "base", "mine", "theirs")
        self.assertEqual(ran.status, 1)
        self.assertEqual(ran.text, "<<< ours\n2\n||| base\n1\n===\n3\n>>> theirs\n")
        self.assertEqual(ran.errors, "idsxml: x.xml: 1 conflict to resolve, in line 1\n")

    def test_mistakes(self):
        self.put("a")
        self.assert_fails(self.idsxml("merge", "a", "a"), "CLI004", "three files")
        self.assert_fails(self.idsxml("merge", "a", "a", "b"), "IO001")
        self.assert_fails(self.idsxml("merge", "a", "a", "a", "--marker-size", "0"), "CLI003")


class Diff(Repository):
    def test_what_changed_for_a_server(self):
        self.write(self.name, THEIRS.replace("geheim", "neu").replace("    <system", "    <!-- c -->\n    <system"))
        shown = self.git("diff")
        self.assertTrue(shown.startswith("diff --git a/standalone.xml b/standalone.xml\n"), shown)
        for word in ("a/standalone.xml", "b/standalone.xml", "data-source=T", "enabled", "port"):
            self.assertIn(word, shown)
        for word in ("geheim", "neu", "<!--", "git-blob"):
            self.assertNotIn(word, shown)
        self.assertIn("geheim", self.git("diff", "--no-ext-diff"))
        self.assertIn("data-source=T", self.git("-c", "core.pager=cat", "diff", "--ext-diff", "HEAD"))

    def test_layout_alone_is_no_difference(self):
        self.write(self.name, BASE.replace("    ", "\t"))
        self.assertIn("no difference that a server would see", self.git("diff"))

    def test_new_deleted_and_renamed_files(self):
        self.write("standalone-ha.xml", MINE)
        self.git("add", "-A")
        self.assertEqual(
            self.git("diff", "--cached"), "diff --git a/standalone-ha.xml b/standalone-ha.xml\nnew file mode 100644\n"
        )
        self.git("commit", "-q", "-m", "more")
        self.git("rm", "-q", "standalone-ha.xml")
        self.assertIn("deleted file mode 100644\n", self.git("diff", "--cached"))
        self.git("reset", "-q", "--hard")
        self.git("mv", self.name, "standalone-x.xml")
        self.write("standalone-x.xml", BASE.replace("8080", "8081"))
        self.git("add", "-A")
        shown = self.git("diff", "--cached", "-M")
        for words in ("rename from standalone.xml\nrename to standalone-x.xml\n", "8080 -> 8081"):
            self.assertIn(words, shown)

    def test_a_broken_version_does_not_end_the_diff(self):
        self.write(self.name, "<server>")
        self.write("standalone-ha.xml", BASE)
        self.git("add", "standalone-ha.xml")
        shown = self.git("diff", "HEAD")
        self.assertIn("error[XML021]: ", shown)
        self.assertIn("b/standalone.xml", shown)
        self.assertIn("standalone-ha.xml", shown)

    def test_an_unmerged_file_is_said_to_be_that(self):
        self.branches(BASE.replace("8080", "8081"), BASE.replace("8080", "8082"))
        self.git("merge", "theirs", status=1)
        self.assertIn("* Unmerged path standalone.xml\n", self.git("diff", "--cached"))

    def test_without_any_configuration(self):
        self.git("config", "--global", "--unset", "diff.idsxml.command")
        self.write(self.name, BASE.replace("8080", "8081"))
        self.environment["GIT_EXTERNAL_DIFF"] = re.search(r'GIT_EXTERNAL_DIFF="(.*?)"', GUIDE).group(1)
        self.assertIn("8080 -> 8081", self.git("diff"))

    def test_other_arguments_are_refused(self):
        self.assert_fails(self.idsxml("diff", "--git", "a", "b"), "CLI004", "diff driver")


if __name__ == "__main__":
    unittest.main()
