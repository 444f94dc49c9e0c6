import json
from pathlib import Path
from typing import Any

import pytest

import idsxml

SEVERAL = """<server xmlns="urn:jboss:domain:16.0">
    <profile><subsystem xmlns="urn:jboss:domain:keycloak-server:1.1"/></profile>
</server>
"""  # Keycloak 13, 14 or 15


def test_writes_the_runbook_of_an_upgrade() -> None:
    runbook = idsxml.plan("ids:1.5", from_="ids:1.4")
    assert runbook.startswith("# ")
    assert runbook == idsxml.plan("ids:1.5", from_="ids:1.4", platform="zip", format="markdown")
    assert idsxml.plan("ids:1.5", from_="ids:1.4", format="sh").startswith("#!")
    assert json.loads(idsxml.plan("ids:1.5", from_="ids:1.4", format="json"))["from"]["release"] == "ids:1.4"


def test_a_configuration_tells_the_release_and_the_database(keycloak_12: bytes) -> None:
    for configuration in (keycloak_12, keycloak_12.decode(), idsxml.Configuration.parse(keycloak_12)):
        document = json.loads(idsxml.plan("keycloak:15", configuration=configuration, format="json"))
        assert (document["from"]["release"], document["database"]) == ("keycloak:12", "h2")
    named = idsxml.plan("keycloak:15", configuration=keycloak_12, configuration_name="standalone-ours.xml")
    assert "standalone-ours.xml" in named


@pytest.mark.parametrize("of", [str, Path])
def test_a_home_is_a_path(of: Any) -> None:
    assert "/opt/our server" in idsxml.plan("keycloak:15", from_="keycloak:12", home=of("/opt/our server"))
    assert "/opt/ä" in idsxml.plan("keycloak:15", from_="keycloak:12", home=of("/opt/ä"), format="sh")


def test_on_kubernetes_helm_is_asked() -> None:
    runbook = idsxml.plan("ids:1.5", from_="ids:1.4", platform="kubernetes", release_name="acs", namespace="prod")
    assert "helm" in runbook and "acs" in runbook and "prod" in runbook
    other = idsxml.plan("ids:1.5", from_="ids:1.4", platform="kubernetes", chart="identity-service")
    assert "helm" in other
    assert other != idsxml.plan("ids:1.5", from_="ids:1.4", platform="kubernetes", chart="infrastructure")


def test_no_secret_is_in_it(keycloak_12: bytes) -> None:
    assert b"<password>sa</password>" in keycloak_12
    configuration = keycloak_12.replace(b"<password>sa</password>", b"<password>Geheimnis</password>")
    formats: tuple[Any, ...] = ("markdown", "sh", "json")
    for format in formats:
        assert "Geheimnis" not in idsxml.plan("keycloak:15", configuration=configuration, format=format)


@pytest.mark.parametrize(
    "to, others, code",
    [
        ("keycloak:12", {"from_": "keycloak:15"}, "PLN001"),
        ("ids:1.4", {"from_": "wildfly:18"}, "PLN002"),
        ("ids:1.5", {"from_": "ids:9"}, "CLI103"),
        ("ids:1.5", {}, "CLI004"),
        ("ids:1.5", {"from_": "ids:1.4", "platform": "windows"}, "CLI003"),
        ("ids:1.5", {"from_": "ids:1.4", "chart": "sea"}, "CLI003"),
        ("ids:1.5", {"from_": "ids:1.4", "format": "fax"}, "CLI003"),
        ("ids:1.5", {"configuration": "<server"}, "XML022"),
        ("keycloak:15", {"configuration": SEVERAL}, "PLN005"),
    ],
)
def test_mistakes_are_errors(to: str, others: Any, code: str) -> None:
    with pytest.raises(idsxml.Error) as raised:
        idsxml.plan(to, **others)
    assert raised.value.code == code
