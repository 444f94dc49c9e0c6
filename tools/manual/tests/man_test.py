"""Man pages: one of the program and one of each command, which say what --help says."""
import re
import subprocess
import unittest

import support


def page(name):
    return support.MANUAL / 'man1' / f'{name}.1.gz'


def pages():
    return [page('idsxml'), *(page(f'idsxml-{command}') for command in support.commands())]


def shown(path):
    """As a terminal of 80 columns shows it."""
    run = subprocess.run(['man', '--warnings', '-l', path], capture_output=True, text=True, check=True,
                         env={'MANWIDTH': '80', 'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'PAGER': 'cat'})
    return run.stdout, run.stderr


class Pages(unittest.TestCase):
    def test_every_command_has_a_page_and_there_are_no_others(self):
        self.assertEqual(sorted(pages()), sorted(support.MANUAL.glob('man1/*')))

    def test_man_and_mandoc_warn_of_nothing(self):
        for path in pages():
            text = subprocess.run(['gzip', '-dc', path], capture_output=True, check=True).stdout
            lint = subprocess.run(['mandoc', '-Tlint'], input=text, capture_output=True, check=False)
            self.assertEqual((lint.stdout, shown(path)[1]), (b'', ''), path)

    def test_a_page_lists_the_options_that_help_lists(self):
        for command in support.commands():
            text = re.search(r'^OPTIONS$(.*?)^EXAMPLES$', shown(page(f'idsxml-{command}'))[0], re.S | re.M)[1]
            heads = re.findall(r'^ {7}(-.*)$', text, re.M)
            found = [option for head in heads for option in re.findall(r'(?:^|, )(--?[\w-]+)', head)]
            self.assertEqual(sorted(found), support.options(command), command)

    def test_examples_can_be_copied(self):
        text = ' '.join(shown(page('idsxml-merge'))[0].split())
        self.assertIn("git config merge.idsxml.driver 'idsxml merge -o %A --marker-size %L --path %P %O %A %B'", text)

    def test_no_line_is_wider_than_the_terminal(self):
        for path in pages():
            self.assertLessEqual(max(map(len, shown(path)[0].splitlines())), 80, path)


if __name__ == '__main__':
    unittest.main()
