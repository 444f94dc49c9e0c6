"""What Python adds to a migration of 35 KB, as a share of what C needs for it: time of the processor, both in
turns.

usage: python bench/overhead.py [ROUNDS]; needs a C compiler and the installed package
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable

import idsxml

CHECKOUT = Path(__file__).parents[3]
INPUT = CHECKOUT / "testdata/servers/12.0.4/standalone/input.xml"
TURNS = 15

WAYS: dict[str, Callable[[bytes], object]] = {
    "migrate": lambda data: idsxml.migrate(data, to="keycloak:15"),
    "migrate, bytes": lambda data: idsxml.migrate(data, to="keycloak:15").bytes,
    "migrate, bytes and findings": lambda data: (made := idsxml.migrate(data, to="keycloak:15")).bytes and made.findings,
}


def yardstick(folder: str) -> Path:
    program = Path(folder, "overhead")
    package = Path(idsxml.__file__).parent
    source = Path(__file__).with_suffix(".c")
    include = CHECKOUT / "lib/include"
    library = package / "libidsxml.so"
    subprocess.run(
        ["cc", "-O2", f"-I{include}", source, "-o", program, library, f"-Wl,-rpath,{package}"], check=True
    )
    return program


def of_c(program: Path, rounds: int) -> float:
    done = subprocess.run([program, INPUT, str(rounds)], check=True, capture_output=True, text=True)
    return float(done.stdout)


def of_python(way: Callable[[bytes], object], data: bytes, rounds: int) -> float:
    began = time.process_time()
    for _ in range(rounds):
        way(data)
    return (time.process_time() - began) / rounds


def main(rounds: int) -> None:
    data = INPUT.read_bytes()
    c: list[float] = []
    python: dict[str, list[float]] = {name: [] for name in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        program = yardstick(folder)
        for _ in range(TURNS):
            c.append(of_c(program, rounds))
            for name, way in WAYS.items():
                python[name].append(of_python(way, data, rounds))
    print(f"C: {statistics.median(c) * 1e6:.0f} µs")
    for name, times in python.items():
        shares = [mine / of_c - 1 for mine, of_c in zip(times, c)]
        print(f"{name}: {statistics.median(times) * 1e6:.0f} µs, {statistics.median(shares):+.1%}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
