"""What lint takes: folders, standard input, manifests, templates and scripts; and that it writes nothing."""
import json
import os
import pty
import re
import subprocess
import time
import unittest

from support import PROGRAM, ProgramTest

GONE = "org.wildfly.extension.microprofile.health-smallrye"
SERVER = f"""<server xmlns="urn:jboss:domain:16.0">
    <extensions>
        <extension module="{GONE}"/>
    </extensions>
</server>
"""
SOUND = '<server xmlns="urn:jboss:domain:16.0"/>\n'


def manifest(configuration):
    body = "".join(f"    {line}\n" for line in configuration.splitlines())
    return "kind: ConfigMap\ndata:\n  standalone.xml: |-\n" + body


class LintTest(ProgramTest):
    def lint(self, *arguments, **more):
        return self.idsxml("lint", "--to", "keycloak:13", "--format", "json", *arguments, **more)

    def looked_at(self, ran):
        return [file["path"] for file in ran.json["files"]]

    def places(self, ran):
        """PATH:LINE:COLUMN RULE of each finding above a note."""
        return [
            f"{file['path']}:{finding['where']['line']}:{finding['where']['column']} {finding['rule']}"
            for file in ran.json["files"]
            for finding in file["findings"]
            if finding["severity"] != "note"
        ]


class Folders(LintTest):
    def test_a_folder_is_what_lint_looks_at_by_its_name(self):
        wanted = [
            "a/configmap.yaml",
            "a/domain.xml",
            "a/host-master.xml",
            "a/setup.cli",
            "a/standalone-ha.xml.j2",
            "standalone.xml",
        ]
        self.put("a/configmap.yaml", manifest(SOUND))
        self.put("a/domain.xml", '<domain xmlns="urn:jboss:domain:16.0"/>')
        self.put("a/host-master.xml", '<host xmlns="urn:jboss:domain:16.0"/>')
        self.put("a/setup.cli", "embed-server\n")
        self.put("a/standalone-ha.xml.j2", SOUND)
        self.put("standalone.xml", SOUND)
        for name in ("pom.xml", "standalone.xml.bak", "standalone_xml_history/standalone.xml", ".git/standalone.xml"):
            self.put(name, "<")
        ran = self.lint(".")
        self.assertEqual(ran.status, 0, ran.err)
        self.assertEqual(self.looked_at(ran), ["./" + name for name in wanted])

    def test_other_yaml_and_xml_in_a_folder_is_none_of_ours(self):
        self.put("deployment.yaml", "kind: Deployment\n")
        self.put("broken.yaml", "a: [\n")
        self.put("hosts.xml", "<hosts/>")
        self.put("standalone.xml", SOUND)
        ran = self.lint(".")
        self.assertEqual(ran.status, 0, ran.err)
        self.assertEqual(self.looked_at(ran), ["./standalone.xml"])

    def test_named_yaml_without_a_configuration_is_an_error(self):
        self.put("deployment.yaml", "kind: Deployment\n")
        for operands in (("deployment.yaml",), ("deployment.yaml", "."), (".", "deployment.yaml")):
            ran = self.lint(*operands)
            self.assertEqual(ran.status, 2)
            self.assertIn("CFG010", ran.text)

    def test_a_folder_with_nothing_for_lint_is_an_error(self):
        self.put("pom.xml")
        ran = self.idsxml("lint", ".")
        self.assertEqual(ran.status, 2)
        self.assertIn("IO015", ran.errors)

    def test_git_agrees_about_what_is_ignored(self):
        names = [
            "standalone.xml", "a/standalone.xml", "a/b/standalone.xml", "a/b/standalone-ha.xml", "build/standalone.xml",
            "x/build/standalone.xml", "x/standalone-old.xml", "x/y/standalone-old.xml", "x/y/standalone-new.xml",
            "deep/1/2/standalone.xml", "deep/standalone.xml", "sp ace/standalone.xml", "[x]/standalone.xml", "q/standalone-1.xml",
            "q/standalone-2.xml", "q/standalone-a.xml", "kept/out/standalone.xml", "kept/out/in/standalone.xml",
            "!bang/standalone.xml", "#hash/standalone.xml", "info/standalone.xml", "star/a/b/c/standalone.xml",
        ]
        for name in names:
            self.put(name, SOUND)
        self.put(".gitignore", "build/\n*-old.xml\n!x/y/*-old.xml\ndeep/**/standalone.xml\n/sp\\ ace\n\\[x\\]/\r\n\\!bang\n\\#hash   \n")
        self.put("a/.gitignore", "b/*\n!b/standalone.xml\n")
        self.put("q/.gitignore", "standalone-[0-9].xml\n!standalone-[!1].xml\n")
        self.put("kept/.gitignore", "out/*\n!out/in/\n")
        self.put("star/.gitignore", "a/**/c\n")
        subprocess.run(["git", "init", "-q", "."], cwd=self.folder, check=True, env={**self.environment, "GIT_CONFIG_NOSYSTEM": "1"})
        self.put(".git/info/exclude", "info\n")
        listed = subprocess.run(["git", "ls-files", "-z", "-o", "--exclude-standard", "*.xml"], cwd=self.folder, check=True,
                                capture_output=True, env={**self.environment, "GIT_CONFIG_NOSYSTEM": "1"})
        expected = sorted("./" + name for name in listed.stdout.decode().split("\0") if name)
        self.assertLess(len(expected), len(names))
        self.assertEqual(sorted(self.looked_at(self.lint("."))), expected)
        below = [name for name in expected if name.startswith("./x/")]
        self.assertEqual(sorted("./" + name for name in self.looked_at(self.lint("x"))), below)

    def test_what_is_named_is_looked_at_even_where_git_ignores_it_and_once(self):
        self.put(".gitignore", "standalone.xml\n")
        self.put("standalone.xml", SOUND)
        self.put("standalone-ha.xml", SOUND)
        self.assertEqual(self.looked_at(self.lint("standalone.xml", ".", ".")), ["standalone.xml", "./standalone-ha.xml"])


