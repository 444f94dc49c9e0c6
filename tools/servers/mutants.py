"""Breaks server configurations, one place at a time and always the same ones: mutants, to ask servers and lint about.

A mutant is one splice of a configuration that a server has written. Whether it still boots is for the server to say;
many do, and what is refused without need shows on them.
"""

import random
import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "testdata" / "mutants"
TABLE = FOLDER / "mutants.tsv"
COLUMNS = ("server", "file", "kind", "offset", "removed", "inserted", "verdict", "message")

LONGEST = 1200  # bytes that a mutation may insert or rewrite: the table is to be read by people, too


@dataclass(frozen=True)
class Mutant:
    """`removed` bytes at `offset` of the server's own writing of `file` are replaced; the verdict is what it then says."""

    server: str
    file: str
    kind: str
    offset: int
    removed: int
    inserted: str
    verdict: str = ""
    message: str = ""

    def apply(self, content):
        return content[: self.offset] + self.inserted.encode("latin-1") + content[self.offset + self.removed :]

    def row(self):
        return "\t".join(escape(str(getattr(self, column))) or "-" for column in COLUMNS)


def escape(text):
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def unescape(text):
    return re.sub(r"\\(.)", lambda match: {"t": "\t", "n": "\n"}.get(match[1], match[1]), text)


def write_table(path, mutants):
    lines = ["# Made and judged by tools/servers/mutate; do not edit.", "\t".join(COLUMNS)]
    path.write_text("\n".join(lines + [mutant.row() for mutant in mutants]) + "\n")


def read_table(path):
    """The mutants of a table, judged or not; a cell `-` is empty."""
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    mutants = []
    for line in lines[1:]:
        cells = ["" if cell == "-" else unescape(cell) for cell in line.split("\t")]
        mutants.append(Mutant(*cells[:3], int(cells[3]), int(cells[4]), *cells[5:]))
    return mutants


@dataclass(eq=False)
class Element:
    """An element and where it stands: `start` to `end`, its start tag to `opened`; values by attribute with their place."""

    tag: str
    start: int
    opened: int
    values: dict
    parent: "Element" = None
    end: int = 0
    area: str = ""
    children: list = field(default_factory=list)

    def get(self, name):
        return self.values[name][0] if name in self.values else None

    def name(self):
        return self.get("name") or self.get("pool-name")

    def siblings(self):
        return self.parent.children if self.parent else [self]



def area_of(element):
    """What mutations are to be spread over: the subsystem without its version, or the part of the file outside of them."""
    path = [element]
    while path[-1].parent:
        path.append(path[-1].parent)
    depth = 3 if len(path) > 2 and path[-2].tag == "profile" else min(2, len(path))
    top = path[-depth]
    return family(top.get("xmlns"))[0] if top.get("xmlns") else top.tag


def family(namespace):
    """`urn:jboss:domain:io` and (3, 0) of `urn:jboss:domain:io:3.0`; no version where there is none."""
    name, _, version = namespace.rpartition(":")
    return (name, tuple(map(int, version.split(".")))) if re.fullmatch(r"\d+(\.\d+)*", version) else (namespace, ())


