"""Real servers to ask: where they are kept, and how one boots, rewrites or migrates a server configuration.

Everything here runs a server in a base directory of its own, so that nothing it writes stays in the installation and
several may run side by side.
"""

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from functools import cache
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
SERVERS = Path(os.environ.get("IDSXML_SERVERS", CACHE / "idsxml" / "servers"))
JAVA_HOME = Path(os.environ.get("JAVA_HOME", "/usr/lib/jvm/java-17-openjdk-amd64"))

# What lets a server of the Java 8 and 11 years start on Java 17.
JVM_OPTIONS = (
    ["-Xmx768m", "-Djava.security.manager=allow", "-Djava.net.preferIPv4Stack=true"]
    + [f"--add-exports=java.naming/com.sun.jndi.{name}=ALL-UNNAMED" for name in ("ldap", "url.ldap", "url.ldaps")]
    + [
        f"--add-opens=java.base/java.{name}=ALL-UNNAMED"
        for name in ("lang", "lang.invoke", "lang.reflect", "io", "security", "util", "util.concurrent")
    ]
    + [f"--add-opens=java.{name}=ALL-UNNAMED" for name in ("management/javax.management", "naming/javax.naming")]
    # A server that lives for seconds does not earn back what the optimising compiler and collector take: 5 s to 3 s.
    + ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
)

STARTED = "WFLYSRV0025"  # without errors; 0026 is "started with errors", 0056 and 0239 are a failed boot
BOOT_ENDED = re.compile(r"WFLYSRV0025|WFLYSRV0026|WFLYSRV0056|WFLYSRV0239")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def home(name):
    """The installation of the server called `name`; `build` makes it."""
    path = SERVERS / name
    if not path.is_dir():
        raise SystemExit(f"no server {name} in {SERVERS}: run tools/servers/build {name}")
    return path


def artifact(group, name, version, kind="zip"):
    """Downloads an artifact of Maven Central; the caller removes it when it is unpacked."""
    folder = SERVERS / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    maven = ["mvn", "-q", "-B", "-Dstyle.color=never", "dependency:copy", f"-Dartifact={group}:{name}:{version}:{kind}"]
    subprocess.run(maven + [f"-DoutputDirectory={folder}"], stdout=sys.stderr, check=True)
    return folder / f"{name}-{version}.{kind}"


def unpack(archive, folder):
    """Unpacks into `folder` and removes the archive. The unzip program does it because it keeps the executable bits."""
    subprocess.run(["unzip", "-q", "-o", archive, "-d", folder], check=True)
    archive.unlink()


def build(name):
    """The installation of the server called `name`, built if it is not there yet."""
    finished = SERVERS / name
    if finished.is_dir():
        return finished
    product, _, version = name.partition("-")
    making = SERVERS / f"making-{name}-{os.getpid()}"
    if name == "keycloak-13":
        overlay(making, "23.0.2", "15.0.2")
        keep_only_modules_of_ee(making, "23.0.2")
    elif name == "keycloak-12":
        overlay(making, "21.0.2", "12.0.4")
        for script in ("keycloak-install.cli", "keycloak-install-ha.cli"):
            run_cli(making, [f"--file={script}"], stdout=subprocess.DEVNULL, check=True)
    elif product == "wildfly":
        unpack_single_folder(artifact("org.wildfly", "wildfly-dist", f"{version}.Final"), making)
    else:
        unpack_single_folder(artifact("org.keycloak", "keycloak-server-dist", version), making)
    making.rename(finished)
    return finished


def unpack_single_folder(archive, destination):
    """The archive's one top folder becomes `destination`."""
    with tempfile.TemporaryDirectory(dir=SERVERS) as folder:
        unpack(archive, folder)
        next(Path(folder).iterdir()).rename(destination)


def overlay(destination, wildfly, keycloak):
    """WildFly with the files of Keycloak laid over it."""
    shutil.copytree(build(f"wildfly-{wildfly}"), destination, symlinks=True)
    unpack(artifact("org.keycloak", "keycloak-server-overlay", keycloak), destination)