class Streams(LintTest):
    def test_standard_input(self):
        ran = self.lint("-", stdin=SERVER)
        self.assertEqual((ran.status, self.places(ran)), (1, ["-:3:20 WF0001"]))

    def test_its_name_says_what_it_holds(self):
        ran = self.lint("--stdin-filename", "a/values.yaml", "-", stdin=manifest(SERVER))
        self.assertEqual((ran.status, self.places(ran)), (1, ["a/values.yaml:6:24 WF0001"]))
        self.assertEqual(self.names(), [])


class Contents(LintTest):
    def test_a_manifest(self):
        self.put("m.yaml", manifest(SERVER) + "---\n" + manifest(SERVER))
        ran = self.lint("m.yaml")
        self.assertEqual(self.places(ran), ["m.yaml:6:24 WF0001", "m.yaml:15:24 WF0001"])

    def test_a_helm_template(self):
        self.put("m.yaml", "{{- if .Values.on }}\n" + manifest(SERVER) + "{{- end }}\n")
        self.assertEqual(self.places(self.lint("m.yaml")), ["m.yaml:7:24 WF0001"])

    def test_a_template(self):
        self.put("standalone.xml.j2", "{% set a = 1 %}\n" + SERVER)
        ran = self.lint("standalone.xml.j2")
        self.assertEqual(self.places(ran), ["standalone.xml.j2:4:20 WF0001"])
        self.assertEqual([f["rule"] for f in ran.json["files"][0]["findings"]], ["WF0501", "WF0001"])

    def test_a_script(self):
        self.put("s.cli", "# /subsystem=jdr:remove\nif (outcome == success) of /subsystem=microprofile-health-smallrye:read-resource\n"
                 f"end-if\n/extension={GONE}:remove\n")
        ran = self.lint("s.cli")
        self.assertEqual(self.places(ran), ["s.cli:2:29 WF0502", "s.cli:4:2 WF0502"])
        self.assertEqual([f["severity"] for f in ran.json["files"][0]["findings"]], ["warning", "error"])


SECRET = "open-sesame"


def realm(requirement, version="8.0.1", **more):
    steps = [
        {"authenticator": "idp-review-profile", "requirement": "REQUIRED"},
        {"authenticatorConfig": "create unique user config", "authenticator": "idp-create-user-if-unique", "requirement": requirement},
        {"requirement": "ALTERNATIVE", "flowAlias": "Handle Existing Account", "autheticatorFlow": True},
    ]
    flow = {"alias": "first broker login", "authenticationExecutions": steps}
    return {"realm": "alfresco", "keycloakVersion": version, "clients": [{"clientId": "a", "secret": SECRET}], "authenticationFlows": [flow], **more}


