"""The configurations that releases are shipped with, as facts: which resources there are, and what is written for their
attributes. The program `facts` (ninja -C build idsxml_facts) tells them, as `idsxml diff` compares them; here they are
put together, so that what many configurations have in common is one line.

A configuration is a Key. Facts are a tree of Nodes; those of one configuration are merged into those of all as the lines
of a file are, and a line knows the configurations in which it holds.
"""

import collections
import difflib
import itertools
import pathlib
import re
import subprocess
import tempfile

PROFILES = ("standalone", "ha", "full", "full-ha", "load-balancer", "microprofile", "microprofile-ha")

Key = collections.namedtuple("Key", "line version profile")


class Fact:
    """One line: a resource or element with what is below it, an attribute's value, or a namespace."""

    def __init__(self, text, is_ordered=True, kind="attribute"):
        self.text, self.is_ordered, self.kind = text, is_ordered, kind
        self.children = []

    @property
    def group(self):
        """Facts of one group stand together: all values of an attribute, all resources of a type."""
        ranks = {"namespace": 0, "attribute": 1, "resource": 2, "element": 3}
        stops = {"attribute": ("[", " "), "resource": ("=",), "element": (" ", ">")}.get(self.kind, ())
        name = min((self.text.partition(stop)[0] for stop in stops), key=len, default="")
        return ranks[self.kind], name


class Line:
    """A fact of some configurations; the facts in it by configuration, until `children` are made of them."""

    def __init__(self, text):
        self.text, self.facts, self.children = text, {}, []


def read(output):
    """{file: its root Fact} of what the program printed."""
    roots, file, path = {}, "", []
    for line in output.splitlines():
        if line.startswith("file\t"):
            file, path = line.split("\t")[1], []
            continue
        depth, kind, name, key, value, ordered = line.split("\t")
        text = {
            "resource": f"{name}={key}",
            "element": f"<{name} {key}>" if key else f"<{name}>",
            "namespace": f"namespace {name}",
            "attribute": f"@{name}[{key}] = {value}" if key else f"@{name} = {value}",
        }[kind]
        fact = Fact(text if int(depth) else "server", ordered == "1", kind)
        del path[int(depth) :]
        if path:
            path[-1].children.append(fact)
        else:
            roots[file] = fact
        path.append(fact)
    return roots


def facts_of(program, configurations):
    """{key: root Fact} of {key: bytes}."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (key, content) in enumerate(configurations.items()):
            file = pathlib.Path(folder) / f"{number}.xml"
            file.write_bytes(content)
            names[key] = str(file)
        done = subprocess.run([program, *names.values()], stdout=subprocess.PIPE, check=True, text=True)
        roots = read(done.stdout)
    return {key: roots[name] for key, name in names.items()}


def merged(text, facts):
    """The Line of {key: Fact} of one and the same text, with all that is below."""
    line = Line(text)
    line.facts = facts
    groups = collections.defaultdict(dict)
    for key, fact in facts.items():
        for child in fact.children:
            groups[child.group].setdefault(key, []).append(child)
    for group in sorted(groups):
        lines = []
        for key, children in groups[group].items():
            if not all(child.is_ordered for child in children):
                children = sorted(children, key=lambda child: _natural(child.text))
            lines = _with(lines, key, children, all(child.is_ordered for child in children))
        line.children += [merged(each.text, each.facts) for each in lines]
    return line


def _with(lines, key, children, is_ordered):
    """The lines, and among them those of one more configuration, in an order that is true of all."""
    ours, theirs = [line.text for line in lines], [child.text for child in children]
    if not is_ordered:
        return _with_unordered(lines, key, children)
    result = []
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    for _tag, begin, end, other_begin, other_end in matcher.get_opcodes():
        result += lines[begin:end]
        for offset, child in enumerate(children[other_begin:other_end]):
            line = lines[begin + offset] if _tag == "equal" else Line(child.text)
            line.facts[key] = child
            if _tag != "equal":
                result.append(line)
    return result


def _with_unordered(lines, key, children):
    for child in children:
        line = next((line for line in lines if line.text == child.text and key not in line.facts), None)
        if line is None:
            line = Line(child.text)
            lines = lines + [line]
        line.facts[key] = child
    return sorted(lines, key=lambda line: _natural(line.text))


def _natural(text):
    return [int(part) if part.isdigit() else part for part in re.split(r"([0-9]+)", text)]


class Writer:
    """Writes lines with where they hold; nothing stands there where that is wherever the line above does."""

    def __init__(self, versions):
        self.versions = versions  # {line: its versions, in order}

    def text(self, line, around, depth=0):
        where = set(line.facts)
        suffix = "" if where == around else "\t" + self.where(where, around)
        below = "".join(self.text(child, where, depth + 1) for child in line.children)
        return f"{'  ' * depth}{line.text}{suffix}\n{below}"

    def where(self, keys, around):
        """`wildfly 10.0-16.0 21.0+ in ha full-ha; keycloak 9.0+`: of the configurations around those."""
        return "; ".join(
            clause
            for name, versions in self.versions.items()
            for clause in _clauses(
                name,
                versions,
                {profile: {version for version in versions if Key(name, version, profile) in keys} for profile in PROFILES},
                {profile: {version for version in versions if Key(name, version, profile) in around} for profile in PROFILES},
            )
        )


def _clauses(name, versions, has, may):
    """Of one line: `has` and `may` are the versions of each profile. Profiles that one range tells of share a clause."""
    groups = []
    for profile in filter(has.get, PROFILES):
        for group in groups:
            union, members = group[0] | has[profile], group[1] + [profile]
            if all(has[member] == may[member] & union for member in members):
                group[:] = [union, members]
                break
        else:
            groups.append([has[profile], [profile]])
    for union, members in groups:
        known = [version for version in versions if any(version in may[member] for member in members)]
        is_everywhere = all(profile in members or not may[profile] & union for profile in PROFILES)
        yield f"{name} {_ranges(known, union)}" + ("" if is_everywhere else f" in {' '.join(members)}")


def _ranges(versions, having):
    """`10.0-12.0 14.0+`; empty for none, `*` for all."""
    if not having:
        return ""
    if having == set(versions):
        return "*"
    runs = []
    for has, group in itertools.groupby(versions, having.__contains__):
        run = list(group)
        if has:
            runs.append(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}")
            if run[-1] == versions[-1]:
                runs[-1] = f"{run[0]}+"
    return " ".join(runs)


def file_of(profile):
    return "standalone.xml" if profile == "standalone" else f"standalone-{profile}.xml"


def complete(roots, rows, exceptions, versions, read_folder):
    """`roots` with those of the releases in stock.tsv, in the order of `versions`, which are Keycloak's."""
    for version, origin in rows:
        for key in (Key("keycloak", version, "standalone"), Key("keycloak", version, "ha")):
            roots[key] = _root_of(roots, key, origin, versions, read_folder)
            for address, text in ((address, text) for of, address, text, _source in exceptions if of == version):
                _at(roots[key], address).children.append(Fact(text))
    order = {version: number for number, version in enumerate(versions)}
    keycloaks = sorted((key for key in roots if key.line == "keycloak"), key=lambda key: order[key.version])
    return {key: roots[key] for key in [key for key in roots if key.line != "keycloak"] + keycloaks}


