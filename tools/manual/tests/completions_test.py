"""Completions as bash, zsh and fish themselves make of what a person types."""
import os
import pathlib
import pty
import select
import subprocess
import tempfile
import time
import unittest

import support

BASH = support.MANUAL / 'completions' / 'idsxml.bash'
ZSH = support.MANUAL / 'completions'
FISH = support.MANUAL / 'completions' / 'idsxml.fish'

# In place of the program: it says what it was called with.
BASH_RC = f'''
PS1='> '
bind 'set bell-style none'
source {BASH}
idsxml() {{ printf '%s\\n' "$@" >>"$TOLD"; echo '<end>' >>"$TOLD"; }}
'''
ZSH_RC = f'''
PS1='> '
fpath=({ZSH} $fpath)
autoload -U compinit && compinit -D -u
setopt no_beep
idsxml() {{ print -rl -- "$@" >>$TOLD; echo '<end>' >>$TOLD }}
# All that is offered, as it would be listed.
compadd() {{
  if [[ ${{@[1,(i)(-|--)]}} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a offered
  builtin compadd -A offered "$@"
  print -rl -- $offered >>$OFFERED
  builtin compadd "$@"
}}
'''
FISH_RC = f'''
function fish_prompt; echo '> '; end
source {FISH}
function idsxml; printf '%s\\n' $argv >>$TOLD; echo '<end>' >>$TOLD; end
'''

# What is typed, with a Tab for each ^, and the words that idsxml is then called with.
TYPED = {
    'idsxml det^standalone.xml': ['detect', 'standalone.xml'],
    'idsxml help expl^': ['help', 'explain'],
    'idsxml migrate --dry^x': ['migrate', '--dry-run', 'x'],
    'idsxml migrate --to keycloak:1.^x': ['migrate', '--to', 'keycloak:1.9', 'x'],
    'idsxml migrate --to rhsso:7.6 --from keycloak:1.^x': ['migrate', '--to', 'rhsso:7.6', '--from', 'keycloak:1.9', 'x'],
    'idsxml migrate --to=keycloak:1.^x': ['migrate', '--to=keycloak:1.9', 'x'],
    'idsxml diff --format mark^x': ['diff', '--format', 'markdown', 'x'],
    'idsxml diff --against keycloak:1.^x': ['diff', '--against', 'keycloak:1.9', 'x'],
    'idsxml diff keycloak:1.^x': ['diff', 'keycloak:1.9', 'x'],
    'idsxml lint --fail-on w^x': ['lint', '--fail-on', 'warning', 'x'],
    'idsxml explain KC020^': ['explain', 'KC0200'],
    'idsxml lint --only KC0191,KC0200^ x': ['lint', '--only', 'KC0191,KC0200', 'x'],
    'idsxml detect stand^': ['detect', 'standalone.xml'],
    'idsxml detect with\\ sp^': ['detect', 'with space.xml'],
    'idsxml detect conf^ha.xml': ['detect', 'configuration/ha.xml'],
    'idsxml migrate -o out^x': ['migrate', '-o', 'output.new', 'x'],
    'idsxml migrate --backup-dir st^new': ['migrate', '--backup-dir', 'store/new'],
    'idsxml migrate --report=out^x': ['migrate', '--report=output.new', 'x'],
}


