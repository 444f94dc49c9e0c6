"""The configurations that releases of Keycloak shipped, as bytes.

A distribution holds them. Where only the parts are on Maven Central they are assembled as Keycloak's own build did it:
a template with places for extensions, subsystems, interfaces and socket bindings, and one file for each subsystem, from
the jar of its extension.
"""

import tempfile
import zipfile
from pathlib import Path
from xml.dom import minidom

import server

KINDS = ("standalone", "standalone-ha")

# Releases whose configuration is a file of a server that `server.build` knows.
SHIPPED = {"2.5.5.Final": "keycloak-2.5.5.Final", "9.0.3": "keycloak-9.0.3", "10.0.1": "keycloak-10.0.1", "12.0.4": "keycloak-12"}

# Releases that are assembled, with the WildFly under them and the artifact that holds the templates of Keycloak's own
# subsystems.
ASSEMBLED = {
    "3.4.3.Final": ("11.0.0", ("org.keycloak", "keycloak-server-overlay", "3.4.3.Final", "zip")),
    "8.0.1": ("18.0.1", ("org.keycloak", "keycloak-wildfly-server-subsystem", "8.0.1", "jar")),
}

RELEASES = ("2.5.5.Final", "3.4.3.Final", "8.0.1", "9.0.3", "10.0.1", "12.0.4")


def configuration(release, kind):
    """The configuration `kind` of KINDS that Keycloak `release` shipped."""
    if release in SHIPPED:
        return (server.build(SHIPPED[release]) / "standalone" / "configuration" / f"{kind}.xml").read_bytes()
    return assemble(release, kind)


def assemble(release, kind):
    wildfly, keycloak = ASSEMBLED[release]
    installation = server.build(f"wildfly-{wildfly}")
    pack = server.artifact("org.keycloak", "keycloak-server-feature-pack", release)
    with zipfile.ZipFile(pack) as archive:
        template = minidom.parseString(archive.read("configuration/standalone/template.xml"))
        suffix = kind.removeprefix("standalone")
        listed = minidom.parseString(archive.read(f"configuration/standalone/subsystems{suffix}.xml"))
    pack.unlink()
    with tempfile.TemporaryDirectory(dir=server.SERVERS) as folder:
        server.unpack(server.artifact(*keycloak), folder)
        parts = Parts([Path(folder), installation / "modules"])
        for entry in listed.getElementsByTagName("subsystem"):
            parts.add(entry.firstChild.data, entry.getAttribute("supplement"))
    parts.put_into(template)
    return ("<?xml version='1.0' encoding='UTF-8'?>\n\n" + "\n".join(lines(template.documentElement)) + "\n").encode()


class Parts:
    """What the templates of the subsystems contribute to a configuration."""

    def __init__(self, places):
        self.templates = subsystem_templates(places)
        self.extensions = set()
        self.subsystems, self.interfaces, self.bindings = [], [], []

    def add(self, file, supplement):
        config = minidom.parseString(self.templates[file]).documentElement
        supplements = {s.getAttribute("name"): s for s in children(config, "supplement")}
        replacements = {}
        collect(supplements, supplement or config.getAttribute("default-supplement"), replacements)
        for element in children(config):
            if element.tagName == "extension-module":
                self.extensions.add(element.firstChild.data.strip())
            elif element.tagName == "subsystem":
                replace(element, replacements)
                self.subsystems.append(element)
            elif element.tagName == "interface":
                self.interfaces.append(element)
            elif element.tagName in ("socket-binding", "outbound-socket-binding"):
                self.bindings.append(element)

    def put_into(self, template):
        extensions = []
        for module in sorted(self.extensions):
            extensions.append(template.createElement("extension"))
            extensions[-1].setAttribute("module", module)
        replace(
            template.documentElement,
            {
                "EXTENSIONS": extensions,
                "SUBSYSTEMS": self.subsystems,
                "INTERFACES": self.interfaces,
                "SOCKET-BINDINGS": self.bindings,
            },
        )
        for parent in ("interfaces", "socket-binding-group"):
            sort_children(template.getElementsByTagName(parent)[0])


def subsystem_templates(places):
    """Every `subsystem-templates/*.xml` of the jars below the folders, or of folders that are such a jar unpacked."""
    templates = {}
    for place in places:
        for file in place.glob("subsystem-templates/*.xml"):
            templates.setdefault(file.name, file.read_bytes())
        for jar in sorted(place.rglob("*.jar")):
            with zipfile.ZipFile(jar) as archive:
                for path in archive.namelist():
                    if path.startswith("subsystem-templates/") and path.endswith(".xml"):
                        templates.setdefault(path.rpartition("/")[2], archive.read(path))
    return templates


def collect(supplements, name, replacements):
    """The replacements of a supplement and of those that it includes: placeholder to nodes, or to an attribute's value."""
    supplement = supplements.get(name)
    if supplement is None:
        return
    for included in supplement.getAttribute("includes").split():
        collect(supplements, included, replacements)
    for replacement in children(supplement, "replacement"):
        value = replacement.getAttribute("attributeValue")
        nodes = value if replacement.hasAttribute("attributeValue") else list(replacement.childNodes)
        replacements[replacement.getAttribute("placeholder")] = nodes


def replace(element, replacements):
    """Puts the replacements in the places of processing instructions and of attribute values."""
    for name, value in list(element.attributes.items()):
        if value.startswith("@@") and value in replacements:
            element.setAttribute(name, replacements[value])
    for node in list(element.childNodes):
        if node.nodeType == node.PROCESSING_INSTRUCTION_NODE:
            for new in replacements.get(node.target, []):
                element.insertBefore(new.cloneNode(True), node)
            element.removeChild(node)
    for child in children(element):
        replace(child, replacements)


def sort_children(parent):
    """By name, outbound socket bindings after the others."""
    for child in sorted(children(parent), key=lambda c: (c.tagName.startswith("outbound"), c.getAttribute("name"))):
        parent.appendChild(child)


def children(element, tag=None):
    return [n for n in element.childNodes if n.nodeType == n.ELEMENT_NODE and tag in (None, n.tagName)]


def lines(element, indent=""):
    """The element as lines of text, laid out as a server does it."""
    shallow = element.cloneNode(False).toxml()  # <tag attributes/>
    inside = [line for child in children(element) for line in lines(child, indent + "    ")]
    text = "".join(n.data for n in element.childNodes if n.nodeType == n.TEXT_NODE).strip()
    if not inside and not text:
        return [indent + shallow]
    start, end = shallow.removesuffix("/>") + ">", f"</{element.tagName}>"
    if not inside:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        return [indent + start + escaped + end]
    return [indent + start, *inside, indent + end]