def keep_only_modules_of_ee(installation, wildfly):
    """Removes every base module that WildFly's EE feature pack does not have."""
    base = "modules/system/layers/base"
    archive = artifact("org.wildfly", "wildfly-ee-galleon-pack", f"{wildfly}.Final")
    with zipfile.ZipFile(archive) as pack:
        listed = [path.partition(f"{base}/")[2] for path in pack.namelist() if path.endswith("/module.xml")]
    archive.unlink()
    for module in sorted((installation / base).rglob("module.xml")):
        relative = module.relative_to(installation / base).as_posix()
        if relative not in listed and "jboss/as/product" not in relative:
            shutil.rmtree(module.parent)


def run_cli(installation, arguments, java_options=(), **options):
    """Runs the installation's jboss-cli."""
    environment = os.environ | {"JAVA_HOME": str(JAVA_HOME), "JAVA_OPTS": " ".join([*JVM_OPTIONS, *java_options])}
    command = ["./jboss-cli.sh", "--no-color-output", *arguments]
    return subprocess.run(command, cwd=installation / "bin", env=environment, **options)


class BaseDirectory:
    """A server base directory that lives as long as the `with` block."""

    def __init__(self, name):
        self.installation = home(name)

    def __enter__(self):
        self.path = Path(tempfile.mkdtemp(prefix="idsxml-server-"))
        self.configuration = self.path / "configuration"
        for folder in ("configuration", "data", "tmp", "log", "deployments"):
            (self.path / folder).mkdir()
        for file in (self.installation / "standalone" / "configuration").glob("*.properties"):
            shutil.copy(file, self.configuration)
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def cli(self, *arguments, **options):
        """Runs jboss-cli; an embedded server that it starts uses this base directory."""
        here = [f"-Djboss.server.base.dir={self.path}"]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "errors": "replace"}
        return run_cli(self.installation, arguments, here, check=False, **streams, **options)


def canonicalise(name, contents):
    """The server's own writing of each configuration (bytes), or None for one that it does not read.

    Adding and removing a system property makes the server write the file anew: in its newest schemas, in its own
    order, without comments. One CLI process does them all, because most of the time goes into starting Java; it reads
    commands from a pipe, as only that way goes on after one that failed.
    """
    touch = "/system-property=canonical.touch"
    with BaseDirectory(name) as base:
        script = []
        for number, content in enumerate(contents):
            (base.configuration / f"{number}.xml").write_bytes(content)
            script += [f"embed-server --server-config={number}.xml", f"{touch}:add(value=1)", f"{touch}:remove"]
            script += ["stop-embedded-server"]
        base.cli(input="\n".join(script) + "\n", timeout=60 + 20 * len(contents))
        results = []
        for number in range(len(contents)):
            # The history has a second version only if both writes went well; each boot moves it to another folder.
            written = any((base.configuration / "standalone_xml_history").glob(f"*/{number}.v2.xml"))
            results.append((base.configuration / f"{number}.xml").read_bytes() if written else None)
        return results


def read_resources(name, contents):
    """What the server answers (JSON text) to :read-resource of all of each configuration (bytes), without defaults; None for
    one that it does not read."""
    with BaseDirectory(name) as base:
        script = []
        for number, content in enumerate(contents):
            (base.configuration / f"{number}.xml").write_bytes(content)
            script += [f"embed-server --server-config={number}.xml", f"echo begin {number}"]
            script += [":read-resource(recursive=true,include-defaults=false)", f"echo end {number}", "stop-embedded-server"]
        said = base.cli("--output-json", input="\n".join(script) + "\n", timeout=60 + 30 * len(contents)).stdout
    return [_answer_between(said, number) for number in range(len(contents))]


def _answer_between(said, number):
    between = re.search(rf"^begin {number}$(.*?)^end {number}$", said, re.DOTALL | re.MULTILINE)
    found = between and re.search(r"^\{$.*^\}$", between.group(1), re.DOTALL | re.MULTILINE)
    return found.group() if found and '"outcome" : "success"' in found.group() else None


