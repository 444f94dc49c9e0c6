import json
from pathlib import Path

import pytest

import idsxml


def test_says_what_it_is(testdata: Path) -> None:
    data = (testdata / "servers/12.0.4/standalone-ha/input.xml").read_bytes()
    configuration = idsxml.Configuration.parse(data)
    assert configuration.bytes == data
    assert configuration.kind == "standalone"
    assert configuration.namespace == "urn:jboss:domain:14.0"
    assert configuration.has_keycloak
    assert configuration.is_ha
    assert configuration.releases == ("keycloak:12",)
    assert json.loads(configuration.report("json", name="a.xml"))["files"][0]["path"] == "a.xml"
    assert idsxml.detect(data) == idsxml.detect(configuration) == ("keycloak:12",)


def test_releases_are_known() -> None:
    assert {"keycloak:12", "keycloak:15", "wildfly:26"} <= set(idsxml.releases())
    assert set(idsxml.stock_profiles("keycloak:12")) >= {"standalone", "ha"}
    with pytest.raises(idsxml.Error):
        idsxml.stock_profiles("keycloak:99")


def test_rules_are_listed_and_explained() -> None:
    rules = idsxml.Rules()
    listed = {rule.id: rule for rule in rules}
    assert len(rules) == len(listed) > 50
    assert listed["KC1301"].product == "keycloak"
    assert listed["KC1301"].boot
    assert rules.explain("KC1301").startswith("# KC1301")
    with pytest.raises(idsxml.Error) as raised:
        rules.explain("KC9999")
    assert raised.value.code == "RUL004"


def test_own_rules_are_taken_besides(own_rules: Path, keycloak_12: bytes) -> None:
    rules = idsxml.Rules(own_rules)
    assert len(rules) == len(idsxml.Rules()) + 1
    migration = idsxml.migrate(keycloak_12, "keycloak:15", rules=rules, only=["KC9001"])
    assert b"domain:weld" not in migration.bytes

    (own_rules / "own.xml").write_text("<rules>\n<rule")
    with pytest.raises(idsxml.Error) as raised:
        idsxml.Rules(own_rules)
    assert raised.value.position and raised.value.position.line == 2
