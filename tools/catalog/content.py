"""Content models: what the schemas of the servers say may stand in each element of a configuration.

One file a family of namespaces, catalog/content/FAMILY.txt, in which what is equal is written once, however many
versions have it. docs/catalog.md describes the files.
"""

import collections
import dataclasses
import hashlib
import io
import itertools
import re
import xml.etree.ElementTree as ElementTree

XSD = "{http://www.w3.org/2001/XMLSchema}"
XSD_NAMESPACE = XSD[1:-1]
ROOTS = ("subsystem", "server", "domain", "host")
UNBOUNDED = 255  # and more: what a byte of the compiled tables holds
INTEGERS = {
    "byte": (-(2**7), 2**7 - 1),
    "short": (-(2**15), 2**15 - 1),
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedLong": (0, None),
    "integer": (None, None),
    "positiveInteger": (1, None),
    "nonNegativeInteger": (0, None),
    "negativeInteger": (None, -1),
    "nonPositiveInteger": (None, 0),
}
FRACTIONS = ("decimal", "double", "float")
DEPRECATED = re.compile(r"\s*(?:@?deprecated\b|this (?:attribute|element|property|resource|setting) (?:is|has been) deprecated)", re.I)


@dataclasses.dataclass(frozen=True)
class Simple:
    """What a value may be: `kind` is string, boolean, integer, fraction, choice or list."""

    kind: str = "string"
    low: int | None = None
    high: int | None = None
    choices: tuple = ()
    name: str = dataclasses.field(default="", compare=False)  # in the schema, to call it by

    def __str__(self):
        if self.kind == "choice":
            return "|".join(self.choices)
        if self.kind != "integer":
            return self.kind
        for name in ("int", "long"):
            if INTEGERS[name] == (self.low, self.high):
                return name
        bounds = ["" if bound is None else str(bound) for bound in (self.low, self.high)]
        return "integer" if bounds == ["", ""] else "..".join(bounds)


STRING = Simple()


@dataclasses.dataclass(frozen=True)
class Attribute:
    simple: Simple
    required: bool
    default: str | None
    deprecated: bool
    is_exact: bool = False  # whether servers refuse a choice in other letters, big or small
    is_resolved: bool = False  # whether servers need the value of an expression while they boot


@dataclasses.dataclass(frozen=True)
class Child:
    type: object  # a Type
    low: int  # how often it stands there, as the schema says
    high: int
    deprecated: bool
    is_required: bool = False  # whether servers refuse what lacks it
    is_single: bool = False  # whether servers refuse it twice


class Type:
    """What may stand in an element: `attributes` and `children` by name, in the order of the schema."""

    def __init__(self, name):
        self.name = name
        self.attributes = {}
        self.children = {}
        self.text = None  # a Simple; None where there is none
        self.is_open = False  # any elements
        self.takes_any_attribute = False
        self.is_ordered = False  # children stand in the order of the schema


class Document:
    """One schema file, with its prefixes."""

    def __init__(self, text):
        self.prefixes, self.root = {}, None
        for event, value in ElementTree.iterparse(io.BytesIO(text), ("start", "start-ns")):
            if event == "start-ns":
                self.prefixes.setdefault(*value)
            elif self.root is None:
                self.root = value
        self.namespace = self.root.get("targetNamespace") or ""
        self.imports = {node.get("namespace") for node in self.root.iter(XSD + "import")}
        self.hash = hashlib.sha256(text).hexdigest()

    def qualified(self, name):
        prefix, _, local = name.rpartition(":")
        return self.prefixes.get(prefix, self.namespace), local


def subject(namespace):
    """undertow of urn:jboss:domain:undertow:preview:14.0"""
    return [word for word in namespace.split(":")[:-1] if word not in ("community", "preview", "experimental")][-1]


