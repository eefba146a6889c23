import { runnerValues } from '../../plan/runner-values.ts';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { knownScope, knownVariables, type KnownVariables } from '../../plan/known-scope.ts';
import { knownText } from '../../plan/known-text.ts';
import { chooseNodes } from '../../plan/make-plan.ts';
import type { Program, ProgramPlay, ProgramTask } from '../../program/program.ts';
import { visitNodes } from '../../program/walk.ts';
import { oneLine } from '../../text/printable.ts';
import type { Environment } from '../environment.ts';
import { findRunbook } from '../find-runbook.ts';
import type { RunFlags } from '../options.ts';
import { bindFromFlags } from '../parameters/bind-from-flags.ts';
import { checkRunbook } from '../validate/check-runbook.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';

type ListFlags = Pick<
  RunFlags,
  'extraVars' | 'paramsFile' | 'tags' | 'skipTags' | 'startAtTask' | 'listTasks' | 'listTags' | 'allowOutside'
>;

/** `--list-tasks` and `--list-tags`: what is selected, in the form of Ansible's lists. No parameter is needed. */
export async function listSelected(name: string, flags: ListFlags, environment: Environment): Promise<void> {
  const { stdout } = environment;
  const list = await makeList(name, flags, environment);
  writeDiagnostics(list.diagnostics, environment);
  if (list.text === undefined) environment.exitCode = 4;
  else stdout.write(list.text);
}

interface List {
  /** Missing where there are mistakes. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

async function makeList(name: string, flags: ListFlags, environment: Environment): Promise<List> {
  const found = findRunbook(name, environment);
  if ('diagnostic' in found) return { diagnostics: [found.diagnostic] };
  const { program, diagnostics } = await checkRunbook(found, environment, { ...flags, parser: null });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (!program || hasErrors(diagnostics)) return { diagnostics: errors };
  const bound = await bindFromFlags(program.runbook, { flags, leaveOpen: true }, environment);
  if (!bound.parameters) return { diagnostics: bound.diagnostics };
  const choice = { tags: flags.tags ?? [], skipTags: flags.skipTags ?? [], checkMode: false };
  const chosen = chooseNodes(program, bound.parameters, { ...choice, startAt: flags.startAtTask });
  if ('diagnostics' in chosen) return { diagnostics: [...bound.diagnostics, ...chosen.diagnostics] };
  const variables = knownVariables(program, bound.parameters, runnerValues(program, choice));
  const lines = [`runbook: ${found.shown}`, ...listLines(program, chosen.selected, variables, flags)];
  return { text: lines.map((line) => `${oneLine(line)}\n`).join(''), diagnostics: bound.diagnostics };
}

function listLines(
  program: Program,
  selected: ReadonlySet<string>,
  variables: KnownVariables,
  { listTasks, listTags }: ListFlags,
): string[] {
  return program.plays.flatMap((play, index) => {
    const tasks = tasksOf(play).filter(({ id }) => selected.has(id));
    const name = play.source.name ?? program.runbook.name ?? program.runbook.file.path;
    const head = `  play #${index + 1}: ${name}\tTAGS: ${tagText(play.tags)}`;
    const taskLines = tasks.map(({ source, layers, tags }) => {
      const text = knownText(source, knownScope(variables, layers));
      return `      ${text}\tTAGS: ${tagText(tags)}`;
    });
    const all = new Set(tasks.flatMap(({ tags }) => [...tags]));
    return [
      '',
      head,
      ...(listTasks ? ['    tasks:', ...taskLines] : []),
      ...(listTags ? [`      TASK TAGS: ${tagText(all)}`] : []),
    ];
  });
}

/** In the order of the file, those of rescue and always too. */
function tasksOf({ nodes }: ProgramPlay): readonly ProgramTask[] {
  const tasks: ProgramTask[] = [];
  visitNodes(nodes, undefined, (node) => {
    if (node.kind === 'task') tasks.push(node);
    return { down: undefined };
  });
  return tasks;
}

function tagText(tags: ReadonlySet<string>): string {
  return `[${[...tags].toSorted().join(', ')}]`;
}