def run_operations(name, runs):
    """What the server writes when it has read a configuration (bytes) and run a script, for each (configuration, script).

    Each answer is (bytes, what the CLI said), or None for the bytes where the configuration is not read or an operation
    fails. The scripts come from a pipe, as in `canonicalise`.
    """
    touch = "/system-property=canonical.touch"
    with BaseDirectory(name) as base:
        script = []
        for number, (content, operations) in enumerate(runs):
            (base.configuration / f"{number}.xml").write_bytes(content)
            script += [f"echo {ANNOUNCED}{number}", f"embed-server --server-config={number}.xml --admin-only"]
            script += [f"{touch}:add(value=1)", f"{touch}:remove", *operations.splitlines(), "discard-batch", "stop-embedded-server"]
        said = base.cli(input="\n".join(script) + "\n", timeout=60 + 30 * len(runs)).stdout
        logs = dict(re.findall(rf"(?ms)^{ANNOUNCED}(\d+)$(.*?)(?=^{ANNOUNCED}|\Z)", said))
        answers = []
        for number in range(len(runs)):
            log = logs.get(str(number), "")
            read = any((base.configuration / "standalone_xml_history").glob(f"*/{number}.v2.xml"))
            done = read and ("run-batch" not in runs[number][1] or "The batch executed successfully" in log)
            answers.append(((base.configuration / f"{number}.xml").read_bytes() if done else None, log))
        return answers


def official(name, content, ha, skip=()):
    """What the migration script that Keycloak ships makes of a configuration: (bytes or None, what the script said).

    Steps of the script that print one of `skip` are left out.
    """
    kind = "standalone-ha" if ha else "standalone"
    with BaseDirectory(name) as base:
        script = base.path / "migrate.cli"
        script.write_text(without_steps((base.installation / "bin" / f"migrate-{kind}.cli").read_text(), skip))
        (base.configuration / f"{kind}.xml").write_bytes(content)
        said = base.cli(f"--file={script}", timeout=300, stdin=subprocess.DEVNULL).stdout
        if "End Migration" not in said:
            return None, said
        return (base.configuration / f"{kind}.xml").read_bytes(), said


def without_steps(script, skip):
    """The script without its `if ... end-if` blocks that print one of `skip`."""
    blocks = re.split(r"(?m)^(if \(.*?^end-if$)", script, flags=re.DOTALL)
    return "".join(block for block in blocks if not any(f"echo {line}\n" in block for line in skip))


def official_as_far_as_it_goes(name, content, ha):
    """Like `official`, but a step that fails is left out and the script run again: (bytes, lines of the steps left out).

    The script stops at a step that the configuration does not suit, a cache of another kind for example, and all the
    steps after it remain undone.
    """
    script = (home(name) / "bin" / f"migrate-standalone{'-ha' if ha else ''}.cli").read_text()
    skipped = []
    while True:
        result, said = official(name, content, ha, skipped)
        if result is not None:
            return result, skipped
        announced = [line.strip() for line in said.splitlines() if f"echo {line.strip()}\n" in script and line.strip()]
        if not announced or announced[-1] in skipped:
            raise RuntimeError(f"the script of {name} fails, and not in a step:\n{said}")
        skipped.append(announced[-1])


class Boot:
    """The answer of one boot: `verdict` is boots, refuses or unknown (out of time, a port taken)."""

    def __init__(self, verdict, log):
        self.verdict = verdict
        self.log = log

    @property
    def errors(self):
        """The error records of the log, each with the lines that belong to it."""
        record = re.compile(r"^(?:\x1b\[[0-9;]*m)*\d\d:\d\d:\d\d,\d\d\d +(\w+) ")
        found, inside = [], False
        for line in self.log.splitlines():
            if start := record.match(line):
                inside = start.group(1) in ("ERROR", "FATAL")
                if inside:
                    found.append([])
            if inside:
                found[-1].append(line)
        return ["\n".join(lines) for lines in found]


def unset_expressions(text):
    """Names of the environment variables and the system properties that expressions without a default ask for."""
    variables = set(re.findall(r"\$\{env\.([A-Za-z_][A-Za-z_0-9]*)\}", text))
    properties = set(re.findall(r"\$\{([a-z][A-Za-z_0-9.-]*)\}", text))
    return variables, {p for p in properties if p.split(".")[0] not in ("env", "jboss", "java", "user", "os")}


def verdict(log, ended=True):
    """The answer that the log of one boot is."""
    log = COLOUR.sub("", log)
    if not ended or not log.strip() or "BindException" in log:
        return Boot("unknown", log)
    answer = Boot("boots", log)
    if answer.errors:
        answer.verdict = "refuses"
    elif STARTED not in log:  # it was slow, or ended without a word
        answer.verdict = "unknown"
    return answer