class Reader:
    """Reads schemas; the same texts in another release are the same types."""

    def __init__(self):
        self._documents = {}  # text -> Document
        self._models = {}  # hashes of a namespace's documents and of what they import -> {root element: Type}

    def models(self, texts):
        """{namespace: {root element: Type}} of the schemas of one distribution, {member of its essence: text}."""
        documents = collections.defaultdict(dict)
        for member, text in texts.items():
            if member.startswith("schema/"):
                document = self._documents.setdefault(text, None) or Document(text)
                self._documents[text] = document
                documents[document.namespace].setdefault(document.hash, document)
        return {namespace: self._model(namespace, documents) for namespace in documents}

    def _model(self, namespace, documents):
        known = {namespace}
        for name in (names := [namespace]):
            new = {other for document in documents[name].values() for other in document.imports} & documents.keys() - known
            known |= new
            names += sorted(new)
        key = tuple(hash for name in names for hash in sorted(documents[name]))
        if key not in self._models:
            scope = _Scope([document for name in names for document in documents[name].values()])
            roots = (root for root in ROOTS if (namespace, root) in scope.parts["element"])
            self._models[key] = {root: scope.element(namespace, root) for root in roots}
        return self._models[key]


class _Scope:
    """The documents that a model is resolved in."""

    def __init__(self, documents):
        self.parts = collections.defaultdict(dict)  # kind -> {(namespace, name): (document, node)}
        for document in documents:
            for node in document.root:
                if isinstance(node.tag, str) and node.get("name"):
                    kind = node.tag.removeprefix(XSD)
                    self.parts[kind].setdefault((document.namespace, node.get("name")), (document, node))
        self.types = {}  # of global types, which may contain themselves
        self.simples = {}

    def element(self, namespace, name):
        return self._type_of(*self.parts["element"][namespace, name], "")

    def _part(self, kind, document, name):
        namespace, local = document.qualified(name)
        found = self.parts[kind].get((namespace, local)) or self.parts[kind].get((document.namespace, local))
        if found is None:
            raise LookupError(f"{document.namespace}: no {kind} {name}")
        return found

    def _type_of(self, document, element, owner):
        """Of an element declaration."""
        own = f"{owner}.{element.get('name')}" if owner else element.get("name")
        for node in element:
            if node.tag == XSD + "complexType":
                return self._fill(Type(own), document, node)
            if node.tag == XSD + "simpleType":
                return self._text_only(own, self._simple(document, node))
        return self._named_type(document, element.get("type"), own)

    def _named_type(self, document, name, own):
        namespace, local = document.qualified(name) if name else (XSD_NAMESPACE, "anyType")
        if (namespace, local) in self.parts["complexType"] or (document.namespace, local) in self.parts["complexType"]:
            where, node = self._part("complexType", document, name)
            key = (where.namespace, local)
            if key not in self.types:
                self.types[key] = Type(local)
                self._fill(self.types[key], where, node)
            return self.types[key]
        if namespace == XSD_NAMESPACE and local == "anyType":
            type = Type(own)
            type.is_open, type.takes_any_attribute, type.text = True, True, STRING
            return type
        return self._text_only(own, self._simple_named(document, name))

    @staticmethod
    def _text_only(name, simple):
        type = Type(name if simple.kind == "choice" else str(simple))
        type.text = simple
        return type

    def _fill(self, type, document, node):
        if node.get("mixed") == "true":
            type.text = STRING
        for part in node:
            kind = part.tag.removeprefix(XSD) if isinstance(part.tag, str) else ""
            if kind in ("complexContent", "simpleContent"):
                for derivation in part:
                    self._derive(type, document, derivation)
            elif kind in ("sequence", "choice", "all", "group"):
                type.children |= self._particle(type, document, part)
            elif kind != "annotation":
                self._attribute(type, document, part)
        return type

    def _derive(self, type, document, node):
        kind = node.tag.removeprefix(XSD)
        if kind not in ("extension", "restriction"):
            return
        base = self._named_type(document, node.get("base"), type.name)
        type.attributes |= base.attributes
        type.text = type.text or base.text
        type.is_open |= base.is_open
        type.takes_any_attribute |= base.takes_any_attribute
        if kind == "extension":
            type.children |= base.children
        elif base.text and any(facet.tag == XSD + "enumeration" for facet in node):
            type.text = self._restricted(document, base.text, node, type.name)
        self._fill(type, document, node)

    def _attribute(self, type, document, node):
        kind = node.tag.removeprefix(XSD) if isinstance(node.tag, str) else ""
        if kind == "anyAttribute":
            type.takes_any_attribute = True
        elif kind == "attributeGroup" and node.get("ref"):
            where, group = self._part("attributeGroup", document, node.get("ref"))
            for part in group:
                self._attribute(type, where, part)
        elif kind == "attribute" and node.get("ref"):
            return  # of another namespace, as xml:lang
        elif kind == "attribute" and node.get("use") == "prohibited":
            type.attributes.pop(node.get("name"), None)
        elif kind == "attribute":
            type.attributes[node.get("name")] = Attribute(
                self._simple_of(document, node),
                node.get("use") == "required",
                node.get("default"),
                _is_deprecated(node),
            )

    def _particle(self, type, document, node):
        """{name: Child} of a part of a content model, in its order."""
        kind = node.tag.removeprefix(XSD)
        low, high = int(node.get("minOccurs", 1)), _high(node.get("maxOccurs", "1"))
        if high == 0:
            return {}
        if kind == "any":
            type.is_open = True
            return {}
        if kind == "element":
            return self._child(type, document, node, low, high)
        if kind == "group":
            document, node = self._part("group", document, node.get("ref"))
        branches = [
            self._particle(type, document, part)
            for part in node
            if isinstance(part.tag, str) and part.tag.removeprefix(XSD) in ("element", "group", "sequence", "choice", "all", "any")
        ]
        children = {}
        for branch in branches:
            for name, child in branch.items():
                known = children.get(name)
                if kind == "choice":
                    child = dataclasses.replace(child, low=child.low if len(branches) == 1 else 0)
                    together = max(known.high, child.high) if known else child.high
                else:
                    together = min(known.high + child.high, UNBOUNDED) if known else child.high
                least = known.low + child.low if known else child.low
                children[name] = dataclasses.replace(known or child, low=least, high=together)
        return {
            name: dataclasses.replace(child, low=child.low * low, high=min(child.high * high, UNBOUNDED))
            for name, child in children.items()
        }

    def _child(self, type, document, node, low, high):
        deprecated = _is_deprecated(node)
        if node.get("ref"):
            document, node = self._part("element", document, node.get("ref"))
        return {node.get("name"): Child(self._type_of(document, node, type.name), low, high, deprecated)}

    def _simple_of(self, document, attribute):
        for node in attribute:
            if node.tag == XSD + "simpleType":
                simple = self._simple(document, node)
                return dataclasses.replace(simple, name=attribute.get("name"))
        return self._simple_named(document, attribute.get("type")) if attribute.get("type") else STRING

    def _simple_named(self, document, name):
        namespace, local = document.qualified(name)
        if (namespace, local) in self.parts["simpleType"] or namespace != XSD_NAMESPACE:
            where, node = self._part("simpleType", document, name)
            key = (where.namespace, local)
            if key not in self.simples:
                self.simples[key] = dataclasses.replace(self._simple(where, node), name=local)
            return self.simples[key]
        if local in INTEGERS:
            return Simple("integer", *INTEGERS[local], name=local)
        if local in FRACTIONS:
            return Simple("fraction")
        if local in ("IDREFS", "NMTOKENS", "ENTITIES"):
            return Simple("list")
        return Simple("boolean") if local == "boolean" else STRING

    def _simple(self, document, node):
        for part in node:
            kind = part.tag.removeprefix(XSD) if isinstance(part.tag, str) else ""
            if kind == "list":
                return Simple("list")
            if kind == "union":
                return self._union(document, part)
            if kind == "restriction":
                inner = [child for child in part if child.tag == XSD + "simpleType"]
                base = self._simple(document, inner[0]) if inner else self._simple_named(document, part.get("base"))
                return self._restricted(document, base, part, node.get("name") or "")
        return STRING

    def _union(self, document, node):
        """Only choices can be united; any other union is a string."""
        members = [self._simple_named(document, name) for name in (node.get("memberTypes") or "").split()]
        members += [self._simple(document, part) for part in node if part.tag == XSD + "simpleType"]
        if not all(member.kind == "choice" for member in members):
            return STRING
        return Simple("choice", choices=tuple(itertools.chain.from_iterable(member.choices for member in members)))

    @staticmethod
    def _restricted(document, base, node, name):
        choices = tuple(part.get("value") for part in node if part.tag == XSD + "enumeration")
        if choices:
            return Simple("choice", choices=choices, name=name)
        if base.kind != "integer":
            return base
        low, high = base.low, base.high
        for part in node:
            kind = part.tag.removeprefix(XSD) if isinstance(part.tag, str) else ""
            if kind in ("minInclusive", "minExclusive"):
                low = int(part.get("value")) + (kind == "minExclusive")
            if kind in ("maxInclusive", "maxExclusive"):
                high = int(part.get("value")) - (kind == "maxExclusive")
        return Simple("integer", low, high, name=name)


