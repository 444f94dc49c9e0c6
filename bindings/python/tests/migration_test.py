import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import idsxml


def test_gives_the_bytes_of_the_program(testdata: Path) -> None:
    for folder in (testdata / "servers").glob("*/standalone*"):
        for release in ("13", "15"):
            expected = folder / f"migrated-{release}.xml"
            migration = idsxml.migrate((folder / "input.xml").read_bytes(), to=f"keycloak:{release}")
            assert migration.bytes == expected.read_bytes(), expected


def test_edits_make_the_result(keycloak_12: bytes) -> None:
    migration = idsxml.migrate(keycloak_12, to="keycloak:15")
    made, at = b"", 0
    for edit in migration.edits:
        made += keycloak_12[at : edit.begin] + edit.replacement
        at = edit.end
    assert made + keycloak_12[at:] == migration.bytes


def test_findings_are_values(keycloak_12: bytes) -> None:
    migration = idsxml.migrate(keycloak_12, to="keycloak:15")
    jdr = next(finding for finding in migration.findings if finding.rule == "KC0341")
    assert (jdr.severity, jdr.outcome) == (idsxml.Severity.NOTE, idsxml.Outcome.DONE)
    assert jdr.message == "removed /extension=org.jboss.as.jdr"
    assert keycloak_12[jdr.position.offset :][: jdr.length] == b'<extension module="org.jboss.as.jdr"/>'
    assert jdr.line.strip() == '<extension module="org.jboss.as.jdr"/>'
    assert keycloak_12[: jdr.position.offset].count(b"\n") == jdr.position.line - 1
    assert jdr.edits and set(jdr.edits) <= set(migration.edits)
    assert jdr == dataclasses.replace(jdr) and hash(jdr) == hash(dataclasses.replace(jdr))
    with pytest.raises(dataclasses.FrozenInstanceError):
        jdr.rule = "KC0342"  # type: ignore[misc]


def test_what_is_migrated_stays_as_it_is(keycloak_15: bytes) -> None:
    migration = idsxml.migrate(keycloak_15, to="keycloak:15")
    assert not migration.changed
    assert migration.edits == ()
    assert migration.bytes == keycloak_15


@pytest.mark.parametrize("of", [bytes, bytearray, memoryview, bytes.decode, idsxml.Configuration.parse])
def test_takes_whatever_holds_a_configuration(of: Callable[[bytes], idsxml.Input], keycloak_12: bytes) -> None:
    assert idsxml.migrate(of(keycloak_12), to="keycloak:15").bytes == idsxml.migrate(keycloak_12, "keycloak:15").bytes


def test_rules_can_be_chosen(keycloak_12: bytes) -> None:
    def rules(migration: idsxml.Migration) -> set[str]:
        return {finding.rule for finding in migration.findings}

    assert rules(idsxml.migrate(keycloak_12, "keycloak:15", only=["KC0341"])) == {"KC0341"}
    assert "KC0341" not in rules(idsxml.migrate(keycloak_12, "keycloak:15", skip=iter(["KC0341"])))
    minimal = idsxml.migrate(keycloak_12, "keycloak:15", minimal=True)
    assert rules(minimal) < rules(idsxml.migrate(keycloak_12, "keycloak:15"))
    with pytest.raises(TypeError, match="only takes several rules"):
        idsxml.migrate(keycloak_12, "keycloak:15", only="KC0341")


def test_takes_over_a_keycloak_server_json(testdata: Path) -> None:
    folder = testdata / "keycloak_server_json"
    settings = (folder / "settings.json").read_text()
    data = (testdata / "servers/2.5.5.Final/standalone/input.xml").read_bytes()
    bare = re.sub(rb"(<subsystem [^>]*keycloak-server[^>]*>).*?(</subsystem>)", rb"\1\2", data, flags=re.DOTALL)
    with_settings = idsxml.migrate(bare, "keycloak:13", keycloak_server_json=settings)
    assert with_settings.bytes != idsxml.migrate(bare, "keycloak:13").bytes
    assert with_settings.bytes == idsxml.migrate(bare, "keycloak:13", keycloak_server_json=settings.encode()).bytes


def test_reports_are_those_of_the_program(keycloak_12: bytes) -> None:
    migration = idsxml.migrate(keycloak_12, to="keycloak:15")
    assert "Keycloak 12 (WildFly 21) -> Keycloak 15" in migration.report("text", name="a/standalone.xml")
    report = json.loads(migration.report("json", name="a/standalone.xml"))
    assert report["files"][0]["path"] == "a/standalone.xml"
    assert len(report["files"][0]["findings"]) == len(migration.findings)
    assert migration.report("html").lower().startswith("<!doctype html>")
    assert migration.report("diff").startswith("diff --git a/standalone.xml b/standalone.xml\n")
    with pytest.raises(idsxml.Error) as raised:
        migration.report("fax")
    assert raised.value.code == "CLI003"
