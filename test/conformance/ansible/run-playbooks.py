"""Runs playbooks with ansible-playbook's own command, each in a process of its own, two at a time, and loads Ansible once.

Reads a JSON list from standard input: of each playbook the folder to run in, the arguments of ansible-playbook, and the variables of
the environment. Their exit codes are the JSON list on standard output.
"""
import json
import os
import sys

from ansible.cli.playbook import PlaybookCLI

AT_ONCE = 2


def run(job):
    os.chdir(job["folder"])
    os.environ.update(job["environment"])
    log = os.open(job["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    code = 250
    try:
        code = PlaybookCLI(["ansible-playbook", *job["arguments"]]).run()
    except SystemExit as error:
        code = error.code
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
    finally:
        sys.stdout.flush()
        os._exit(code or 0)


def main():
    jobs = json.load(sys.stdin)
    codes = [None] * len(jobs)
    running = {}
    waiting = list(range(len(jobs)))
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            index = waiting.pop(0)
            child = os.fork()
            if child == 0:
                run(jobs[index])
            running[child] = index
        child, status = os.wait()
        codes[running.pop(child)] = os.waitstatus_to_exitcode(status)
    json.dump(codes, sys.stdout)


main()
