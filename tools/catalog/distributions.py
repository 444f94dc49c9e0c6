"""Fetches released distributions from Maven Central and keeps of each only what the catalog is derived from.

The essence of a distribution is a zip of a few megabytes in the cache:
    extensions.tsv              module, the module it is an alias of (or empty); one line an extension module
    modules.txt                 every module of it
    legacy.txt                  the extension modules that it has for a domain's old hosts alone
    schema/MODULE/NAME.xsd      the schemas inside a module's own jars
    schema/docs/NAME.xsd        those of docs/schema that no jar has: WildFly 8 and 9 keep some only there
    constants/MODULE.txt        configuration namespaces in the constant pools of an extension's classes
    configs/NAME.xml            the configurations as shipped: standalone, domain and examples
That of a Galleon pack is a zip of its feature specifications.
"""

import io
import os
import pathlib
import re
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile

import classfile

CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "idsxml" / "catalog"
REPOSITORY = pathlib.Path.home() / ".m2" / "repository"
LEGACY = "org.jboss.as.controller.extension.AbstractLegacyExtension"
SERVICE = "META-INF/services/org.jboss.as.controller.Extension"
CONFIGURATION = re.compile(r"(?:standalone|domain)/configuration/[^/]+\.xml|docs/examples/configs/[^/]+\.xml")
NAMESPACE_CONSTANT = re.compile(rb"urn:(?:jboss:domain|wildfly)(?::[a-z][a-z0-9-]*)+:[0-9]+\.[0-9]+(?![0-9.])")


