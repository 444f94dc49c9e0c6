"""Other people's programs and schemas that check what idsxml writes, fetched once and known by their hashes."""
import hashlib
import json
import os
import pathlib
import urllib.request
import zipfile

# Reads JUnit, Checkstyle, SARIF and Code Climate the way build servers do; has the schema of SARIF 2.1.0 in it.
VIOLATIONS_LIB = "se/bjurr/violations/violations-lib/1.157.3/violations-lib-1.157.3.jar"
VIOLATIONS_LIB_SHA256 = "764004b016b5b08051220f7e799b656ec01a7e49dfcfdfaea0ae81a965367c29"


def _is_whole(path):
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == VIOLATIONS_LIB_SHA256


def violations_lib():
    """The jar: from Maven's own repository, or from Maven Central into the cache."""
    by_maven = pathlib.Path.home() / ".m2/repository" / VIOLATIONS_LIB
    if _is_whole(by_maven):
        return by_maven
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "idsxml"
    jar = cache / pathlib.Path(VIOLATIONS_LIB).name
    if not _is_whole(jar):
        cache.mkdir(parents=True, exist_ok=True)
        part = jar.with_suffix(f".{os.getpid()}")
        urllib.request.urlretrieve("https://repo1.maven.org/maven2/" + VIOLATIONS_LIB, part)
        part.replace(jar)
        if not _is_whole(jar):
            raise RuntimeError(f"{jar} is not what was released")
    return jar


def sarif_schema():
    with zipfile.ZipFile(violations_lib()) as jar:
        return json.loads(jar.read("json/sarif-schema.json"))
