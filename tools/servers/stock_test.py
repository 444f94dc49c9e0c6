"""What assembling a shipped configuration promises."""

import tempfile
import unittest
from pathlib import Path
from xml.dom import minidom

import stock

TEMPLATE = """<server xmlns="urn:jboss:domain:5.0">
  <extensions><?EXTENSIONS?></extensions>
  <profile><?SUBSYSTEMS?></profile>
  <interfaces><interface name="public"/><?INTERFACES?></interfaces>
  <socket-binding-group name="sockets"><?SOCKET-BINDINGS?></socket-binding-group>
</server>"""

MAIL = """<config default-supplement="default">
  <extension-module>org.example.mail</extension-module>
  <subsystem xmlns="urn:example:mail:1.0"><session port="@@port@@"/><?LOG?></subsystem>
  <supplement name="default"><replacement placeholder="@@port@@" attributeValue="25"/></supplement>
  <supplement name="loud" includes="default"><replacement placeholder="LOG"><log>a &lt; b</log></replacement></supplement>
  <outbound-socket-binding name="mail"/>
  <socket-binding name="zebra"/>
  <interface name="private"/>
</config>"""


def assembled(supplement):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "subsystem-templates").mkdir()
        (Path(folder) / "subsystem-templates" / "mail.xml").write_text(MAIL)
        parts = stock.Parts([Path(folder)])
    parts.add("mail.xml", supplement)
    template = minidom.parseString(TEMPLATE)
    parts.put_into(template)
    return [line.strip() for line in stock.lines(template.documentElement)]


class Assembly(unittest.TestCase):
    def test_every_part_gets_to_its_place(self):
        self.assertEqual(
            [
                '<server xmlns="urn:jboss:domain:5.0">',
                "<extensions>",
                '<extension module="org.example.mail"/>',
                "</extensions>",
                "<profile>",
                '<subsystem xmlns="urn:example:mail:1.0">',
                '<session port="25"/>',
                "</subsystem>",
                "</profile>",
                "<interfaces>",
                '<interface name="private"/>',
                '<interface name="public"/>',
                "</interfaces>",
                '<socket-binding-group name="sockets">',
                '<socket-binding name="zebra"/>',
                '<outbound-socket-binding name="mail"/>',
                "</socket-binding-group>",
                "</server>",
            ],
            assembled(""),
        )

    def test_a_supplement_brings_those_that_it_includes(self):
        lines = assembled("loud")
        self.assertIn('<session port="25"/>', lines)
        self.assertIn("<log>a &lt; b</log>", lines)


if __name__ == "__main__":
    unittest.main()
