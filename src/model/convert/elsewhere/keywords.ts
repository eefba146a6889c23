export interface AbsentKeyword {
  /** Why it is not here: the end of a sentence. */
  readonly why: string;
  /** What to do instead. */
  readonly instead: string;
}

const ONE_HOST = 'a runbook runs on one host';
const ACCOUNT = 'a run has the rights of the account and the window that it was started in';
const CONNECTION = 'how a host is reached stands in one place';

/** Keywords of Ansible's that are not here by design. Those that are only not here yet are in `vocabulary.ts`. */
export const ABSENT_KEYWORDS: Readonly<Record<string, AbsentKeyword>> = {
  action: {
    why: 'the action is a key of the task',
    instead: 'write the action itself, such as "Get-Service: { Name: w3svc }"',
  },
  any_errors_fatal: {
    why: ONE_HOST,
    instead: 'leave it out: a failure ends the run, unless "ignore_errors" or a "rescue" says otherwise',
  },
  args: {
    why: 'an action has its parameters in one place',
    instead: 'give the parameters as a mapping under the action',
  },
  become: { why: ACCOUNT, instead: 'start runbook in a window with the rights that the work needs' },
  become_exe: { why: ACCOUNT, instead: 'start runbook as the account that does the work' },
  become_flags: { why: ACCOUNT, instead: 'start runbook as the account that does the work' },
  become_method: { why: ACCOUNT, instead: 'start runbook as the account that does the work' },
  become_user: { why: ACCOUNT, instead: 'start runbook as the account that does the work' },
  collections: {
    why: 'there are no collections',
    instead: 'name the modules of PowerShell: "session: { modules: [ActiveDirectory] }"',
  },
  delegate_facts: { why: ONE_HOST, instead: 'leave it out' },
  delegate_to: {
    why: ONE_HOST,
    instead:
      'use the cmdlet\'s own parameter, such as "Get-CimInstance: { ClassName: Win32_Service, ComputerName: sql01 }", or Invoke-Command in a "powershell" script',
  },
  fact_path: { why: 'only the facts of docs/facts.md are gathered', instead: 'leave it out' },
  hosts: { why: ONE_HOST, instead: 'leave it out: the host is named when it is run, with "-i HOST"' },
  ignore_unreachable: {
    why: ONE_HOST,
    instead: 'leave it out: a lost session fails its task, and "rescue" can go on with a new one',
  },
  local_action: { why: ONE_HOST, instead: 'write the action itself: every task runs on the one host' },
  max_fail_percentage: { why: ONE_HOST, instead: 'leave it out: a failure ends the run' },
  module_defaults: {
    why: 'an action has its parameters in one place',
    instead:
      'give them with an anchor and "<<", or set $PSDefaultParameterValues in a "powershell" script with "keep: [preferences]"',
  },
  order: { why: ONE_HOST, instead: 'leave it out' },
  port: {
    why: CONNECTION,
    instead: 'put it under "connection" of the play: "connection: { type: ssh, port: 2222 }"',
  },
  post_tasks: { why: 'a play has one list of tasks', instead: 'put them at the end of "tasks"' },
  pre_tasks: { why: 'a play has one list of tasks', instead: 'put them at the beginning of "tasks"' },
  remote_user: {
    why: CONNECTION,
    instead:
      'put it under "connection" of the play: "connection: { type: ssh, user: admin }", or give --user',
  },
  run_once: { why: ONE_HOST, instead: 'leave it out: each task runs once' },
  serial: { why: ONE_HOST, instead: 'leave it out, and run the runbook for each host' },
  strategy: { why: ONE_HOST, instead: 'leave it out: tasks run in their order' },
  throttle: { why: ONE_HOST, instead: 'leave it out: tasks run one after the other' },
};
