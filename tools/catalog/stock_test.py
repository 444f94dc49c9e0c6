"""Facts of many configurations are one tree, from which each of them can be read again."""

import re
import unittest

import stock

OLD, NEW, HA = (stock.Key("wildfly", *each) for each in (("1.0", "standalone"), ("2.0", "standalone"), ("2.0", "ha")))
VERSIONS = {"wildfly": ["1.0", "2.0", "3.0"]}


def root(*lines):
    """What the program prints of a configuration with these rows below its root."""
    rows = ["0\tresource\tsubsystem\t\t\t0", *("\t".join(line.split("|")) for line in lines)]
    return stock.read("file\tx\n" + "\n".join(rows) + "\n")["x"]


def handlers(*names):
    return root("1|resource|subsystem|logging||0", *(f"2|attribute|handlers||{name}|1" for name in names))


class Stock(unittest.TestCase):
    def text(self, roots, name="logging"):
        return stock.files(roots, VERSIONS)[name]

    def test_what_all_have_is_one_line_without_releases(self):
        self.assertEqual(self.text({OLD: handlers("A"), NEW: handlers("A"), HA: handlers("A")}),
                         "subsystem=logging\n  @handlers = A\n")

    def test_a_line_says_where_it_holds_within_what_is_around_it(self):
        text = self.text({OLD: handlers("A"), NEW: handlers("A", "B"), HA: handlers("A")})
        self.assertIn("  @handlers = A\n", text)
        self.assertIn("  @handlers = B\twildfly 2.0+ in standalone\n", text)

    def test_a_list_keeps_its_order_in_each_configuration(self):
        orders = {OLD: ["A", "B", "C"], NEW: ["B", "C", "A"], HA: ["C", "B"]}
        text = self.text({key: handlers(*names) for key, names in orders.items()})
        holds = {OLD: "1.0", NEW: "2.0 in standalone", HA: "2.0 in ha"}
        for key, names in orders.items():
            found = []
            for line in text.splitlines()[1:]:
                fact, _, where = line.partition("\t")
                if not where or self.is_in(key, where):
                    found.append(re.search("= (.)", fact)[1])
            self.assertEqual(found, names, (holds[key], text))

    def is_in(self, key, where):
        ranges, _, profiles = where.removeprefix("wildfly ").partition(" in ")
        has = ranges == "*" or any(key.version == word or (word.endswith("+") and key.version >= word[:-1])
                                   or ("-" in word and word.split("-")[0] <= key.version <= word.split("-")[1])
                                   for word in ranges.split())
        return has and (not profiles or key.profile in profiles.split())

    def test_a_vote_takes_what_two_of_three_have_and_the_first_where_all_differ(self):
        def io(size, *more):
            return root("1|resource|subsystem|io||0", f"2|attribute|size||{size}|1", *more)

        worker = "2|resource|worker|w||0"
        facts = stock.voted([io("3", worker), io("1"), io("2", worker)])
        self.assertEqual([child.text for child in facts.children[0].children], ["@size = 3", "worker=w"])
        facts = stock.voted([io("3", worker), io("1"), io("1")])
        self.assertEqual([child.text for child in facts.children[0].children], ["@size = 1"])


if __name__ == "__main__":
    unittest.main()
