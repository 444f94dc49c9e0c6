#!/usr/bin/python
# Copyright (c) the idsxml authors
# MIT License (see LICENSE or https://opensource.org/licenses/MIT)

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
module: idsxml
short_description: Migrate and lint configurations of WildFly and Keycloak
version_added: 0.1.0
description:
  - Makes of a C(standalone.xml) one that another release of WildFly, Keycloak or Alfresco Identity Service boots, or says
    what that release would refuse or silently change.
  - Only what has to change is changed. Comments, layout and everything that no rule knows stay as they are, byte for byte.
  - The file is replaced whole or not at all; its mode, owner and links stay.
author:
  - The idsxml authors (@idsxml)
requirements:
  - On the host, either the Python package C(idsxml) for the interpreter that runs modules, or the program C(idsxml),
    which is one static file.
options:
  path:
    description: The configuration on the host.
    type: path
    required: true
  to:
    description:
      - The release that shall read the file, such as V(keycloak:15), V(wildfly:26.1) or V(ids:1.6).
    type: str
    required: true
  state:
    description:
      - V(migrated) makes sure that the release boots the file; nothing is touched where it does already.
      - V(linted) writes nothing, and reports what the release would refuse or change.
    type: str
    choices: [migrated, linted]
    default: migrated
  fail_on:
    description:
      - Fail where something of this severity or a higher one is left for a person to do (O(state=migrated)), before
        anything is written; or where there is such a finding (O(state=linted)).
      - V(never) reports only. Without it, it is V(never) where O(state=migrated), and V(error) where O(state=linted).
    type: str
    choices: [never, note, warning, error]
  only:
    description: Only these rules.
    type: list
    elements: str
    default: []
  skip:
    description: Not these rules.
    type: list
    elements: str
    default: []
  rules:
    description: A folder on the host, whose rule files (C(*.xml)) are used as well.
    type: path
  minimal:
    description: Change only what the release refuses to boot with.
    type: bool
    default: false
  keycloak_server_json:
    description: A C(keycloak-server.json) on the host, whose settings are taken over.
    type: path
  backup:
    description:
      - Keep the old file, as C(standalone.xml.keycloak-12.bak) or the like. No earlier backup is overwritten.
    type: bool
    default: true
  backup_dir:
    description: A folder on the host that backups go to, instead of the file's own. It must exist.
    type: path
  in_place:
    description:
      - Overwrite the content of a file that cannot be replaced, such as one that is mounted into a container.
    type: bool
    default: false
  executable:
    description:
      - The program to call, by its path or name. Without it the Python package is used and, where that is missing, the
        program C(idsxml) on the search path.
    type: str
attributes:
  check_mode:
    description: Whether it runs in check mode.
    support: full
  diff_mode:
    description: Whether it shows what changes. The difference quotes the file as it is, secrets included.
    support: full
"""

EXAMPLES = r"""
- name: Make the configuration one that Keycloak 15 boots
  idsxml.idsxml.idsxml:
    path: /opt/keycloak/standalone/configuration/standalone-ha.xml
    to: keycloak:15
  register: migration
  notify: Restart Keycloak

- name: Tell what a person has to see to
  ansible.builtin.debug:
    msg: "{{ migration.findings | selectattr('outcome', 'eq', 'left') | map(attribute='message') | list }}"
  when: migration.left_to_do > 0

- name: Stop here unless WildFly 26.1 reads the file
  idsxml.idsxml.idsxml:
    path: /opt/wildfly/standalone/configuration/standalone.xml
    to: wildfly:26.1
    state: linted
    fail_on: warning
    skip: [WF0404]

- name: Migrate by the static program, backups elsewhere
  idsxml.idsxml.idsxml:
    path: /srv/keycloak/standalone.xml
    to: ids:1.6
    backup_dir: /var/backups/keycloak
    executable: /usr/local/bin/idsxml
"""

RETURN = r"""
path:
  description: The file.
  returned: always
  type: str
  sample: /opt/keycloak/standalone/configuration/standalone.xml
to:
  description: The release.
  returned: success
  type: str
  sample: keycloak:15
findings:
  description: What rules and checks have to say; secrets are stars.
  returned: where the file could be read
  type: list
  elements: dict
  contains:
    rule:
      description: The id of the rule; C(idsxml explain) tells more of it.
      type: str
      sample: KC1301
    severity:
      description: V(error), V(warning) or V(note).
      type: str
      sample: error
    outcome:
      description:
        - V(done) where it is changed, V(fixable) where a migration would, V(left) where a person has to see to it, V(note)
          where nothing has to be done.
      type: str
      sample: done
    title:
      description: What the rule is about.
      type: str
      sample: Keycloak does not need JavaServer Faces
    message:
      description: What is wrong, was done, or is to be done.
      type: str
      sample: removed /subsystem=jsf
    help:
      description: What a person may do.
      type: str
      sample: ""
    line:
      description: The line of the file as it was, from 1.
      type: int
      sample: 441
    column:
      description: The column of it, from 1.
      type: int
      sample: 9