class RealmExports(LintTest):
    FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown")

    def test_the_step_that_the_upgrade_breaks_is_an_error_at_its_requirement(self):
        self.put("realm-export.json", json.dumps(realm("REQUIRED"), indent=1))
        ran = self.lint("realm-export.json")
        self.assertEqual((ran.status, self.places(ran)), (1, ["realm-export.json:21:21 KC0901"]))
        self.put("realm-export.json", json.dumps(realm("ALTERNATIVE"), indent=1))
        self.assertEqual(self.lint("realm-export.json").status, 0)

    def test_every_format_has_it_and_none_has_a_secret(self):
        for name, separators in (("one-line.json", (",", ":")), ("wide.json", (" , ", " : "))):
            self.put(name, json.dumps(realm("REQUIRED", smtpServer={"password": SECRET}), separators=separators))
        self.put("long.json", json.dumps(realm("REQUIRED", users=[{"secret": SECRET}] * 20_000)))
        for form in self.FORMATS:
            for name in ("one-line.json", "wide.json", "long.json"):
                ran = self.idsxml("lint", "--to", "keycloak:13", "--format", form, name)
                self.assertEqual(ran.status, 1, ran.err)
                self.assertIn("first broker login", ran.text)
                self.assertNotIn(SECRET, ran.text)
                self.assertNotIn(SECRET, ran.errors)

    def test_a_baseline_knows_it_on_another_line_too(self):
        self.put("realm.json", json.dumps(realm("REQUIRED"), indent=1))
        self.lint("--write-baseline", "known.toml", "realm.json")
        self.put("realm.json", json.dumps({"id": "x", **realm("REQUIRED")}, indent=1))
        self.assertEqual(self.lint("--baseline", "known.toml", "realm.json").status, 0)

    def test_other_json_in_a_folder_is_none_of_ours(self):
        self.put("package.json", "{")
        self.put("realmKeys.json", "[{}]")
        self.put("realm.json.tpl", '{"realm": "a" {{- if .x -}}, {{ end }}}')
        self.put("in/Alfresco-Realm.json", json.dumps([realm("REQUIRED")]))
        ran = self.lint(".")
        self.assertEqual((ran.status, self.looked_at(ran)), (1, ["./in/Alfresco-Realm.json"]), ran.err)

    def test_other_json_that_is_named_and_a_broken_export_are_errors(self):
        self.put("package.json", "{}")
        self.put("my-realm.json", json.dumps(realm("REQUIRED"))[:-9])
        for operand, code in (("package.json", "CFG011"), ("my-realm.json", "CFG012"), (".", "CFG012")):
            ran = self.lint(operand)
            self.assertEqual(ran.status, 2)
            self.assertIn(code, ran.text)
            self.assertNotIn(SECRET, ran.text)


class NothingIsWritten(LintTest):
    def fill(self):
        self.put("in/standalone.xml", SERVER)
        self.put("in/m.yaml", manifest(SERVER))
        self.put("in/s.cli", "/subsystem=microprofile-health-smallrye:remove\n")
        self.put("in/standalone.xml.erb", "<% a %>\n" + SERVER)
        self.put("in/.gitignore", "*.bak\n")

    def test_no_file_is_opened_for_writing_and_none_is_created(self):
        self.fill()
        before = self.names()
        trace = self.folder / "trace"
        ran = subprocess.run(
            ["strace", "-f", "-o", trace, "-e", "trace=%file,%desc", PROGRAM, "lint", "--to", "keycloak:13", "in", "in/m.yaml", "-"],
            cwd=self.folder, env=self.environment, input=SERVER.encode(), capture_output=True, check=False, timeout=120,
        )
        self.assertEqual(ran.returncode, 1, ran.stderr)
        calls = trace.read_text()
        self.assertIn("standalone.xml", calls)
        writing = re.compile(
            r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|\b(creat|rename\w*|unlink\w*|mkdir\w*|rmdir|link\w*|symlink\w*|truncate|ftruncate|"
            r"f?chmod\w*|l?f?chown\w*|utimensat|mknod\w*|f?setxattr|fallocate)\("
        )
        self.assertEqual([line for line in calls.splitlines() if writing.search(line)], [])
        trace.unlink()
        self.assertEqual(self.names(), before)

    def test_a_read_only_folder_is_enough(self):
        """Permissions stop everybody but root, for whom the folder is mounted read-only."""
        self.fill()
        command = [PROGRAM, "lint", "--to", "keycloak:13", "in"]
        if os.geteuid() == 0:
            # In a chroot, whose root is no mount point, there is nothing that could be made private.
            mount = 'mount --make-rprivate / 2>&-; mount --bind in in && mount -o remount,ro,bind in && ! touch in/x 2>&- && exec "$@"'
            command = ["unshare", "--mount", "--propagation", "unchanged", "sh", "-c", mount, "sh", *command]
        (self.folder / "in").chmod(0o500)
        self.addCleanup((self.folder / "in").chmod, 0o700)
        ran = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, check=False, timeout=60)
        self.assertEqual(ran.returncode, 1, ran.stderr)
        self.assertIn(b"WF0502", ran.stdout)


class Progress(LintTest):
    def test_a_terminal_is_told_how_far_a_run_is_that_takes_over_a_second(self):
        self.put("standalone.xml", SOUND)
        master, slave = pty.openpty()
        process = subprocess.Popen([PROGRAM, "lint", "standalone.xml", "-"], cwd=self.folder, env=self.environment,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=slave)
        os.close(slave)
        time.sleep(1.1)
        output, _ = process.communicate(SOUND.encode(), timeout=60)
        said = self.rest_of(master)
        self.assertEqual(said, "\r2 of 2 files\r" + " " * len("2 of 2 files") + "\r")
        self.assertNotIn(b"files\r", output)

    @staticmethod
    def rest_of(master):
        """All that was written to a terminal that nobody has open any more: it comes in pieces, and ends with an error."""
        said = b""
        with open(master, "rb", buffering=0) as terminal:
            try:
                while piece := terminal.read(4096):
                    said += piece
            except OSError:
                pass
        return said.decode()

    def test_there_is_none_in_a_pipe(self):
        for number in range(30):
            self.put(f"{number}/standalone.xml", SOUND)
        ran = self.idsxml("lint", ".")
        self.assertNotIn("of 30 files", ran.errors)


if __name__ == "__main__":
    unittest.main()
