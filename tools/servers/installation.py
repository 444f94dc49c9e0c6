"""An installation of Keycloak that is used as an administrator uses it: unpacked, configured, started with its web context, stopped."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import server

PATIENCE = 600  # seconds; a boot takes 30 on two idle processors
HTTP, MANAGEMENT = 8080, 9990  # the ports before the offset

DRIVER_MODULE = """<?xml version="1.0" ?>
<module xmlns="urn:jboss:module:1.3" name="org.postgresql">
    <resources>
        <resource-root path="{jar}"/>
    </resources>
    <dependencies>
        <module name="javax.api"/>
        <module name="javax.transaction.api"/>
    </dependencies>
</module>
"""

USE_POSTGRESQL = """/subsystem=datasources/jdbc-driver=postgresql:add(driver-name=postgresql, driver-module-name=org.postgresql, \
    driver-xa-datasource-class-name=org.postgresql.xa.PGXADataSource)
/subsystem=datasources/data-source=KeycloakDS:write-attribute(name=connection-url, value="{url}")
/subsystem=datasources/data-source=KeycloakDS:write-attribute(name=driver-name, value=postgresql)
/subsystem=datasources/data-source=KeycloakDS:write-attribute(name=user-name, value="{user}")
/subsystem=datasources/data-source=KeycloakDS:write-attribute(name=password, value="{password}")
"""
OFFSET_PORTS = """/socket-binding-group=standard-sockets:write-attribute(name=port-offset, value="${{jboss.socket.binding.port-offset:{offset}}}")
"""


def environment(*definitions):
    """Of everything that is run: which Java, and what lets a server of the Java 8 years start on it."""
    # JAVA_OPTS would take the place of what standalone.conf says; the launcher itself reads JDK_JAVA_OPTIONS.
    return os.environ | {"JAVA_HOME": str(server.JAVA_HOME), "JDK_JAVA_OPTIONS": " ".join([*server.JVM_OPTIONS, *definitions])}


class Installation:
    def __init__(self, home):
        self.home = Path(home)

    @staticmethod
    def unpack(name, home):
        """A copy of the server called `name`, as it was before anybody started it."""
        subprocess.run(["cp", "-a", "--reflink=auto", server.build(name), home], check=True)
        for trace in ("data", "log", "tmp", "configuration/standalone_xml_history"):
            shutil.rmtree(Path(home) / "standalone" / trace, ignore_errors=True)
        return Installation(home)

    def configure(self, file, operations):
        """Runs operations of jboss-cli on one configuration of a server that is not running."""
        with tempfile.NamedTemporaryFile("w", suffix=".cli") as script:
            script.write(f"embed-server --server-config={file} --std-out=discard\n{operations}stop-embedded-server\n")
            script.flush()
            ran = server.run_cli(self.home, [f"--file={script.name}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if ran.returncode != 0:
            raise SystemExit(f"{file}: {ran.stdout}")

    def offset_ports(self, file, offset):
        self.configure(file, OFFSET_PORTS.format(offset=offset))

    def use_postgresql(self, file, url, user, password):
        """The driver as a module and KeycloakDS, as Keycloak's installation guide tells to do it."""
        folder = self.home / "modules" / "org" / "postgresql" / "main"
        folder.mkdir(parents=True)
        jar = shutil.move(server.artifact("org.postgresql", "postgresql", "42.7.4", "jar"), folder)
        (folder / "module.xml").write_text(DRIVER_MODULE.format(jar=Path(jar).name))
        self.configure(file, USE_POSTGRESQL.format(url=url, user=user, password=password.replace("\\", "\\\\").replace('"', '\\"')))

    def change_start(self, line):
        """Adds a line to what is run before the server is started."""
        with (self.home / "bin" / "standalone.conf").open("a") as file:
            file.write(f"{line}\n")

    def add_theme(self, name):
        """A login theme that is the old one under another name."""
        folder = self.home / "themes" / name / "login"
        folder.mkdir(parents=True)
        (folder / "theme.properties").write_text("parent=keycloak\nimport=common/keycloak\n")

    def add_administrator(self, name, password):
        command = ["./add-user-keycloak.sh", "-r", "master", "-u", name, "-p", password]
        subprocess.run(command, cwd=self.home / "bin", env=environment(), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Boot:
    """A server that runs as long as the `with` block, in which it may stop before."""

    def __init__(self, command, folder, log, definitions=()):
        self.command, self.folder, self.log, self.definitions = command, folder, Path(log), definitions

    def __enter__(self):
        began = time.monotonic()
        with self.log.open("wb") as sink:
            # A session of its own, so that all of its processes can be ended together.
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, env=environment(*self.definitions), stdout=sink, stderr=subprocess.STDOUT, start_new_session=True
            )
        while server.BOOT_ENDED.search(self._said()) is None:
            if self.process.poll() is not None or time.monotonic() - began > PATIENCE:
                self._end()
                raise SystemExit(f"{self.folder}: did not start:\n{self._said()[-4000:]}")
            time.sleep(0.5)
        self.seconds = time.monotonic() - began
        return self

    def __exit__(self, *_):
        self._end()

    def errors(self):
        """What it has complained of when it started."""
        return server.verdict(self._said()).errors

    def _said(self):
        return self.log.read_text(errors="replace")

    def _end(self):
        if self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
