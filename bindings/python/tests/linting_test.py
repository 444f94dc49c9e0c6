import json
from pathlib import Path

import pytest

import idsxml


def test_finds_what_a_release_refuses(keycloak_12: bytes) -> None:
    lint = idsxml.lint(keycloak_12, to="keycloak:15")
    found = {finding.rule: finding for finding in lint.findings}
    assert found["KC1401"].severity == idsxml.Severity.ERROR
    assert found["KC1401"].outcome == idsxml.Outcome.FIXABLE
    assert found["KC1401"].fingerprint and found["KC1401"].path
    assert lint.worst == idsxml.Severity.ERROR
    assert [finding.position for finding in lint.findings] == sorted(
        (finding.position for finding in lint.findings), key=lambda position: position.offset
    )


def test_finds_the_same_in_a_configuration(keycloak_12: bytes) -> None:
    parsed = idsxml.lint(idsxml.Configuration.parse(keycloak_12), to="keycloak:15")
    assert parsed.findings == idsxml.lint(keycloak_12, to="keycloak:15").findings


def test_severities_are_the_callers(keycloak_12: bytes) -> None:
    severities = {"KC1401": idsxml.Severity.NOTE}
    lint = idsxml.lint(keycloak_12, to="keycloak:15", only=["KC1401"], severities=severities)
    assert {finding.severity for finding in lint.findings} == {idsxml.Severity.NOTE}
    assert idsxml.Severity.NOTE < idsxml.Severity.ERROR
    assert str(lint.worst) == "note"


def test_the_name_says_what_a_file_holds() -> None:
    script = "/subsystem=microprofile-metrics-smallrye:remove\n"
    assert [each.rule for each in idsxml.lint(script, to="keycloak:13", name="setup.cli").findings] == ["WF0502"]
    with pytest.raises(idsxml.Error):
        idsxml.lint(script, to="keycloak:13", name="standalone.xml")


def test_a_comment_suppresses_a_finding(keycloak_12: bytes) -> None:
    jdr = b'<extension module="org.jboss.as.jdr"/>'
    data = keycloak_12.replace(jdr, b"<!-- idsxml ignore=KC0341 it is wanted -->" + jdr)
    lint = idsxml.lint(data, to="keycloak:15", only=["KC0341"])
    assert (True, "it is wanted") in [(finding.suppressed, finding.reason) for finding in lint.findings]
    counting = [finding.severity for finding in lint.findings if not finding.suppressed]
    assert lint.worst == max(counting, default=None)


@pytest.mark.parametrize("format", ["text", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown"])
def test_reports_are_those_of_the_program(format: str, keycloak_12: bytes) -> None:
    assert "KC1401" in idsxml.lint(keycloak_12, to="keycloak:15").report(format, name="a/standalone.xml")


def test_fingerprints_are_those_of_the_report(testdata: Path) -> None:
    lint = idsxml.lint((testdata / "servers/9.0.3/standalone-ha/input.xml").read_bytes(), to="keycloak:15")
    reported = json.loads(lint.report("json"))["files"][0]["findings"]
    assert [finding["fingerprint"] for finding in reported] == [finding.fingerprint for finding in lint.findings]
