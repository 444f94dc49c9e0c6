from pathlib import Path

import pytest

TESTDATA = Path(__file__).parents[3] / "testdata"

KEYCLOAK_12 = TESTDATA / "servers/12.0.4/standalone/input.xml"


@pytest.fixture(scope="session")
def testdata() -> Path:
    return TESTDATA


@pytest.fixture(scope="session")
def keycloak_12() -> bytes:
    """As Keycloak 12.0.4 wrote it, 35 KB."""
    return KEYCLOAK_12.read_bytes()


@pytest.fixture(scope="session")
def keycloak_15() -> bytes:
    """The same, migrated."""
    return (TESTDATA / "servers/12.0.4/standalone/migrated-15.xml").read_bytes()


def make_home(home: Path, version: str) -> Path:
    """As much of a server as an upgrade looks at."""
    for path, content in {
        "version.txt": f"Keycloak - Version {version}\n",
        "jboss-modules.jar": f"jar of {version}",
        "bin/standalone.sh": "#!/bin/sh\n",
        "modules/system/layers/base/org/jboss/as/server/main/module.xml": "<module/>\n",
        "standalone/configuration/application-users.properties": "# none\n",
        "standalone/configuration/standalone.xml": KEYCLOAK_12.read_text(),
    }.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(content)
    return home


@pytest.fixture
def old_home(tmp_path: Path) -> Path:
    """With somebody's things in it."""
    home = make_home(tmp_path / "old ä", "12.0.4")
    (home / "standalone/configuration/application-users.properties").write_text("jürgen=0123\n", encoding="utf-8")
    (home / "standalone/data").mkdir()
    for number in range(5):
        (home / f"standalone/data/{number}").write_bytes(b"data" * 1000)
    return home


@pytest.fixture
def new_home(tmp_path: Path) -> Path:
    """As it was unpacked."""
    return make_home(tmp_path / "new", "15.0.2")


@pytest.fixture
def own_rules(tmp_path: Path) -> Path:
    """A folder with a rule of somebody's own, KC9001, that removes Weld."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "own.xml").write_text("""<rules xmlns="urn:idsxml:rules:1.0" product="keycloak" release="13.0.0">
  <rule id="KC9001" severity="note">
    <title>We do without Weld</title>
    <explanation>Nothing of ours needs it.</explanation>
    <source>the house</source>
    <change>
      <remove resource="/subsystem=weld"/>
    </change>
  </rule>
</rules>
""")
    return folder
