"""The pages and completions as they were made, and what --help says, to compare them with."""
import os
import pathlib
import re
import subprocess

PROGRAM = os.environ['IDSXML_PROGRAM']
MANUAL = pathlib.Path(os.environ['IDSXML_MANUAL'])


def help_of(*command):
    return subprocess.run([PROGRAM, *command, '--help'], capture_output=True, text=True, check=True).stdout


def commands():
    listed = re.search(r'Commands:\n(.*?)\n\n', help_of(), re.S)[1]
    return re.findall(r'^  (\S+)', listed, re.M)


def options(command):
    """As --help lists them: -n, --dry-run and the like."""
    listed = re.search(r'Options:\n(.*?)\n\n', help_of(command), re.S)[1]
    lines = re.findall(r'^ {2,6}(-.*)$', listed, re.M)
    return sorted(option for line in lines for option in re.match(r'(-\w)?(?:, )?(--[\w-]+)?', line).groups() if option)
