import os
import stat
from pathlib import Path

import pytest

import idsxml


@pytest.fixture
def file(tmp_path: Path, keycloak_12: bytes) -> Path:
    file = tmp_path / "standalone.xml"
    file.write_bytes(keycloak_12)
    file.chmod(0o640)
    return file


def test_replaces_a_file_and_keeps_the_old_one(file: Path, keycloak_12: bytes, keycloak_15: bytes) -> None:
    migrated = idsxml.migrate_file(file, to="keycloak:15")
    assert migrated.changed
    assert file.read_bytes() == keycloak_15 == migrated.migration.bytes
    assert migrated.backup == file.with_name("standalone.xml.keycloak-12.bak")
    assert migrated.backup.read_bytes() == keycloak_12
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_second_time_nothing_is_touched(file: Path) -> None:
    idsxml.migrate_file(file, to="keycloak:15", backup=False)
    before = file.stat()
    migrated = idsxml.migrate_file(str(file), to="keycloak:15")
    assert not migrated.changed and migrated.backup is None
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert os.listdir(file.parent) == [file.name]


def test_a_dry_run_writes_nothing(file: Path, keycloak_12: bytes) -> None:
    migrated = idsxml.migrate_file(file, to="keycloak:15", dry_run=True)
    assert migrated.changed and migrated.migration.changed
    assert file.read_bytes() == keycloak_12
    assert os.listdir(file.parent) == [file.name]


def test_backups_go_where_they_shall(file: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    migrated = idsxml.migrate_file(
        file, to="keycloak:15", backup="before-upgrade", backup_directory=tmp_path / "backups", in_place=True
    )
    assert migrated.backup == tmp_path / "backups" / "standalone.xml.before-upgrade.bak"
    assert migrated.backup.exists()


def test_errors_name_the_file(tmp_path: Path) -> None:
    with pytest.raises(idsxml.Error) as missing:
        idsxml.migrate_file(tmp_path / "nowhere.xml", to="keycloak:15")
    assert missing.value.code.startswith("IO")
    broken = tmp_path / "broken.xml"
    broken.write_text("<server")
    with pytest.raises(idsxml.Error, match=f"^{broken}:1:1: error"):
        idsxml.migrate_file(broken, to="keycloak:15")
    assert broken.read_text() == "<server"
