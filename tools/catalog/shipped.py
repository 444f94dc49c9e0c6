"""What releases are shipped with besides configurations: the names of their modules, and of files that people change the content."""

import collections
import re
import zipfile

import distributions

# Of no interest to anybody who upgrades: taken as a whole, or replaced as a whole.
LEFT_OUT = re.compile(r"(modules|docs|\.galleon|\.installation)/|.*\.zip$|jboss-modules\.jar$|[^/]*\.(txt|html)$")


def modules_of(group, name, version):
    """Names of the modules that a distribution has."""
    return set(distributions.texts(group, name, version)["modules.txt"].decode().split())


def files_of(group, name, version):
    """{(path, size, crc)} of the files of a distribution, as the directory of its zip tells them."""
    kept = distributions.CACHE / f"{name}-{version}.files.txt"
    if not kept.exists():
        with zipfile.ZipFile(distributions.artifact(group, name, version, "zip")) as archive:
            found = {_row(entry, name) for entry in archive.infolist() if not entry.is_dir()}
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text("".join("\t".join(row) + "\n" for row in sorted(found - {None})))
    return {tuple(line.split("\t")) for line in kept.read_text().splitlines()}


def _row(entry, artifact):
    path = entry.filename
    if artifact.endswith("-dist"):
        path = path.partition("/")[2]  # without the distribution's own folder
    elif artifact.endswith("-pack"):
        inside, content, path = path.partition("content/")
        if inside or not content:
            return None
    return None if LEFT_OUT.match(path) else (path, str(entry.file_size), f"{entry.CRC:08x}")


def file_rows(artifacts):
    """PATH and all contents that some release ships it with, SIZE-CRC each."""
    contents = collections.defaultdict(set)
    for group, name, version in artifacts:
        for path, size, crc in files_of(group, name, version):
            contents[path].add((int(size), crc))
    return [[path, " ".join(f"{size}-{crc}" for size, crc in sorted(found))] for path, found in sorted(contents.items())]
