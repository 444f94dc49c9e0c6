import contextlib
import dataclasses
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Optional

import pytest

import idsxml
from conftest import make_home
from idsxml import plan_upgrade, resume_upgrade, undo_upgrade, upgrade_stage

CARRIED = "standalone/configuration/application-users.properties"


def tree(home: Path) -> dict[str, tuple[int, int, Optional[bytes]]]:
    """Modes, times and contents of all below, and of the folder itself."""
    found = {}
    for path in [home, *home.rglob("*")]:
        status = path.lstat()
        content = path.read_bytes() if path.is_file() else None
        found[str(path.relative_to(home))] = (status.st_mode, status.st_mtime_ns, content)
    return found


def contents(home: Path) -> dict[str, Optional[bytes]]:
    return {path: look[2] for path, look in tree(home).items() if not path.startswith(".idsxml-upgrade")}


def test_looking_changes_nothing_and_tells_what_would_be_done(old_home: Path, new_home: Path) -> None:
    before = tree(old_home), tree(new_home)
    plan = plan_upgrade(str(old_home), new_home)
    assert (plan.from_, plan.to) == ("keycloak:12", "keycloak:15")
    carried = (old_home / CARRIED).stat().st_size + 5 * 4000
    assert plan.bytes == carried <= plan.space_needed < plan.space_free
    assert plan.actions == len(json.loads(plan.report("json"))["actions"]) > 6
    assert plan.obstacles == ()
    assert CARRIED.rpartition("/")[2] in plan.report()
    assert (tree(old_home), tree(new_home)) == before
    assert upgrade_stage(new_home) == "none"
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.bytes = 0  # type: ignore[misc]


