"""What the tests of the program share: running it, and configurations to run it on."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["IDSXML_PROGRAM"]
SOURCE = pathlib.Path(__file__).resolve().parents[3]

SMALLRYE = "org.wildfly.extension.microprofile.config-smallrye"

# Small, and with one thing in it that KC1301 removes: an extension and its subsystem.
CONFIGURATION = f"""<?xml version="1.0" encoding="UTF-8"?>
<server xmlns="urn:jboss:domain:14.0">
    <extensions>
        <extension module="org.jboss.as.logging"/>
        <extension module="{SMALLRYE}"/>
        <extension module="org.keycloak.keycloak-server-subsystem"/>
    </extensions>
    <profile>
        <subsystem xmlns="urn:jboss:domain:keycloak-server:1.1">
            <web-context>auth</web-context>
        </subsystem>
        <!-- ours -->
        <subsystem xmlns="urn:wildfly:microprofile-config-smallrye:1.0"/>
    </profile>
</server>
"""
MIGRATED = CONFIGURATION.replace(f'        <extension module="{SMALLRYE}"/>\n', "").replace(
    '        <subsystem xmlns="urn:wildfly:microprofile-config-smallrye:1.0"/>\n', ""
)
# Only that rule: what the tests of the program expect does not change with the rules.
ONE_RULE = ("--only", "KC1301")

# A rule that leaves something to do.
MANUAL_RULE = """<rules xmlns="urn:idsxml:rules:1.0" product="keycloak" release="13.0.0">
  <rule id="KC9901" severity="warning">
    <title>The web context has to be agreed on</title>
    <explanation>A rule of our own.</explanation>
    <source>The tests of idsxml</source>
    <change>
      <when><exists resource="/subsystem=keycloak-server"/></when>
      <manual resource="/subsystem=keycloak-server">ask the network team</manual>
    </change>
  </rule>
</rules>
"""


class Ran:
    """What a run of the program came to."""

    def __init__(self, process):
        self.status = process.returncode
        self.out = process.stdout
        self.err = process.stderr

    @property
    def text(self):
        return self.out.decode()

    @property
    def errors(self):
        return self.err.decode()

    @property
    def json(self):
        return json.loads(self.out)


class ProgramTest(unittest.TestCase):
    """Each test runs in a folder of its own, with an environment that says nothing about a terminal."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="idsxml-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}

    def put(self, name, content=CONFIGURATION):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def get(self, name):
        return (self.folder / name).read_bytes().decode()

    def names(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))

    def idsxml(self, *arguments, stdin=b"", **environment):
        process = subprocess.run(
            [PROGRAM, *map(str, arguments)],
            cwd=self.folder,
            env={**self.environment, **environment},
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Ran(process)

    def migrate(self, *arguments, **more):
        return self.idsxml("migrate", *ONE_RULE, *arguments, **more)

    def assert_fails(self, ran, code, *words):
        """Exit status 2, one error with that code, and nothing on standard output."""
        self.assertEqual(ran.status, 2, ran.err)
        self.assertIn(f"error[{code}]", ran.errors)
        for word in words:
            self.assertIn(word, ran.errors)
        self.assertEqual(ran.text, "")
