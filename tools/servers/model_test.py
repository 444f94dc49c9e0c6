import json
import unittest

import model


def answer(result):
    return json.dumps({"outcome": "success", "result": result})


class FactsTest(unittest.TestCase):
    def test_both_sides_say_the_same_of_lists_maps_objects_and_expressions(self):
        printed = (
            "/subsystem=shop\n"
            "/subsystem=shop\towner\t\t${owner:Ann}\n"
            "/subsystem=shop/shelf=a/b\tgoods\t\tone\n/subsystem=shop/shelf=a/b\tgoods\t\ttwo\n"
            "/subsystem=shop/shelf=a/b\tmarks\tx.y\t1\n/subsystem=shop/shelf=a/b\tsize.height\t\t2\n"
        )
        shelf = {"goods": ["one", "two"], "marks": {"x.y": 1}, "size": {"height": 2, "width": None}}
        answered = answer({"subsystem": {"shop": {"owner": {"EXPRESSION_VALUE": "${owner:Ann}"}, "shelf": {"a/b": shelf}}}})
        self.assertEqual(model.printed_facts(printed), model.answered_facts(answered))

    def test_what_only_one_side_says_is_a_difference(self):
        ours = model.printed_facts("/subsystem=shop\towner\t\tann\n")
        theirs = model.answered_facts(answer({"subsystem": {"shop": {"owner": "bob"}}}))
        self.assertEqual(model.differences(ours, theirs), ["+ /subsystem/shop/owner = ann", "- /subsystem/shop/owner = bob"])

    def test_what_a_server_says_of_itself_and_names_do_not_count(self):
        result = {"release-version": "1", "interface": {"public": {"name": "public", "nic": "eth0"}}}
        self.assertEqual(list(model.answered_facts(answer(result))), [("/interface/public/nic", "eth0")])


if __name__ == "__main__":
    unittest.main()