def _high(text):
    return UNBOUNDED if text == "unbounded" else min(int(text), UNBOUNDED)


def _is_deprecated(node):
    documentation = node.find(f"{XSD}annotation/{XSD}documentation")
    return documentation is not None and bool(DEPRECATED.match("".join(documentation.itertext())))


@dataclasses.dataclass(frozen=True)
class Deviation:
    """Where servers read something else than the schema says: a row of answers.tsv or content_exceptions.tsv."""

    file: str  # of catalog/content, without .txt
    type: str  # the name that the schema gives it; or /NAME, which is that of every element called NAME
    change: str  # as README.md describes
    releases: str
    evidence: str

    def concerns(self, type, element):
        return self.type in (type.name, f"/{element}")

    def apply(self, type):
        """Changes a type that it concerns."""
        what, _, how = self.change.partition(" ")
        if self.change == "any":
            type.is_open = True
        elif self.change == "@any":
            type.takes_any_attribute = True
        elif self.change == "ordered":
            type.is_ordered = True
        elif what == "text":
            type.text = Simple(how)
        elif what.startswith("-@"):
            type.attributes.pop(what[2:], None)
        elif what.startswith("-"):
            type.children.pop(what[1:], None)
        elif what.startswith("@"):
            self._change_attribute(type, what[1:], how)
        elif what in type.children:
            self._change_child(type, what, how)

    @staticmethod
    def _change_attribute(type, name, how):
        known = type.attributes.get(name) or Attribute(STRING, False, None, False)
        flags = {
            "optional": {"required": False},
            "required": {"required": True},
            "exact": {"is_exact": True},
            "resolved": {"is_resolved": True},
        }
        if how in flags:
            if name in type.attributes:
                type.attributes[name] = dataclasses.replace(known, **flags[how])
        elif how in INTEGERS:
            type.attributes[name] = dataclasses.replace(known, simple=Simple("integer", *INTEGERS[how]))
        elif "|" in how:
            type.attributes[name] = dataclasses.replace(known, simple=Simple("choice", choices=tuple(how.split("|")), name=name))
        else:
            type.attributes[name] = dataclasses.replace(known, simple=Simple(how))

    @staticmethod
    def _change_child(type, name, how):
        changed = {"required": {"is_required": True}, "once": {"is_single": True}}[how]
        type.children[name] = dataclasses.replace(type.children[name], **changed)