def _at(root, address):
    for step in address.split("/"):
        root = next(child for child in root.children if child.text == step)
    return root


def _root_of(roots, key, origin, versions, read_folder):
    if origin.startswith("testdata:"):
        return read_folder(origin.removeprefix("testdata:"), key)
    if origin.startswith("vote:wildfly:"):
        third = roots[key._replace(line="wildfly", version=origin.removeprefix("vote:wildfly:"))]
    elif origin.startswith("vote:"):
        third = _root_of(roots, key, origin.removeprefix("vote:"), versions, read_folder)
    else:
        return roots[key._replace(version=origin)]
    place = versions.index(key.version)
    has = key._replace(line="keycloak")._replace
    before = next(roots[has(version=v)] for v in reversed(versions[:place]) if has(version=v) in roots)
    after = next(roots[has(version=v)] for v in versions[place + 1 :] if has(version=v) in roots)
    return voted([third, before, after])


def voted(facts):
    """What most of two or three facts of one text have below them; where each says something else, the first is right."""
    result = Fact(facts[0].text, facts[0].is_ordered, facts[0].kind)
    line = merged(result.text, dict(enumerate(facts)))
    groups = collections.defaultdict(list)
    for child in line.children:
        groups[next(iter(child.facts.values())).group].append(child)
    for (rank, _name), lines in groups.items():
        if rank <= 1:  # the values of an attribute belong together
            said = {voter: [child.text for child in lines if voter in child.facts] for voter in range(len(facts))}
            said = {voter: texts for voter, texts in said.items() if texts}
            if len(said) < 2:
                continue
            chosen = max(said, key=lambda voter: (list(said.values()).count(said[voter]), -voter))
            result.children += [child.facts[chosen] for child in lines if chosen in child.facts]
        else:
            result.children += [voted(list(child.facts.values())) for child in lines if len(child.facts) >= 2]
    return result


def files(roots, versions):
    """{name: text} of catalog/stock: one file a subsystem, and server.txt for what is outside of them. `versions` are
    all there are, by line."""
    writer = Writer(versions)
    whole = merged("server", roots)
    subsystems = [child for child in whole.children if child.text.startswith("subsystem=")]
    whole.children = [child for child in whole.children if child not in subsystems]
    everywhere = set(roots)
    everything = {Key(line, version, profile) for line in versions for version in versions[line] for profile in PROFILES}
    texts = {"server": f"configurations {writer.where(everywhere, everything)}\n{writer.text(whole, everywhere)}"}
    for line in subsystems:
        texts[line.text.partition("=")[2]] = writer.text(line, everywhere)
    return texts