def boot(name, content, full=False, patience=120):
    """Starts a server on a configuration (bytes), admin-only unless `full`, and stops it."""
    with BaseDirectory(name) as base:
        (base.configuration / "standalone.xml").write_bytes(content)
        # A value for what has none: the verdict is to be about the file, not about this machine's environment.
        variables, properties = unset_expressions(content.decode("utf-8", "replace"))
        environment = {variable: "10" for variable in variables} | os.environ
        logging = base.installation / "standalone" / "configuration" / "logging.properties"
        definitions = {property: "10" for property in properties} | {
            "org.jboss.boot.log.file": base.path / "log" / "boot.log",
            "logging.configuration": f"file:{logging}",
            "jboss.home.dir": base.installation,
            "jboss.server.base.dir": base.path,
            "jboss.socket.binding.port-offset": random.randrange(1000, 41000),
            "jboss.bind.address": "127.0.0.1",
            "jboss.bind.address.management": "127.0.0.1",
        }
        command = [str(JAVA_HOME / "bin" / "java"), *JVM_OPTIONS]
        command += [f"-D{key}={value}" for key, value in definitions.items()]
        command += ["-jar", str(base.installation / "jboss-modules.jar"), "-mp", str(base.installation / "modules")]
        command += ["org.jboss.as.standalone", "-c", "standalone.xml"] + ([] if full else ["--admin-only"])
        output = base.path / "output"
        with output.open("wb") as sink:
            process = subprocess.Popen(command, env=environment, stdout=sink, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + patience
        ended = False
        while not ended and time.monotonic() < deadline:
            time.sleep(0.2)
            ended = process.poll() is not None or BOOT_ENDED.search(output.read_text(errors="replace")) is not None
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log = output.read_text(errors="replace")
    return verdict(log, ended)


EMBEDDED_AT_ONCE = 40  # what one Java keeps of the servers that it has run adds up


def boot_embedded(name, contents):
    """Boots each configuration (bytes), admin-only, one after the other in one Java: a tenth of the time.

    The server is embedded in jboss-cli. There it keeps the properties that a configuration sets, and takes legacy
    extensions, which a standalone server does not. Such configurations, and those without an answer, are really booted.
    """
    answers = []
    for first in range(0, len(contents), EMBEDDED_AT_ONCE):
        answers += boot_embedded_at_once(name, contents[first : first + EMBEDDED_AT_ONCE])
    return [boot(name, content) if answer.verdict == "unknown" else answer for answer, content in zip(answers, contents)]


@cache
def legacy_extensions(name):
    """The extensions of a server, as `"module"`, that are there to be migrated away."""
    base = home(name) / "modules" / "system" / "layers" / "base"
    found = []
    for jar in [*base.glob("org/jboss/as/*/main/*.jar"), *base.glob("org/wildfly/extension/*/main/*.jar")]:
        with zipfile.ZipFile(jar) as archive:
            classes = (archive.read(path) for path in archive.namelist() if path.endswith("Extension.class"))
            if any(b"org/jboss/as/controller/extension/AbstractLegacyExtension" in content for content in classes):
                found.append('"' + ".".join(jar.parent.parent.relative_to(base).parts) + '"')
    return found


def boot_embedded_at_once(name, contents):
    legacy = legacy_extensions(name)
    with BaseDirectory(name) as base:
        script = []
        for number, content in enumerate(contents):
            text = content.decode("utf-8", "replace")
            script.append(f"echo {ANNOUNCED}{number}")
            if "<system-properties>" in text or any(unset_expressions(text)) or any(module in text for module in legacy):
                continue
            (base.configuration / f"{number}.xml").write_bytes(content)
            script += [f"embed-server --server-config={number}.xml --admin-only --std-out=echo --timeout=60", "stop-embedded-server"]
        said = base.cli(input="\n".join(script) + "\n", timeout=60 + 20 * len(contents)).stdout
    logs = {int(number): log for number, log in re.findall(rf"(?ms)^{ANNOUNCED}(\d+)$(.*?)(?=^{ANNOUNCED}|\Z)", COLOUR.sub("", said))}
    return [verdict(without_cli(logs.get(number, ""))) for number in range(len(contents))]


ANNOUNCED = "==== configuration "


def without_cli(said):
    """What the server has logged, without the lines of the CLI around it."""
    own = re.compile(r"\[(disconnected|standalone@embedded) /\]|Cannot start embedded server|The command is not available")
    return "\n".join(line for line in said.splitlines() if not own.match(line))
