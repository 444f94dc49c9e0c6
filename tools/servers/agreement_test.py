"""When lint is right about what a server says."""

import unittest

from agreement import Tally, outcome

MESSAGE = "line 7: 'colour' isn't an allowed attribute for the 'worker' element (WFLYCTL0197)"


def error(line, message="", path="", text=""):
    return {"line": line, "message": message, "path": path, "text": text}


class Agreement(unittest.TestCase):
    def test_no_error_where_it_boots(self):
        self.assertEqual("boots", outcome("boots", "", []))
        self.assertEqual("false alarms", outcome("boots", "", [error(1)]))

    def test_an_error_on_the_line_or_one_that_names_the_culprit(self):
        self.assertEqual("refuses", outcome("refuses", MESSAGE, [error(7)]))
        self.assertEqual("refuses", outcome("refuses", MESSAGE, [error(8, "a <worker> has no colour")]))
        self.assertEqual("refuses", outcome("refuses", MESSAGE, [error(1), error(8, path="/server/worker[a]")]))

    def test_an_error_about_something_else_is_not_enough(self):
        self.assertEqual("misnamed", outcome("refuses", MESSAGE, [error(8, "no such workers", text='<a colours="b"/>')]))
        self.assertEqual("missed", outcome("refuses", MESSAGE, []))

    def test_both_may_say_that_it_is_no_xml(self):
        self.assertEqual("refuses", outcome("refuses", "Unexpected EOF", [{"code": "XML021", "message": "XML021: it ends"}]))
        self.assertEqual("misnamed", outcome("refuses", MESSAGE, [{"code": "XML021", "message": "XML021: it ends"}]))

    def test_agreement_is_the_share_of_what_is_right(self):
        tally = Tally()
        for result in ("boots", "refuses", "missed", "false alarms"):
            tally.add("kind", result)
        self.assertEqual(0.5, tally.agreement())


if __name__ == "__main__":
    unittest.main()
