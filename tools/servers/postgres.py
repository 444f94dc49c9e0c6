"""A PostgreSQL of one's own: an unprivileged cluster in a temporary folder, on a free port, gone at the end."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

HOST = "127.0.0.1"
ADMINISTRATOR = "postgres"


def programs():
    """Where Debian keeps initdb and pg_ctl; they are not on PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    if not folders:
        raise SystemExit("no PostgreSQL: install the package postgresql")
    return folders[-1]


def unprivileged():
    """PostgreSQL refuses to be run by root; Debian's package has made a user for it."""
    if os.getuid() != 0:
        return []
    return ["setpriv", f"--reuid={ADMINISTRATOR}", f"--regid={ADMINISTRATOR}", "--init-groups"]


class Cluster:
    """Runs as long as the `with` block. Clients connect by TCP with a password, as Keycloak does."""

    def __init__(self, port):
        self.port = port

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="idsxml-postgres-"))
        if unprivileged():
            shutil.chown(self.folder, ADMINISTRATOR, ADMINISTRATOR)
        self._run("initdb", "-U", ADMINISTRATOR, "--auth-local=trust", "--auth-host=scram-sha-256", "-E", "UTF8", "--no-locale", "-N")
        # No fsync: what this cluster holds need not outlive a power cut.
        options = f"-p {self.port} -k {self.folder} -c listen_addresses={HOST} -c fsync=off"
        self._run("pg_ctl", "-w", "-l", self.folder / "log", "-o", options, "start")
        return self

    def __exit__(self, *_):
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def administrate(self, *statements):
        """Runs SQL as the cluster's administrator, through its socket."""
        command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder), "-p", str(self.port), "-U", ADMINISTRATOR]
        for statement in statements:
            command += ["-c", statement]
        subprocess.run(command, check=True)

    def _run(self, program, *arguments):
        command = [*unprivileged(), str(programs() / program), "-D", str(self.folder / "data"), *map(str, arguments)]
        ran = subprocess.run(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if ran.returncode != 0:
            raise SystemExit(f"{program}: {ran.stderr}")
