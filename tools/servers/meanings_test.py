"""When diff is right about what a server made of a mutant."""

import unittest

from meanings import ORDER, OTHER, SAME, agrees, identity, meaning


def profile(*subsystems):
    inside = "".join(f'<subsystem xmlns="urn:jboss:domain:{name}:1.0">{content}</subsystem>' for name, content in subsystems)
    return f'<server xmlns="urn:jboss:domain:16.0"><profile>{inside}</profile></server>'.encode()


class Meanings(unittest.TestCase):
    def test_equal_writing_means_the_same(self):
        self.assertEqual(SAME, meaning(profile(("io", "")), profile(("io", ""))))

    def test_order_counts_where_servers_keep_it_only(self):
        pools = '<buffer-pool name="a"/>', '<buffer-pool name="b"/>'
        self.assertEqual(ORDER, meaning(profile(("io", "".join(pools))), profile(("io", "".join(reversed(pools))))))
        stacks = ['<stack name="s"><protocol type="%s"/><protocol type="%s"/></stack>' % types for types in (("A", "B"), ("B", "A"))]
        self.assertEqual(OTHER, meaning(profile(("jgroups", stacks[0])), profile(("jgroups", stacks[1]))))

    def test_diff_is_silent_about_the_same_and_tells_of_another(self):
        self.assertTrue(agrees(SAME, is_silent=True))
        self.assertFalse(agrees(SAME, is_silent=False))
        self.assertTrue(agrees(OTHER, is_silent=False))
        self.assertFalse(agrees(OTHER, is_silent=True))

    def test_of_another_order_diff_may_tell(self):
        self.assertTrue(agrees(ORDER, is_silent=True))
        self.assertTrue(agrees(ORDER, is_silent=False))

    def test_a_mutant_made_anew_has_another_name(self):
        self.assertEqual(identity(b"a"), identity(b"a"))
        self.assertNotEqual(identity(b"a"), identity(b"b"))


if __name__ == "__main__":
    unittest.main()
