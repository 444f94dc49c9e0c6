import shutil
import subprocess
import sys
from pathlib import Path


def test_the_table_before_an_upgrade(tmp_path: Path, testdata: Path) -> None:
    servers = testdata / "servers"
    shutil.copy(servers / "12.0.4/standalone/input.xml", tmp_path / "a.xml")
    shutil.copy(servers / "12.0.4/standalone/migrated-15.xml", tmp_path / "b.xml")
    (tmp_path / "c.xml").write_text("<server")
    script = testdata.parent / "examples/python/pre_upgrade_check.py"
    done = subprocess.run(
        [sys.executable, script, tmp_path, "keycloak:15"], capture_output=True, text=True, check=False
    )
    header, old, new, broken = (line.split() for line in done.stdout.splitlines())
    assert header == ["file", "written", "by", "refused", "fixable", "left"]
    assert old[:2] == ["a.xml", "keycloak:12"] and int(old[2]) > 0 and int(old[3]) > 0
    assert new[0] == "b.xml" and new[-3] == "0"
    assert broken == ["c.xml", "XML022", "1", "0", "1"]
    assert "c.xml:1:1: error[XML022]" in done.stderr
    assert done.returncode == 1