left_to_do:
  description: How many findings a person has to see to.
  returned: where the file could be read
  type: int
  sample: 0
backup_file:
  description: Where the old file is.
  returned: changed, and backup is not false
  type: str
  sample: /opt/keycloak/standalone/configuration/standalone.xml.keycloak-12.bak
error:
  description: Why the file could not be read, understood or written.
  returned: failure
  type: dict
  contains:
    code:
      description: The same from release to release.
      type: str
      sample: XML028
    message:
      description: What is wrong.
      type: str
      sample: the value of the attribute b of <a> is not in quotes
    advice:
      description: What to do about it.
      type: str
      sample: "Put the value in quotes: name=\"value\"."
    line:
      description: The line of the file, 0 where the error is nowhere in it.
      type: int
      sample: 2
    column:
      description: The column, likewise.
      type: int
      sample: 25
"""

import json

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

SEVERITIES = ["note", "warning", "error"]


class Refused(Exception):
    """Why nothing could be done, as the return value `error` has it."""

    def __init__(self, code, message, advice, line=0, column=0):
        super(Refused, self).__init__(message)
        self.error = dict(code=code, message=message, advice=advice or "", line=line, column=column)


class Library(object):
    """idsxml as a Python package. What it finds it gives as its JSON report of a file has it."""

    def __init__(self, idsxml, params):
        self._idsxml = idsxml
        self._params = params
        self._choice = dict(only=params["only"], skip=params["skip"])

    def lint(self):
        return self._refusing(self._lint)

    def plan(self):
        """What a migration would do, and the difference that it would make."""
        return self._refusing(self._plan)

    def replace(self):
        """The path of the backup, and what a person should know."""
        return self._refusing(self._replace)

    def _lint(self):
        data = self._idsxml.read_file(self._params["path"])
        path = self._params["path"]
        linted = self._idsxml.lint(data, self._params["to"], name=path, rules=self._rules(), **self._choice)
        return json.loads(linted.report("json"))["files"][0]

    def _plan(self):
        migration = self._migrate(dry_run=True).migration
        report = json.loads(migration.report("json", name=self._params["path"]))["files"][0]
        difference = migration.report("diff", name=self._params["path"]).encode("utf-8", "surrogateescape")
        return report, migration.changed, difference.decode("utf-8", "replace")

    def _replace(self):
        migrated = self._migrate(
            backup=self._params["backup"],
            backup_directory=self._params["backup_dir"],
            in_place=self._params["in_place"],
        )
        return str(migrated.backup or ""), list(migrated.notes)

    def _migrate(self, **how):
        settings = self._params["keycloak_server_json"]
        return self._idsxml.migrate_file(
            self._params["path"],
            self._params["to"],
            rules=self._rules(),
            minimal=self._params["minimal"],
            keycloak_server_json=self._idsxml.read_file(settings) if settings else None,
            **dict(self._choice, **how)
        )

    def _rules(self):
        return self._idsxml.Rules(self._params["rules"]) if self._params["rules"] else None

    def _refusing(self, function):
        try:
            return function()
        except self._idsxml.Error as error:
            place = error.position
            where = (place.line, place.column) if place else (0, 0)
            raise Refused(error.code, error.message, error.advice, *where)


class Program(object):
    """The same by the program."""

    def __init__(self, module, executable):
        self._module = module
        self._executable = executable
        self._params = module.params

    def lint(self):
        return self._run(["lint", "--no-config"] + self._choice())

    def plan(self):
        report = self._run(["migrate", "--dry-run"] + self._how())
        return report, report["status"] == "would-change", report["difference"] or ""

    def replace(self):
        arguments = ["migrate"] + self._how()
        if not self._params["backup"]:
            arguments.append("--no-backup")
        if self._params["backup_dir"]:
            arguments += ["--backup-dir", self._params["backup_dir"]]
        if self._params["in_place"]:
            arguments.append("--in-place")
        report = self._run(arguments)
        return report["backup"] or "", [notice["message"] for notice in report["notices"]]

    def _choice(self):
        arguments = ["--to", self._params["to"]]
        for name in ("only", "skip"):
            if self._params[name]:
                arguments += ["--" + name, ",".join(self._params[name])]
        if self._params["rules"]:
            arguments += ["--rules", self._params["rules"]]
        return arguments

    def _how(self):
        arguments = self._choice()
        if self._params["minimal"]:
            arguments.append("--minimal")
        if self._params["keycloak_server_json"]:
            arguments += ["--keycloak-server-json", self._params["keycloak_server_json"]]
        return arguments

    def _run(self, arguments):
        command = [self._executable] + arguments + ["--format", "json", "--", self._params["path"]]
        _status, output, errors = self._module.run_command(command)
        try:
            document = json.loads(output)
        except ValueError:
            raise Refused("CLI000", (errors or output).strip(), "see whether %s is idsxml" % self._executable)
        error = failure_of(document)
        if error is None:
            return document["files"][0]
        where = error["where"] or dict(line=0, column=0)
        raise Refused(error["code"], error["message"], error["advice"], where["line"], where["column"])


def failure_of(document):
    """What stood in the way of the call, of the run or of its one file."""
    errors = [document.get("error")] + document.get("errors", []) + [file["error"] for file in document.get("files", [])]
    return next((error for error in errors if error), None)


def backend(module):
    """The library, or the program where that was asked for or the library is not there."""
    executable = module.params["executable"]
    if executable is None:
        try:
            import idsxml

            return Library(idsxml, module.params)
        except ImportError:
            pass
    program = module.get_bin_path(executable or "idsxml")
    if program is None:
        missing = "There is no program %s." % executable if executable else missing_required_lib("idsxml")
        way_out = "Put the program idsxml on the search path of the host, or name it with 'executable'."
        module.fail_json(msg="%s %s" % (missing, way_out), path=module.params["path"])
    return Program(module, program)


def finding_of(reported):
    return dict(
        rule=reported["rule"],
        severity=reported["severity"],
        outcome=reported["outcome"],
        title=reported["title"],
        message=reported["message"],
        help=reported.get("help") or "",
        line=reported["where"]["line"],
        column=reported["where"]["column"],
    )


def findings_of(report):
    return [finding_of(each) for each in report["findings"] if not each.get("suppression")]


def severe(findings, fail_on):
    if fail_on == "never":
        return []
    return [each for each in findings if SEVERITIES.index(each["severity"]) >= SEVERITIES.index(fail_on)]


def sentence(findings, path):
    """Names the first: who wants all of them has the list."""
    first = findings[0]
    more = " (and %d more)" % (len(findings) - 1) if len(findings) > 1 else ""
    return "%s:%d: %s: %s%s" % (path, first["line"], first["rule"], first["message"], more)


def fail_where_severe(module, findings, fail_on, result):
    found = severe(findings, fail_on)
    if found:
        module.fail_json(msg=sentence(found, module.params["path"]), **result)


def lint(module, tool):
    findings = findings_of(tool.lint())
    left = [each for each in findings if each["outcome"] == "left"]
    result = dict(path=module.params["path"], to=module.params["to"], findings=findings, left_to_do=len(left))
    fail_where_severe(module, findings, module.params["fail_on"] or "error", result)
    module.exit_json(changed=False, **result)


def migrate(module, tool):
    report, changed, difference = tool.plan()
    findings = findings_of(report)
    left = [each for each in findings if each["outcome"] == "left"]
    result = dict(path=module.params["path"], to=module.params["to"], findings=findings, left_to_do=len(left))
    fail_where_severe(module, left, module.params["fail_on"] or "never", result)
    if changed and not module.check_mode:
        backup, notes = tool.replace()
        if backup:
            result["backup_file"] = backup
        for note in notes:
            module.warn(note)
    if module._diff:
        result["diff"] = dict(prepared=difference)
    module.exit_json(changed=changed, **result)


def fail(module, error):
    where = ":%d:%d" % (error["line"], error["column"]) if error["line"] else ""
    advice = " (%s)" % error["advice"] if error["advice"] else ""
    message = "%s%s: %s: %s%s" % (module.params["path"], where, error["code"], error["message"], advice)
    module.fail_json(msg=message, path=module.params["path"], error=error)


def main():
    module = AnsibleModule(
        argument_spec=dict(
            path=dict(type="path", required=True),
            to=dict(type="str", required=True),
            state=dict(type="str", choices=["migrated", "linted"], default="migrated"),
            fail_on=dict(type="str", choices=["never", "note", "warning", "error"]),
            only=dict(type="list", elements="str", default=[]),
            skip=dict(type="list", elements="str", default=[]),
            rules=dict(type="path"),
            minimal=dict(type="bool", default=False),
            keycloak_server_json=dict(type="path"),
            backup=dict(type="bool", default=True),
            backup_dir=dict(type="path"),
            in_place=dict(type="bool", default=False),
            executable=dict(type="str"),
        ),
        supports_check_mode=True,
    )
    tool = backend(module)
    try:
        dict(linted=lint, migrated=migrate)[module.params["state"]](module, tool)
    except Refused as refused:
        fail(module, refused.error)


if __name__ == "__main__":
    main()