def test_carries_over_what_is_somebody_s_own(old_home: Path, new_home: Path) -> None:
    before = tree(old_home)
    seen: list[tuple[int, int]] = []
    plan = plan_upgrade(old_home, new_home)
    upgraded = plan.run(lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (plan.bytes, plan.bytes) and {total for _, total in seen} == {plan.bytes}
    assert tree(old_home) == before
    assert (new_home / CARRIED).read_bytes() == (old_home / CARRIED).read_bytes()
    assert (new_home / "version.txt").read_text() == "Keycloak - Version 15.0.2\n"
    configuration = "standalone/configuration/standalone.xml"
    migration = idsxml.migrate((old_home / configuration).read_bytes(), to="keycloak:15")
    assert migration.changed and (new_home / configuration).read_bytes() == migration.bytes
    assert not (upgraded.needs_attention or plan.needs_attention or migration.left_to_do)
    assert json.loads(upgraded.report("json"))["state"] == "finished"
    assert str(new_home) in upgraded.report()
    assert upgrade_stage(new_home) == "finished"


def test_undoing_gives_what_was_there(old_home: Path, new_home: Path) -> None:
    before = tree(new_home)
    plan_upgrade(old_home, new_home).run()
    assert tree(new_home) != before
    assert json.loads(undo_upgrade(new_home, "json"))["state"] == "undone"
    assert tree(new_home) == before
    assert upgrade_stage(str(new_home)) == "none"


def test_what_is_stopped_is_resumed_to_the_same_end(old_home: Path, new_home: Path) -> None:
    plan_upgrade(old_home, new_home).run()
    undisturbed = contents(new_home)
    undo_upgrade(new_home)
    with pytest.raises(idsxml.Error) as raised:
        plan_upgrade(old_home, new_home).run(lambda done, total: done < 8000)
    assert raised.value.code == "UPG018"
    assert upgrade_stage(new_home) == "begun"
    assert contents(new_home) != undisturbed

    seen: list[int] = []
    upgraded = resume_upgrade(str(new_home), progress=lambda done, total: seen.append(done))
    assert seen[0] > 8000
    assert upgrade_stage(new_home) == "finished"
    assert contents(new_home) == undisturbed
    assert json.loads(upgraded.report("json"))["state"] == "finished"


def test_what_is_stopped_can_be_undone(old_home: Path, new_home: Path) -> None:
    before = tree(new_home)
    with pytest.raises(idsxml.Error, match="UPG018"):
        plan_upgrade(old_home, new_home).run(lambda done, total: False)
    assert tree(new_home) != before
    assert "Undone" in undo_upgrade(new_home)
    assert tree(new_home) == before


@pytest.mark.parametrize("exception", [LookupError("lost"), KeyboardInterrupt(), SystemExit(3)])
def test_what_progress_raises_stops_it_and_comes_out(
    exception: BaseException, old_home: Path, new_home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    calls = []

    def progress(done: int, total: int) -> None:
        calls.append(done)
        raise exception

    with pytest.raises(type(exception)) as raised:
        plan_upgrade(old_home, new_home).run(progress)
    assert raised.value is exception
    assert "progress" in [entry.name for entry in raised.traceback]
    assert len(calls) == 1
    assert upgrade_stage(new_home) == "begun"
    with pytest.raises(type(exception)):
        resume_upgrade(new_home, progress=progress)
    assert upgrade_stage(new_home) == "begun"
    resume_upgrade(new_home)
    assert upgrade_stage(new_home) == "finished"
    assert capfd.readouterr() == ("", "")


def test_what_progress_raises_at_the_very_end_comes_out_too(old_home: Path, new_home: Path) -> None:
    def progress(done: int, total: int) -> None:
        if done == total:
            raise LookupError

    with pytest.raises(LookupError):
        plan_upgrade(old_home, new_home).run(progress)
    with contextlib.suppress(LookupError):
        resume_upgrade(new_home, progress=progress)
    assert upgrade_stage(new_home) == "finished"


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Whoever runs the tests in the background may have switched Ctrl-C off."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_a_signal_is_seen_between_two_files(old_home: Path, new_home: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        plan_upgrade(old_home, new_home).run(lambda done, total: signal.raise_signal(signal.SIGINT))
    assert upgrade_stage(new_home) == "begun"


@contextlib.contextmanager
def server(home: Path) -> Iterator[int]:
    """A process with the command line of one; it has it once it speaks."""
    code = "import time; print('started', flush=True); time.sleep(600)"
    command = [sys.executable, "-c", code, f"-Djboss.home.dir={home}", "org.jboss.as.standalone"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline()
        try:
            yield process.pid
        finally:
            process.kill()


def test_a_running_server_is_in_the_way(old_home: Path, new_home: Path) -> None:
    before = tree(new_home)
    free = plan_upgrade(old_home, new_home, ignore_ports=True)
    with server(old_home) as pid:
        (obstacle,) = plan_upgrade(old_home, new_home).obstacles
        assert isinstance(obstacle, idsxml.Error)
        assert obstacle.code == "UPG005" and str(pid) in obstacle.message and obstacle.advice
        with pytest.raises(idsxml.Error, match="UPG005"):  # whatever there was when it was planned
            free.run()
    assert tree(new_home) == before
    free.run()
    with server(new_home), pytest.raises(idsxml.Error, match="UPG005"):
        undo_upgrade(new_home)


def test_the_original_tells_what_was_changed(old_home: Path, new_home: Path, tmp_path: Path) -> None:
    original = make_home(tmp_path / "original", "12.0.4")
    (old_home / "bin/standalone.sh").write_text("#!/bin/sh\n# of our own\n")
    plan = plan_upgrade(old_home, new_home, original=original)
    assert "+# of our own" in plan.report()
    assert plan.needs_attention
    assert plan.run().needs_attention


def test_own_rules_are_taken_besides(old_home: Path, new_home: Path, own_rules: Path) -> None:
    rules = idsxml.Rules(own_rules)
    with pytest.raises(idsxml.Error, match="UPG018"):
        plan_upgrade(old_home, new_home, rules=rules).run(lambda done, total: False)
    resume_upgrade(new_home, rules=rules)
    configuration = "standalone/configuration/standalone.xml"
    migration = idsxml.migrate((old_home / configuration).read_bytes(), to="keycloak:15", rules=rules)
    assert "KC9001" in [finding.rule for finding in migration.findings]
    assert (new_home / configuration).read_bytes() == migration.bytes


def test_mistakes_are_errors(old_home: Path, new_home: Path, tmp_path: Path) -> None:
    def code(function: Callable[..., object], *arguments: object) -> str:
        with pytest.raises(idsxml.Error) as raised:
            function(*arguments)
        return raised.value.code

    assert code(plan_upgrade, tmp_path, new_home) == "UPG001"
    assert code(plan_upgrade, new_home, old_home) == "UPG003"
    assert code(plan_upgrade, old_home, old_home) == "UPG004"
    assert code(resume_upgrade, new_home) == "UPG009"
    assert code(upgrade_stage, tmp_path / "nowhere").startswith("IO")
    plan = plan_upgrade(old_home, new_home)
    assert code(plan.report, "fax") == "CLI003"
    upgraded = plan.run()
    assert code(upgraded.report, "fax") == "CLI003"
    assert code(undo_upgrade, new_home, "fax") == "CLI003"
    assert upgrade_stage(new_home) == "finished"
    assert code(plan.run) == "UPG008"


def test_reprs_say_what_they_are(old_home: Path, new_home: Path) -> None:
    plan = plan_upgrade(old_home, new_home)
    assert repr(plan).startswith("UpgradePlan(from_='keycloak:12', to='keycloak:15', actions=")
    assert "cdata" not in repr(plan)
    assert repr(plan.run()) == f"<idsxml.Upgraded: needs_attention={plan.needs_attention}>"


def test_other_threads_run_meanwhile(old_home: Path, new_home: Path) -> None:
    """Each waits for the other."""
    here, there = threading.Event(), threading.Event()

    def answer() -> None:
        here.wait(60)
        there.set()

    def progress(done: int, total: int) -> bool:
        here.set()
        return there.wait(60)

    thread = threading.Thread(target=answer)
    thread.start()
    plan_upgrade(old_home, new_home).run(progress)
    thread.join()
    assert upgrade_stage(new_home) == "finished"
