"""A callback of Ansible's that writes down, line by line as JSON, what becomes of each task and of each item of a loop."""
import json
import os

from ansible.parsing.ajson import AnsibleJSONEncoder
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: outcomes
    type: stdout
    short_description: outcomes as lines of JSON
    description: Writes them to the file that the variable CONFORMANCE_OUTCOMES names.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "outcomes"

    def __init__(self):
        super().__init__()
        self.names = {}

    def write(self, line):
        with open(os.environ["CONFORMANCE_OUTCOMES"], "a") as file:
            file.write(json.dumps(line, cls=AnsibleJSONEncoder) + "\n")

    def outcome(self, result, status, item, ignored=False):
        task = result._task
        if status == "ok" and result._result.get("changed"):
            status = "changed"
        if status == "failed" and (ignored or result._task_fields.get("ignore_errors")):
            status = "ignored"
        self.write(
            {
                "name": self.names.get(task._uuid, task.name),
                "action": task.action.split(".")[-1],
                "item": item,
                "status": status,
                "result": result._result,
            }
        )

    def v2_playbook_on_task_start(self, task, is_conditional):
        self.names[task._uuid] = task.name

    def v2_playbook_on_handler_task_start(self, task):
        self.names[task._uuid] = task.name

    def v2_runner_on_ok(self, result):
        self.outcome(result, "ok", False)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.outcome(result, "failed", False, ignore_errors)

    def v2_runner_on_skipped(self, result):
        self.outcome(result, "skipped", False)

    def v2_runner_on_unreachable(self, result):
        self.outcome(result, "unreachable", False)

    def v2_runner_item_on_ok(self, result):
        self.outcome(result, "ok", True)

    def v2_runner_item_on_failed(self, result):
        self.outcome(result, "failed", True)

    def v2_runner_item_on_skipped(self, result):
        self.outcome(result, "skipped", True)

    def v2_playbook_on_stats(self, stats):
        self.write({"stats": stats.summarize("localhost")})
