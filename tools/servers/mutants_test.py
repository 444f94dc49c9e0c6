"""What breaking a configuration promises."""

import random
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import mutants

CONFIGURATION = b"""<?xml version='1.0' encoding='UTF-8'?>

<server xmlns="urn:jboss:domain:16.0">
    <extensions>
        <extension module="org.wildfly.extension.io"/>
        <extension module="org.wildfly.extension.undertow"/>
    </extensions>
    <profile>
        <subsystem xmlns="urn:jboss:domain:io:3.0">
            <worker name="blue"/>
        </subsystem>
        <subsystem xmlns="urn:jboss:domain:undertow:12.0">
            <buffer-cache name="small"/>
            <server name="green">
                <http-listener name="plain" worker="blue" enabled="${web.enabled:true}"/>
                <host name="host" mode="STRICT"/>
            </server>
        </subsystem>
    </profile>
</server>
"""


class Mutation(unittest.TestCase):
    def setUp(self):
        self.config = mutants.read("standalone.xml", CONFIGURATION)

    def element(self, tag):
        return next(element for element in self.config.elements if element.tag == tag)

    def broken(self, kind, tag):
        """The configuration as text with the element of that tag broken, None where it cannot be done."""
        splice = mutants.KINDS[kind](self.config, self.element(tag), random.Random(1))
        return splice and mutants.Mutant("s", "f", kind, *splice).apply(CONFIGURATION).decode()

    def test_an_element_knows_its_bytes(self):
        for element in self.config.elements:
            self.assertTrue(self.config.source(element).startswith(f"<{element.tag}"))
            self.assertTrue(self.config.source(element).endswith(">"))
            ElementTree.fromstring(self.config.source(element))

    def test_parts_are_subsystems_and_what_is_outside_of_the_profile(self):
        areas = [self.element(tag).area for tag in ("server", "extension", "profile", "worker", "host")]
        self.assertEqual(["urn:jboss:domain", "extensions", "profile", "urn:jboss:domain:io", "urn:jboss:domain:undertow"], areas)

    def test_every_mutant_is_well_formed_and_another_configuration(self):
        for mutant in mutants.choose("server", [self.config], 8, 1):
            changed = mutant.apply(CONFIGURATION)
            self.assertNotEqual(CONFIGURATION, changed, mutant)
            ElementTree.fromstring(changed)

    def test_the_same_seed_breaks_the_same(self):
        self.assertEqual(mutants.choose("server", [self.config], 4, 1), mutants.choose("server", [self.config], 4, 1))
        self.assertNotEqual(mutants.choose("server", [self.config], 4, 1), mutants.choose("server", [self.config], 4, 2))

    def test_a_part_gets_few_of_a_kind(self):
        for kind in mutants.KINDS:
            of_kind = [m for m in mutants.choose("server", [self.config], 50, 1) if m.kind == kind]
            self.assertLessEqual(len(of_kind), mutants.PER_AREA * 5, kind)

    def test_a_reference_dangles_only_where_something_is_named(self):
        self.assertIn('worker="blue-gone"', self.broken("dangling reference", "http-listener"))
        self.assertIsNone(self.broken("dangling reference", "host"))

    def test_a_definition_is_renamed_only_where_something_refers_to_it(self):
        self.assertIn('<worker name="blue-moved"/>', self.broken("renamed definition", "worker"))
        self.assertIsNone(self.broken("renamed definition", "buffer-cache"))

    def test_the_default_of_an_expression_has_a_type(self):
        self.assertIn("${web.enabled:several}", self.broken("wrong type", "http-listener"))

    def test_enumerations_are_guessed_from_upper_case(self):
        self.assertIn('mode="SOMETIMES"', self.broken("wrong enumeration", "host"))
        self.assertIsNone(self.broken("wrong enumeration", "worker"))

    def test_both_tags_are_misspelt(self):
        self.assertIsNotNone(ElementTree.fromstring(self.broken("misspelt element", "subsystem")))

    def test_what_is_removed_takes_its_line_with_it(self):
        self.assertNotIn("\n\n", self.broken("removed subsystem", "subsystem").partition("?>\n\n")[2])

    def test_neighbours_of_one_kind_have_no_order(self):
        self.assertIsNone(self.broken("wrong order", "extension"))
        swapped = self.broken("wrong order", "buffer-cache")
        self.assertLess(swapped.index("<server name"), swapped.index("<buffer-cache"))

    def test_a_newer_namespace_is_one_that_some_release_reads(self):
        self.assertRegex(self.broken("newer namespace", "server"), r'"urn:jboss:domain:(1[7-9]|20)\.0"')

    def test_a_misspelt_word_is_another(self):
        for seed in range(200):
            self.assertNotEqual("access-log", mutants.misspelt("access-log", random.Random(seed)))


class Table(unittest.TestCase):
    def test_what_is_written_is_read(self):
        rows = [
            mutants.Mutant("wildfly-18.0.1", "standalone.xml", "doubled child", 10, 0, '\n\t<a b="\\"/>', "refuses", "line 1: no"),
            mutants.Mutant("wildfly-18.0.1", "standalone.xml", "removed child", 10, 5, "", "boots", ""),
        ]
        with tempfile.TemporaryDirectory() as folder:
            mutants.write_table(Path(folder) / "table.tsv", rows)
            self.assertEqual(rows, mutants.read_table(Path(folder) / "table.tsv"))

    def test_each_server_both_boots_and_refuses_mutants(self):
        judged = mutants.read_table(mutants.TABLE)
        for server in {mutant.server for mutant in judged}:
            verdicts = {mutant.verdict for mutant in judged if mutant.server == server}
            self.assertEqual({"boots", "refuses"}, verdicts, server)


if __name__ == "__main__":
    unittest.main()
