import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import idsxml


def large_configuration() -> str:
    """Takes the library a good part of a second."""
    sessions = "\n".join(
        f'<mail-session name="m{number}" jndi-name="java:jboss/mail/m{number}" debug="false"/>'
        for number in range(200_000)
    )
    return f"""<server xmlns="urn:jboss:domain:14.0">
<extensions><extension module="org.jboss.as.mail"/></extensions>
<profile><subsystem xmlns="urn:jboss:domain:mail:4.0">
{sessions}
</subsystem></profile>
</server>
"""


def test_other_threads_run_during_a_call() -> None:
    ticks = 0
    stop = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not stop.is_set():
            time.sleep(0.001)
            ticks += 1

    data = large_configuration().encode()
    ticker = threading.Thread(target=tick)
    ticker.start()
    try:
        before = ticks
        idsxml.Configuration.parse(data)
        idsxml.lint(data, to="wildfly:26")
        during = ticks - before
    finally:
        stop.set()
        ticker.join()
    assert during > 10  # two or three, had the calls kept the lock: between them it can be taken from this thread


def test_a_hundred_threads_get_the_same(testdata: Path) -> None:
    inputs = [path.read_bytes() for path in sorted((testdata / "servers").glob("*/standalone/input.xml"))[:3]]
    shared = [idsxml.Configuration.parse(data) for data in inputs]
    rules = idsxml.Rules()
    expected = [idsxml.migrate(data, to="keycloak:15") for data in inputs]
    gate = threading.Barrier(100)

    def work(number: int) -> None:
        gate.wait()
        for at in range(len(inputs)):
            which = (at + number) % len(inputs)
            migration = idsxml.migrate(shared[which], to="keycloak:15", rules=rules)
            assert migration.bytes == expected[which].bytes
            assert expected[which].findings == migration.findings

    with ThreadPoolExecutor(100) as pool:
        list(pool.map(work, range(100)))