def type_into(command, environment, text):
    """Types the text, as fast as can be, into a shell at a terminal; returns when the shell has ended."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(environment['HOME'])
        os.execvpe(command[0], command, environment)
    os.write(terminal, text.encode())
    until = time.monotonic() + 60
    while time.monotonic() < until and select.select([terminal], [], [], 60)[0]:
        try:
            if not os.read(terminal, 65536):
                break
        except OSError:  # the shell has gone
            break
    os.close(terminal)
    os.waitpid(pid, 0)


class Shell(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        for file in ('standalone.xml', 'standalone.log', 'with space.xml', 'output.new', 'store.xml'):
            (self.home / file).touch()
        for sub in ('configuration', 'store'):
            (self.home / sub).mkdir()
        self.environment = {'HOME': folder.name, 'ZDOTDIR': folder.name, 'PATH': '/usr/bin:/bin', 'TERM': 'xterm',
                            'LC_ALL': 'C.UTF-8', 'TOLD': folder.name + '/told', 'OFFERED': folder.name + '/offered'}

    def rc(self, path, text):
        (self.home / path).parent.mkdir(parents=True, exist_ok=True)
        (self.home / path).write_text(text)

    def told(self, command, lines):
        typed = ''.join(line.replace('^', '\t') + '\n' for line in lines)
        type_into(command, self.environment, typed + 'exit\n')
        calls = (self.home / 'told').read_text().split('<end>\n')[:-1]
        return dict(zip(lines, (call.split('\n')[:-1] for call in calls)))

    def check_typing(self, command):
        told = self.told(command, TYPED)
        self.assertEqual(told, TYPED)


class Bash(Shell):
    def setUp(self):
        super().setUp()
        self.rc('rc', BASH_RC)

    def offered(self, *words):
        """What the completion function replies for these words, as bash splits them."""
        script = f'source {BASH}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _idsxml; printf "%s\\n" "${{COMPREPLY[@]}}"'
        run = subprocess.run(['bash', '-c', script, 'bash', *words], capture_output=True, text=True, check=True,
                             cwd=self.home)
        self.assertEqual(run.stderr, '')
        return sorted(run.stdout.split('\n')[:-1])

    def test_what_is_typed(self):
        self.check_typing(['bash', '--noprofile', '--rcfile', str(self.home / 'rc'), '-i'])

    def test_bash_knows_whom_to_ask(self):
        told = subprocess.run(['bash', '-c', f'source {BASH}; complete -p idsxml'], capture_output=True, text=True)
        self.assertEqual(told.stdout, 'complete -F _idsxml idsxml\n')

    def test_every_option_of_every_command(self):
        for command in support.commands():
            self.assertEqual(self.offered('idsxml', command, '-'), support.options(command), command)

    def test_every_command(self):
        self.assertEqual(self.offered('idsxml', ''), sorted(['--help', '--version', 'help', *support.commands()]))

    def test_only_the_end_of_what_has_a_colon(self):
        self.assertEqual(self.offered('idsxml', 'lint', '--to', 'ids', ':', '1.8'), ['1.8'])

    def test_other_files_where_no_configuration_is_meant(self):
        self.assertEqual(self.offered('idsxml', 'lint', 'standalone.l'), ['standalone.log'])


class Zsh(Shell):
    def setUp(self):
        super().setUp()
        self.rc('.zshrc', ZSH_RC)
        self.command = ['zsh', '-d', '-i']

    def test_what_is_typed(self):
        self.check_typing(self.command)

    def test_every_option_of_every_command(self):
        for command in support.commands():
            (self.home / 'offered').write_text('')
            type_into(self.command, self.environment, f'idsxml {command} -\t\nexit\n')
            offered = {word.rstrip('=') for word in (self.home / 'offered').read_text().split()}
            self.assertEqual(sorted(offered), support.options(command), command)


class Fish(Shell):
    def setUp(self):
        super().setUp()
        self.rc('.config/fish/config.fish', FISH_RC)

    def offered(self, line):
        run = subprocess.run(['fish', '--no-config', '-c', f'source {FISH}; complete -C {line!r}'], capture_output=True,
                             text=True, check=True, cwd=self.home)
        self.assertEqual(run.stderr, '')
        return sorted(word.split('\t')[0] for word in run.stdout.splitlines())

    def test_what_is_typed(self):
        self.check_typing(['fish', '-i'])

    def test_every_option_of_every_command(self):
        for command in support.commands():
            self.assertEqual(self.offered(f'idsxml {command} -'), support.options(command), command)

    def test_every_command(self):
        self.assertEqual(self.offered('idsxml '), sorted(support.commands()))


if __name__ == '__main__':
    unittest.main()
