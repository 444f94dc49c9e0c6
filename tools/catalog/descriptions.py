"""What each release says of its own management model, :read-resource-description of all resources: which attributes
there are, of what type, and what holds where nothing is written. A server is asked once; its answer, without the prose,
is kept like the essence of a distribution."""

import collections
import gzip
import json
import pathlib
import re
import shutil
import sys

import distributions

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "servers"))
import server  # noqa: E402: the real servers

EMPTY = b'<server xmlns="urn:jboss:domain:4.0"/>'
PROSE = ("description", "operations", "notifications", "capabilities", "capability-reference", "stability", "deprecated")

Attribute = collections.namedtuple("Attribute", "resource name type default")


def attributes(name, extensions):
    """All Attributes of the server called `name`, with these extensions."""
    return sorted(_attributes_of("", _description(name, sorted(extensions))), key=lambda each: each[:2])


def _description(name, extensions):
    kept = distributions.CACHE / f"{name}.description.json.gz"
    if not kept.exists():
        was_there = (server.SERVERS / name).exists()
        server.build(name)
        description = _without_prose(_ask(name, extensions))
        distributions.CACHE.mkdir(parents=True, exist_ok=True)
        partial = kept.with_suffix(".partial")
        partial.write_bytes(gzip.compress(json.dumps(description, sort_keys=True).encode(), mtime=0))
        partial.rename(kept)
        if not was_there:
            shutil.rmtree(server.SERVERS / name)
    return json.loads(gzip.decompress(kept.read_bytes()))


def _ask(name, extensions):
    """The answer of an empty server to which the extensions were added."""
    with server.BaseDirectory(name) as base:
        (base.configuration / "empty.xml").write_bytes(EMPTY)
        script = ["embed-server --server-config=empty.xml --admin-only"]
        script += [f"/extension={extension}:add" for extension in extensions]
        script += ["echo begin", ":read-resource-description(recursive=true)", "echo end", "stop-embedded-server"]
        said = base.cli("--output-json", input="\n".join(script) + "\n", timeout=600).stdout
    between = re.search(r"^begin$(.*?)^end$", server.COLOUR.sub("", said), re.DOTALL | re.MULTILINE)
    answer = between and re.search(r"^\{$.*^\}$", between.group(1), re.DOTALL | re.MULTILINE)
    if not answer:
        raise SystemExit(f"{name} does not describe its resources:\n{said[-2000:]}")
    return json.loads(answer.group(), strict=False)["result"]


def _without_prose(value):
    if isinstance(value, list):
        return [_without_prose(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    return {key: _without_prose(inner) for key, inner in value.items() if key not in PROSE or isinstance(inner, dict)}


def _attributes_of(resource, description):
    for name, attribute in (description.get("attributes") or {}).items():
        if attribute.get("storage") != "runtime":
            yield from _members(resource or "/", name, attribute)
    for kind, child in (description.get("children") or {}).items():
        for name, inner in (child.get("model-description") or {}).items():
            if inner and not _is_of_deployments(kind):
                yield from _attributes_of(f"{resource}/{kind}={name}", inner)


def _is_of_deployments(kind):
    return kind in ("deployment", "deployment-overlay", "subdeployment")


def _members(resource, name, attribute):
    """An attribute, and the members of the objects that it is or holds, by dotted names."""
    outer, inner = _type(attribute), attribute.get("value-type")
    has_members = isinstance(inner, dict) and "TYPE_MODEL_VALUE" not in inner
    yield Attribute(resource, name, _kind(outer, inner, has_members), _text(attribute.get("default")))
    if has_members:
        for member, description in inner.items():
            if isinstance(description, dict):
                yield from _members(resource, f"{name}.{member}", description)


def _type(attribute):
    return attribute["type"]["TYPE_MODEL_VALUE"]


def _kind(outer, inner, has_members):
    """`list INT`, `map STRING`, `list OBJECT`, or a type alone."""
    if outer == "LIST":
        return "list OBJECT" if has_members else f"list {_scalar(inner)}"
    if outer == "OBJECT" and not has_members:
        return f"map {_scalar(inner)}"
    return outer


def _scalar(inner):
    return inner["TYPE_MODEL_VALUE"] if isinstance(inner, dict) else "STRING"


def _text(default):
    """As it would be written in a configuration, the words of a list apart; None for no default."""
    if isinstance(default, dict):
        return default.get("EXPRESSION_VALUE")
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, list):
        return " ".join(_text(each) or "" for each in default)
    return None if default is None else str(default)
