import type { Argument } from '../model/argument.ts';
import type { CmdletAction, CommandAction } from '../model/action.ts';
import { runbookConnection } from '../model/runbook-connection.ts';
import type { ProgramNode, ProgramTask } from '../program/program.ts';
import { walk } from '../program/walk.ts';
import { isList } from '../values/describe.ts';
import type { Check, CheckSubject, Findings } from './check.ts';

/** This machine is restarted, or switched off, with tasks to come: the run ends with it. */
export const restartedMachine: Check = {
  name: 'restarted-machine',
  sees: 'way',
  description: 'How the run goes on behind a restart of the machine that the runbook runs on',
  run(subject, { report }) {
    const type = runbookConnection(subject.program.runbook)?.type;
    // Then it is another machine that goes, and the run stays.
    if (type === 'ssh' || type === 'winrm') return;
    let open: readonly ProgramTask[] = [];
    for (const { nodes } of subject.program.plays) {
      if (nodes[0]) reportAll(open, nodes[0], report);
      const inside = walk<undefined, readonly ProgramTask[]>(nodes, undefined, {
        enter: () => ({ down: undefined }),
        task: (task) => (restarts(task, subject) ? [task] : []),
        endSection(_block, { part, nodes: within }, _down, ends, before) {
          const first = part === 'always' ? within[0] : undefined;
          const earlier = before.at(-1) ?? [];
          if (first) reportAll(earlier, first, report);
          return [...(first ? [] : earlier), ...lastOf(within, ends, report)];
        },
        leave: ({ kind }, _down, ends) => (kind === 'block' ? (ends.at(-1) ?? []) : ends.flat()),
      });
      open = lastOf(nodes, inside, report);
    }
  },
};

type Report = Findings['report'];

/** Those at the end of a sequence; of the others it is said what comes behind them. */
function lastOf(
  nodes: readonly ProgramNode[],
  ends: readonly (readonly ProgramTask[])[],
  report: Report,
): readonly ProgramTask[] {
  ends.forEach((restarting, index) => {
    const next = nodes[index + 1];
    if (next) reportAll(restarting, next, report);
  });
  return ends.at(-1) ?? [];
}

function reportAll(restarting: readonly ProgramTask[], next: ProgramNode, report: Report): void {
  if (isEnd(next)) return;
  for (const { source } of restarting) {
    if (source.action.kind === 'reboot') {
      report({
        code: 'restart-ends-run',
        severity: 'information',
        message:
          'where the run is on the machine that this restarts (without -i HOST), it ends here: what stands behind it is done when it goes on',
        location: source.action.location,
        related: [{ message: 'this comes next', location: next.source.location }],
        help: 'with --resume-at-boot it goes on by itself when the machine has started, else with `runbook resume`',
      });
      continue;
    }
    report({
      code: 'restarted-machine',
      severity: 'warning',
      message:
        'this ends the machine that the runbook runs on, and the run with it: what stands behind it is not done',
      location: source.action.location,
      related: [{ message: 'this comes next', location: next.source.location }],
      help: 'to restart it and go on, write "reboot: {}"; else let it be the last task',
    });
  }
}

/** Nothing is done there but to end. */
function isEnd({ source }: ProgramNode): boolean {
  if (source.kind !== 'task') return false;
  const { action } = source;
  return action.kind === 'fail' || (action.kind === 'meta' && action.operation === 'end_play');
}

function restarts({ source: { action } }: ProgramTask, { scripts }: CheckSubject): boolean {
  if (action.kind === 'reboot') return true;
  if (action.kind === 'cmdlet') return isRestart(action.name) && isHere(action);
  if (action.kind === 'command') return isShutdown(action);
  if (action.kind !== 'powershell') return false;
  const calls = scripts?.get(action.script)?.calls ?? [];
  return calls.some(
    ({ name, elements, piped }) =>
      isRestart(name) &&
      !piped &&
      !elements.some((each) => each.kind !== 'parameter' || /^(?:c|wh)/i.test(each.name)),
  );
}

function isRestart(command: string): boolean {
  return /^(?:Restart|Stop)-Computer$/i.test(command);
}

/** Without a computer's name, which may be shortened, or with that of this one. */
function isHere({ parameters }: CmdletAction): boolean {
  if (parameters.some(({ name }) => /^whatif$/i.test(name))) return false;
  const computer = parameters.find(({ name }) => /^(?:c(?:n|om.*)|__server|server|ipaddress)$/i.test(name));
  if (!computer) return true;
  return isText(computer.value) && /^(?:localhost|\.|127\.0\.0\.1)$/i.test(computer.value.value);
}

/** `shutdown /r`, with the switches that end Windows or Linux, and none that names another machine or calls it off. */
function isShutdown({ argv }: CommandAction): boolean {
  const [program = '', ...others] = wordsOf(argv).map((word) => word.toLowerCase());
  const name = program.split(/[\\/]/).at(-1) ?? '';
  if (/^(?:reboot|poweroff|halt)$/.test(name)) return true;
  if (!/^shutdown(?:\.exe)?$/.test(name)) return false;
  const switches = others.map((word) => word.replace(/^[-/]/, ''));
  return (
    switches.some((each) => /^(?:r|s|g|sg|p|h|now)$/.test(each)) &&
    !switches.some((each) => /^(?:a|m|c$)/.test(each) && each !== 'c')
  );
}

/** The words of an argument list; those that are known at run time only are empty. */
function wordsOf(argv: Argument): readonly string[] {
  if (argv.kind === 'value' && isList(argv.value)) {
    return argv.value.map((word) => (typeof word === 'string' ? word : ''));
  }
  return argv.kind === 'list' ? argv.items.map((item) => (isText(item) ? item.value : '')) : [];
}

function isText(
  argument: Argument,
): argument is Argument & { readonly kind: 'value'; readonly value: string } {
  return argument.kind === 'value' && typeof argument.value === 'string';
}