def _amended(type, element, exceptions, done):
    """A copy of the type of an element, and of all below it, with what exceptions change in them."""
    changes = tuple(row for row in exceptions if row.concerns(type, element))
    if (id(type), changes) in done:
        return done[id(type), changes]
    copy = done[id(type), changes] = Type(type.name)
    vars(copy).update(vars(type), attributes=dict(type.attributes), children={})
    for name, child in type.children.items():
        copy.children[name] = dataclasses.replace(child, type=_amended(child.type, name, exceptions, done))
    for change in changes:
        change.apply(copy)
    return copy


class Family:
    """The content models of all versions of a schema, what is equal once."""

    def __init__(self, exceptions):
        self._exceptions = exceptions
        self._roots = []  # (namespace, line, {version: {root element: Type}}, how its versions are written)

    def add(self, namespace, line, models, facts):
        """What the releases of a line read; `facts` knows how to write its versions."""
        amended, done = {}, collections.defaultdict(dict)
        for version, roots in models.items():
            holding = tuple(row for row in self._exceptions if facts.includes(row.releases, version))
            amended[version] = {
                root: _amended(type, root, holding, done[holding]) for root, type in roots.items()
            }
        self._roots.append((namespace, line, amended, facts.ranges))

    def text(self):
        """Names come in the order of the namespaces, so that they stay when a release is added."""
        types = list(self._types())
        number_of = _classes(types)
        names, simples = _Names(), _Names()
        for type in types:
            names.of(number_of[id(type)], type.name)
        classes = {number_of[id(type)]: type for type in reversed(types)}
        blocks = [line for number in names.known() for line in self._block(classes[number], names, number_of, simples)]
        choices = [f"choice {simples.of(simple)} {simple}" for simple in simples.known()]
        return "\n".join([*self._root_lines(names, number_of), *([""] * bool(choices)), *choices, *blocks, ""])

    def _root_lines(self, names, number_of):
        for namespace, line, models, ranges in self._roots:
            yield f"namespace {namespace}"
            versions = collections.defaultdict(set)
            for version, roots in models.items():
                for element, type in roots.items():
                    versions[element, number_of[id(type)]].add(version)
            for (element, number), having in versions.items():
                yield f"  {element} {names.of(number)} {line} {ranges(having)}"

    def _types(self):
        seen = {}

        def visit(type):
            if id(type) not in seen:
                seen[id(type)] = type
                for child in type.children.values():
                    visit(child.type)

        for _, _, models, _ in self._roots:
            for roots in models.values():
                for type in roots.values():
                    visit(type)
        return seen.values()

    def _block(self, type, names, number_of, simples):
        def called(simple):
            return simples.of(simple, simple.name or "choice") if simple.kind == "choice" else str(simple)

        yield ""
        yield f"type {names.of(number_of[id(type)])}"
        if type.text is not None:
            yield f"  text {called(type.text)}"
        if type.is_open:
            yield "  any"
        if type.is_ordered:
            yield "  ordered"
        if type.takes_any_attribute:
            yield "  @any"
        for name, attribute in type.attributes.items():
            words = [f"  @{name}", called(attribute.simple)]
            words += ["required"] * attribute.required + ["exact"] * attribute.is_exact
            words += ["resolved"] * attribute.is_resolved + ["deprecated"] * attribute.deprecated
            words += [f"= {attribute.default}"] * (attribute.default is not None)
            yield " ".join(words)
        for name, child in type.children.items():
            words = [f"  {name}", names.of(number_of[id(child.type)]), _times(child.low, child.high)]
            words += ["required"] * child.is_required + ["once"] * child.is_single + ["deprecated"] * child.deprecated
            yield " ".join(words)