def artifact(group, name, version, packaging):
    """The path of an artifact in the local Maven repository, downloaded if need be."""
    path = _local(group, name, version, packaging)
    if not path.exists():
        coordinates = f"{group}:{name}:{version}:{packaging}"
        command = ["mvn", "-q", "-B", "dependency:get", f"-Dartifact={coordinates}", "-Dtransitive=false"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def essence(group, name, version):
    """The path of the essence of a distribution; the distribution itself does not stay."""
    kept = CACHE / f"{name}-{version}.zip"
    if kept.exists() and _is_complete(kept):
        return kept
    was_there = _local(group, name, version, "zip").exists()
    path = artifact(group, name, version, "zip")
    with zipfile.ZipFile(path) as archive:
        members = _essence_of(archive)
    return _keep(kept, members, None if was_there else path)


def features(group, name, version):
    """The path of the feature specifications of a Galleon pack, NAME.xml each; the pack itself does not stay."""
    kept = CACHE / f"{name}-{version}.features.zip"
    if kept.exists():
        return kept
    was_there = _local(group, name, version, "zip").exists()
    path = artifact(group, name, version, "zip")
    with zipfile.ZipFile(path) as archive:
        found = re.compile(r"features/([^/]+)/spec\.xml").fullmatch
        specifications = [(found(entry), entry) for entry in archive.namelist()]
        members = {f"{match[1]}.xml": archive.read(entry) for match, entry in specifications if match}
    return _keep(kept, members, None if was_there else path)


def _keep(kept, members, no_longer_needed):
    CACHE.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(".partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as result:
        for member, data in sorted(members.items()):
            result.writestr(member, data)
    partial.rename(kept)
    if no_longer_needed:
        no_longer_needed.unlink()
    return kept


def _is_complete(kept):
    """Whether the essence is not of an older version of this program."""
    with zipfile.ZipFile(kept) as archive:
        return "legacy.txt" in archive.namelist()


def texts(group, name, version):
    """{member: bytes} of the essence of a distribution."""
    with zipfile.ZipFile(essence(group, name, version)) as archive:
        return {member: archive.read(member) for member in archive.namelist()}


def _local(group, name, version, packaging):
    return REPOSITORY / group.replace(".", "/") / name / version / f"{name}-{version}.{packaging}"


def _essence_of(archive):
    members, modules, jars, documented = {}, {}, {}, {}
    for entry in archive.namelist():
        inner = re.sub(r"^(?!modules/)[^/]+/", "", entry)  # without the distribution's own folder; an overlay has none
        if CONFIGURATION.fullmatch(inner):
            members[f"configs/{pathlib.PurePath(inner).name}"] = archive.read(entry)
        elif re.fullmatch(r"docs/schema/[^/]+\.xsd", inner):
            documented[pathlib.PurePath(inner).name] = archive.read(entry)
        elif inner.startswith("modules/") and inner.endswith("/module.xml"):
            modules[inner.rpartition("/")[0]] = ElementTree.fromstring(archive.read(entry))
        elif inner.startswith("modules/") and inner.endswith(".jar"):
            jars.setdefault(inner.rpartition("/")[0], []).append(archive.read(entry))
    extensions, legacy = set(), set()
    for folder, root in modules.items():
        module, its_jars = root.get("name"), jars.get(folder, [])
        extensions |= _read_jars(module, its_jars, members)
        legacy |= {module} if _is_legacy(its_jars) else set()
    in_jars = {pathlib.PurePath(member).name for member in members}
    members |= {f"schema/docs/{name}": text for name, text in documented.items() if name not in in_jars}
    aliases = {root.get("name"): _stands_for(root, folder in jars) for folder, root in modules.items()}
    lines = [f"{module}\t" for module in extensions]
    lines += [f"{alias}\t{target}" for alias, target in aliases.items() if target in extensions]
    members["extensions.tsv"] = _text(lines)
    members["legacy.txt"] = _text(legacy)
    members["modules.txt"] = _text({root.get("name") for root in modules.values()})
    return members


def _stands_for(module, has_jars):
    """The module that this one is an alias of, or whose services it passes on having nothing of its own."""
    if module.get("target-name") or has_jars:
        return module.get("target-name")
    passed_on = [
        dependency.get("name") for dependency in module.iter() if dependency.get("services") in ("import", "export")
    ]
    return passed_on[0] if len(passed_on) == 1 else None


def _read_jars(module, jars, members):
    """Adds the schemas and constants of a module to `members`; returns the module if it is an extension."""
    constants, is_extension = set(), False
    for data in jars:
        with zipfile.ZipFile(io.BytesIO(data)) as jar:
            names = jar.namelist()
            for name in names:
                if re.fullmatch(r"schema/.*\.xsd", name):
                    members[f"schema/{module}/{pathlib.PurePath(name).name}"] = jar.read(name)
            if SERVICE in names:
                is_extension = True
                for name in names:
                    if name.endswith(".class"):
                        constants |= {found.decode() for found in NAMESPACE_CONSTANT.findall(jar.read(name))}
    if is_extension:
        members[f"constants/{module}.txt"] = _text(constants)
    return {module} if is_extension else set()


def _is_legacy(jars):
    """Whether a standalone server refuses the module's extensions (WFLYCTL0402); their classes say so by descent."""
    parents = set()
    for data in jars:
        with zipfile.ZipFile(io.BytesIO(data)) as jar:
            names = set(jar.namelist())
            services = jar.read(SERVICE).decode() if SERVICE in names else ""
            classes = {line.partition("#")[0].strip().replace(".", "/") + ".class" for line in services.splitlines()}
            parents |= {classfile.superclass(jar.read(name)) for name in classes & names}
    return parents == {LEGACY}


def _text(lines):
    return "".join(f"{line}\n" for line in sorted(lines))


def packaged_modules(group, name, version):
    """Names of the modules that a feature pack brings itself, without those of the packs that it builds on."""
    kept = CACHE / f"{name}-{version}.modules.txt"
    if not kept.exists():
        with zipfile.ZipFile(artifact(group, name, version, "zip")) as archive:
            entries = [entry for entry in archive.namelist() if re.search(r"/modules/.*/module\.xml$", entry)]
            names = {ElementTree.fromstring(archive.read(entry)).get("name") for entry in entries}
        CACHE.mkdir(parents=True, exist_ok=True)
        kept.write_text(_text(names))
    return set(kept.read_text().split())
