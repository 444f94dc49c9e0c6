from pathlib import Path

import pytest

TESTDATA = Path(__file__).parents[3] / "testdata"


@pytest.fixture(scope="session")
def testdata() -> Path:
    return TESTDATA


@pytest.fixture(scope="session")
def keycloak_12() -> bytes:
    """As Keycloak 12.0.4 wrote it, 35 KB."""
    return (TESTDATA / "servers/12.0.4/standalone/input.xml").read_bytes()


@pytest.fixture(scope="session")
def keycloak_15() -> bytes:
    """The same, migrated."""
    return (TESTDATA / "servers/12.0.4/standalone/migrated-15.xml").read_bytes()