def _times(low, high):
    return f"{low}..{'*' if high == UNBOUNDED else high}"


class _Names:
    """Gives every thing a name of its own: the wanted one, or that with a number."""

    def __init__(self):
        self._name_of, self._taken = {}, collections.Counter()

    def of(self, thing, wanted=""):
        if thing not in self._name_of:
            self._taken[wanted] += 1
            count = self._taken[wanted]
            self._name_of[thing] = wanted if count == 1 else f"{wanted}~{count}"
        return self._name_of[thing]

    def known(self):
        return list(self._name_of)


def _classes(types):
    """{id of type: number of the class of types equal to it}: split until members of a class have equal children."""
    def signature(type):
        return (
            type.text,
            type.is_open,
            type.takes_any_attribute,
            type.is_ordered,
            tuple(type.attributes.items()),
            tuple((name, dataclasses.replace(child, type=None)) for name, child in type.children.items()),
        )

    number_of = _numbered(types, signature)
    count = 0
    while count != (count := len(set(number_of.values()))):
        before = number_of
        number_of = _numbered(
            types, lambda type: (before[id(type)], *(before[id(child.type)] for child in type.children.values()))
        )
    return number_of


def _numbered(types, key):
    numbers = {}
    return {id(type): numbers.setdefault(key(type), len(numbers)) for type in types}
