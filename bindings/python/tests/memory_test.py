import contextlib
import gc
import subprocess
import sys
import tracemalloc
from pathlib import Path

import idsxml


def resident() -> int:
    """In KB."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


CALLS = 8


def use_everything(data: bytes) -> None:
    """So many calls, whose results are dropped."""
    migration = idsxml.migrate(data, to="keycloak:15")
    migration.bytes, migration.edits, migration.findings
    idsxml.lint(SMALL, to="keycloak:15").report("json")
    idsxml.diff(SMALL, SMALL.replace("jdr", "jsf")).differences
    idsxml.three_way(SMALL, SMALL, SMALL.replace("jdr", "jsf")).theirs
    idsxml.plan("keycloak:15", configuration=SMALL, from_="keycloak:12")
    idsxml.diff_against(SMALL, "keycloak:12").means_the_same
    idsxml.merge(SMALL, SMALL, SMALL.replace("jdr", "jsf")).bytes
    with contextlib.suppress(idsxml.Error):
        idsxml.migrate(SMALL + "<", to="keycloak:15")


SMALL = """<server xmlns="urn:jboss:domain:14.0">
    <extensions><extension module="org.jboss.as.jdr"/></extensions>
    <profile/>
</server>
"""


def test_ten_thousand_calls_leave_nothing_behind(keycloak_12: bytes) -> None:
    def rounds(count: int) -> None:
        for _ in range(count):
            use_everything(keycloak_12)
        gc.collect()

    tracemalloc.start()
    try:
        rounds(300)  # caches are full, and the allocator has what it needs
        traced, resident_before = tracemalloc.get_traced_memory()[0], resident()
        rounds(10_000 // CALLS)
        assert tracemalloc.get_traced_memory()[0] - traced < 10_000, "bytes"
        assert resident() - resident_before < 2_000, "KB: 0.2 for each call"
    finally:
        tracemalloc.stop()


def test_upgrades_leave_nothing_behind(old_home: Path, new_home: Path) -> None:
    def failing(done: int, total: int) -> None:
        raise LookupError

    def rounds(count: int) -> None:
        for _ in range(count):
            plan = idsxml.plan_upgrade(old_home, new_home)
            with contextlib.suppress(LookupError):
                plan.run(failing)
            idsxml.resume_upgrade(new_home, progress=lambda done, total: None).report()
            idsxml.undo_upgrade(new_home)
            with contextlib.suppress(idsxml.Error):
                idsxml.plan_upgrade(new_home, old_home)
        gc.collect()

    tracemalloc.start()
    try:
        rounds(30)
        traced, resident_before = tracemalloc.get_traced_memory()[0], resident()
        rounds(100)
        assert tracemalloc.get_traced_memory()[0] - traced < 10_000, "bytes"
        assert resident() - resident_before < 1_000, "KB: 2 for each of five calls"
    finally:
        tracemalloc.stop()


def test_whatever_is_alive_at_the_end_of_the_interpreter_does_no_harm(testdata: Path) -> None:
    program = f"""
import builtins, idsxml, sys, threading
data = open({str(testdata / "servers/12.0.4/standalone/input.xml")!r}, "rb").read()
configuration = idsxml.Configuration.parse(data)
kept = [idsxml.migrate(configuration, "keycloak:15") for _ in range(10)]
kept.append(kept)
sys.kept, builtins.kept, idsxml.kept = (idsxml.lint(configuration, "keycloak:15") for _ in range(3))
rules = idsxml.Rules()
def forever():
    while True:
        idsxml.lint(configuration, "keycloak:15", rules=rules).findings
threading.Thread(target=forever, daemon=True).start()
"""
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
