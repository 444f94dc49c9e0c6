"""Prints what the task returned on each host, a line of JSON each."""

import json

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: results
type: stdout
short_description: A line of JSON for each host
description: For tests.
"""

OWN = ("invocation", "_ansible_no_log", "_ansible_verbose_always")


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "results"

    def v2_runner_on_ok(self, result):
        self._print(result, failed=False)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._print(result, failed=True)

    def v2_runner_on_unreachable(self, result):
        self._print(result, failed=True)

    def _print(self, result, failed):
        told = {key: value for key, value in result._result.items() if key not in OWN}
        self._display.display(json.dumps({**told, "failed": failed, "host": result._host.get_name()}))