def numbers(name):
    """A key that sorts 9.0 before 10.0."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


TAG = re.compile(r'<(/?)([\w.-]+)((?:\s+[\w.:-]+="[^"]*")*)\s*(/?)>')
ATTRIBUTE = re.compile(r'([\w.:-]+)="([^"]*)"')


@dataclass
class Configuration:
    """A configuration as text (a character a byte) and its elements in the order of the file."""

    file: str
    text: str
    elements: list

    def source(self, element):
        return self.text[element.start : element.end]

    def inner_text(self, element):
        """The text of an element that has no children, or an empty one."""
        closing = self.text.rfind("</", element.opened, element.end)
        return "" if element.children or closing < 0 else self.text[element.opened : closing]

    @cached_property
    def definitions(self):
        """Elements by the name that they give to something."""
        named = {}
        for element in self.elements:
            if element.name():
                named.setdefault(element.name(), []).append(element)
        return named

    def indent(self, element):
        """The line end and the spaces before the element."""
        return self.text[self.text.rfind("\n", 0, element.start) : element.start]


def read(file, content):
    """The Configuration in what a server has written: no comments, no CDATA, double quotes."""
    text = content.decode("latin-1")
    elements, open_elements = [], []
    for match in TAG.finditer(text):
        if match[1]:
            open_elements.pop().end = match.end()
            continue
        values = {a[1]: (a[2], match.start(3) + a.start(2)) for a in ATTRIBUTE.finditer(match[3])}
        parent = open_elements[-1] if open_elements else None
        element = Element(match[2], match.start(), match.end(), values, parent, match.end())
        element.area = area_of(element)
        elements.append(element)
        if parent:
            parent.children.append(element)
        if not match[4]:
            open_elements.append(element)
    return Configuration(file, text, elements)


# What each kind of mutation does to an element: (offset, removed, inserted), or None where it cannot be done.


def unknown_attribute(config, element, chance):
    """A word that nothing knows, or an attribute that another element of the same part has."""
    others = [a for e in config.elements if e.area == element.area for a in e.values if a not in element.values and a != "xmlns"]
    name = chance.choice(others) if others and chance.random() < 0.5 else "colour"
    value = "true" if name == "colour" else next(e.get(name) for e in config.elements if name in e.values and e.area == element.area)
    end = element.opened - (2 if config.text[element.opened - 2] == "/" else 1)
    return end, 0, f' {name}="{value}"'


def misspelt(word, chance):
    """The word with a letter doubled, dropped or exchanged with the next."""
    at = chance.randrange(1, len(word) - 1)
    middle = chance.choice([word[at] * 2, "", word[at + 1] + word[at] if word[at] != word[at + 1] else ""])
    return word[:at] + middle + word[at + (2 if len(middle) == 2 and middle[0] != middle[1] else 1) :]


def misspelt_attribute(config, element, chance):
    names = [name for name in element.values if name != "xmlns" and len(name) > 3]
    if not names:
        return None
    name = chance.choice(names)
    return element.values[name][1] - len(name) - 2, len(name), misspelt(name, chance)


def misspelt_element(config, element, chance):
    source = config.source(element)
    if len(source) > LONGEST or len(element.tag) < 4:
        return None
    wrong = misspelt(element.tag, chance)
    source = f"<{wrong}" + source[len(element.tag) + 1 :]
    return element.start, element.end - element.start, source.replace(f"</{element.tag}>", f"</{wrong}>") if source.count(f"</{element.tag}>") < 2 else None


def misplaced_element(config, element, chance):
    """A copy of the element in another element of its part, one time in four of any part."""
    if element.end - element.start > LONGEST or not element.parent or element.tag in ("subsystem", "extension"):
        return None
    elsewhere = chance.random() < 0.25
    hosts = [
        e
        for e in config.elements
        if e.parent and (elsewhere or e.area == element.area) and all(c.tag != element.tag for c in e.children)
        and e is not element and not config.inner_text(e)
    ]
    if not hosts:
        return None
    host = chance.choice(hosts)
    if host.children:
        return host.children[-1].end, 0, config.indent(host.children[-1]) + config.source(element)
    return host.opened - 2, 2, f">{config.source(element)}</{host.tag}>" if config.text[host.opened - 2] == "/" else None


def removed(config, element, chance):
    indent = len(config.indent(element))
    return element.start - indent, element.end - element.start + indent, ""


def removed_extension(config, element, chance):
    return removed(config, element, chance) if element.tag == "extension" else None


def removed_subsystem(config, element, chance):
    return removed(config, element, chance) if element.tag == "subsystem" else None


def removed_child(config, element, chance):
    inside = element.parent and element.tag not in ("extension", "subsystem", "profile")
    return removed(config, element, chance) if inside else None


def removed_attribute(config, element, chance):
    names = [name for name in element.values if name != "xmlns"]
    if not names or element.tag == "extension":
        return None
    name = chance.choice(names)
    value, place = element.values[name]
    return place - len(name) - 3, len(name) + len(value) + 4, ""


NUMBER = re.compile(r"-?\d+(\.\d+)?|true|false")
DEFAULT = re.compile(r"(\$\{[^{}]*:)(-?\d+|true|false)(\}+)$")


def wrong_type(config, element, chance):
    """A word where a number or a truth is, also as the default of an expression."""
    found = []
    texts = [(element.opened, config.inner_text(element))] if config.inner_text(element).strip() else []
    for value, place in [*[(v, p) for n, (v, p) in element.values.items() if n != "xmlns"], *[(t, p) for p, t in texts]]:
        if NUMBER.fullmatch(value):
            found.append((place, len(value)))
        elif match := DEFAULT.search(value):
            found.append((place + match.start(2), len(match[2])))
    return (*chance.choice(found), "several") if found else None


LOWER_CASE = {"flag", "unit", "type", "provider", "security", "transactions", "transaction", "sampler-type", "cache-type", "mode"}


def wrong_enumeration(config, element, chance):
    """A word that is none of those allowed. Which attributes have some is guessed from the value: it is in upper case."""
    found = []
    for name, (value, place) in element.values.items():
        constant = re.fullmatch(r"[A-Z][A-Z_]+[A-Z0-9]", value) and name not in ("name", "pattern")
        if constant or (name in LOWER_CASE and re.fullmatch(r"[a-z]+", value)) or (element.tag == "level" and name == "name"):
            found.append((value, place))
    if not found:
        return None
    value, place = chance.choice(found)
    return place, len(value), "SOMETIMES" if value.isupper() else "sometimes"


def references(config, element):
    """Words in the attributes and the text of an element that name another element: (word, place)."""
    found = []
    texts = [(n, v, p) for n, (v, p) in element.values.items()] + [("", config.inner_text(element), element.opened)]
    for name, value, place in texts:
        if name in ("xmlns", "path", "type", "module", "alias", "provider") or (name == "name" and element.children):
            continue
        for word in re.finditer(r"\S+", value):
            if any(other is not element and other.tag != element.tag for other in config.definitions.get(word[0], ())):
                found.append((word[0], place + word.start()))
    return found


def dangling_reference(config, element, chance):
    found = references(config, element)
    if not found:
        return None
    word, place = chance.choice(found)
    return place, len(word), f"{word}-gone"


def renamed_definition(config, element, chance):
    """Another name for what something refers to; most of them have no children of their own kind elsewhere."""
    if not element.name() or not any(w == element.name() for e in config.elements if e is not element for w, _ in references(config, e)):
        return None
    value, place = element.values["name" if element.get("name") else "pool-name"]
    return place, len(value), f"{value}-moved"


def copied(config, element):
    if element.end - element.start > LONGEST:
        return None
    return element.end, 0, config.indent(element) + config.source(element)


def duplicate_name(config, element, chance):
    return copied(config, element) if element.name() else None


def doubled_child(config, element, chance):
    only = element.parent and not element.name() and sum(e.tag == element.tag for e in element.siblings()) == 1
    return copied(config, element) if only else None


def doubled_subsystem(config, element, chance):
    return copied(config, element) if element.tag == "subsystem" else None


def wrong_order(config, element, chance):
    """The element after its next sibling, which is one of another kind."""
    siblings = element.siblings()
    at = siblings.index(element) + 1
    if at == len(siblings) or siblings[at].tag == element.tag or siblings[at].end - element.start > LONGEST:
        return None
    after = siblings[at]
    between = config.text[element.end : after.start]
    return element.start, after.end - element.start, config.source(after) + between + config.source(element)


@cache
def namespaces():
    """Versions of namespaces by their family, from the catalog."""
    lines = (ROOT / "catalog" / "namespaces.tsv").read_text().splitlines()
    known = {}
    for line in lines:
        name, version = family(line.split("\t")[0])
        known.setdefault(name, set()).add(version)
    return known


def another_namespace(element, chance, chosen):
    """The namespace of the element in one of the versions that `chosen` takes; a made-up one if `chosen` makes it."""
    if not element.get("xmlns"):
        return None
    name, version = family(element.get("xmlns"))
    versions = sorted(v for v in namespaces().get(name, ()) if chosen(v, version))
    if not versions and chosen((version[0] + 1, 0), version):
        versions = [(version[0] + 1, 0)]
    if not versions:
        return None
    place = element.values["xmlns"][1] + len(name) + 1
    return place, len(element.get("xmlns")) - len(name) - 1, ".".join(map(str, chance.choice(versions)))


def older_namespace(config, element, chance):
    return another_namespace(element, chance, lambda version, present: version < present)


def newer_namespace(config, element, chance):
    return another_namespace(element, chance, lambda version, present: version > present)


KINDS = {
    "unknown attribute": unknown_attribute,
    "misspelt attribute": misspelt_attribute,
    "misspelt element": misspelt_element,
    "misplaced element": misplaced_element,
    "removed extension": removed_extension,
    "removed subsystem": removed_subsystem,
    "removed child": removed_child,
    "removed attribute": removed_attribute,
    "wrong type": wrong_type,
    "wrong enumeration": wrong_enumeration,
    "dangling reference": dangling_reference,
    "renamed definition": renamed_definition,
    "duplicate name": duplicate_name,
    "doubled child": doubled_child,
    "doubled subsystem": doubled_subsystem,
    "wrong order": wrong_order,
    "older namespace": older_namespace,
    "newer namespace": newer_namespace,
}

PER_AREA = 2  # of one kind and one server


def choose(server, configurations, each, seed):
    """About `each` mutants of every kind, spread over the subsystems and the other parts of the files.

    A part gets them by the square root of its size: the large ones more than the others, but not nearly all.
    """
    used = {}
    chosen = []
    for kind, breaks in KINDS.items():
        chance = random.Random(f"{seed} {server} {kind}")
        waiting = by_area(configurations, chance)
        sizes = {area: len(candidates) ** 0.5 for area, candidates in waiting.items()}
        found = []
        for _ in range(each if kind == "removed extension" else PER_AREA):
            for area in sorted(waiting, key=lambda area: used.get(area, 0) / sizes[area]):
                if len(found) < each and (mutant := first_possible(waiting[area], breaks, server, kind, chance)):
                    found.append(mutant)
                    used[area] = used.get(area, 0) + 1
        chosen += found
    return chosen


def by_area(configurations, chance):
    """Every element of the configurations, shuffled, by its area; the areas shuffled, too."""
    areas = {}
    for config in configurations:
        for element in config.elements:
            areas.setdefault(element.area, []).append((config, element))
    names = list(areas)
    chance.shuffle(names)
    for name in names:
        chance.shuffle(areas[name])
    return {name: areas[name] for name in names}


def first_possible(candidates, breaks, server, kind, chance):
    """The first mutant that comes of the candidates, which are used up as far as they were tried."""
    while candidates:
        config, element = candidates.pop()
        splice = breaks(config, element, chance)
        if splice and splice[2] is not None:
            return Mutant(server, config.file, kind, *splice)
    return None
