import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { kindText } from '../model/kind-text.ts';
import { boardOf } from '../program/board.ts';
import type { StatusChange } from '../model/status.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program } from '../program/program.ts';
import type { Expectation, Expected } from './expectation.ts';
import { possibleText, possibleTextIn, possibleTextOf, type PossibleText } from './possible-texts.ts';
import type { Rehearsal } from './rehearsal.ts';
import { commandOf } from './rehearsed-call.ts';
import { standInNames } from './stand-in-names.ts';

/** Says what no run can meet of what a scenario expects. */
export type ExpectationCheck = (expectation: Expectation) => readonly Diagnostic[];

/** What runs of a program can come to, as far as is known. */
interface Possible {
  readonly taskNames: readonly PossibleText[];
  readonly board: ReturnType<typeof boardOf>;
  readonly changes: readonly StatusChange[];
  readonly hasWindow: boolean;
  /** The names of which stand-ins seem to note calls. */
  readonly noted: readonly string[];
}

/** What the simulated machine does, and notes, without a stand-in. */
const NOTED = ['reboot', 'copy', 'template', 'fetch'] as const;

/**
 * What no run of the program can meet, for as many scenarios as there are. Errors and warnings: `impossible-expectation`; a warning where the stand-ins' texts do not show all that they may
 * do.
 */
export function createExpectationCheck(
  program: Program,
  { directory }: Pick<Rehearsal, 'directory'>,
): ExpectationCheck {
  const nodes = nodesOf(program);
  const actions = new Set(
    nodes.flatMap(({ source }) => (source.kind === 'task' ? [source.action.kind] : [])),
  );
  const possible: Possible = {
    taskNames: nodes.map(({ source }) =>
      source.name ? possibleTextOf(source.name) : possibleText(kindText(source)),
    ),
    board: boardOf(program),
    changes: nodes.flatMap(({ source }) => (source.kind === 'task' ? source.status : [])),
    hasWindow: nodes.some(({ source }) => source.kind === 'block' && source.window),
    noted: [...standInNames(directory), ...NOTED.filter((kind) => actions.has(kind))],
  };
  return (expectation) => [
    ...contradictions(expectation),
    ...failedTask(expectation, possible),
    ...board(expectation, possible),
    ...overrun(expectation, possible),
    ...commands(expectation, possible),
  ];
}

/** With exit code 4 nothing has run. */
function contradictions({
  exit,
  failedTask: failed,
  ran,
  overrun: over,
}: Expectation): readonly Diagnostic[] {
  if (exit.value !== 4) return [];
  const [call] = ran;
  return [failed, call, over?.value === true ? over : undefined].flatMap((each) =>
    each
      ? impossible(
          each,
          'with exit code 4 nothing has run, so this cannot happen',
          'leave it out, or expect another exit code',
        )
      : [],
  );
}

function failedTask(
  { failedTask: expected }: Expectation,
  { taskNames: names }: Possible,
): readonly Diagnostic[] {
  if (!expected) return [];
  // The item of a loop, and the end of what was started with `async`, have names of their own.
  const name = expected.value.replace(/^wait for: /, '').replace(/ \(item=[^]*\)$/, '');
  if (names.some((each) => each.allows(expected.value) || each.allows(name))) return [];
  return [impossible(expected, `no task is called "${expected.value}"`, nearOf(expected.value, names))];
}

function board({ status }: Expectation, { board: lines, changes }: Possible): readonly Diagnostic[] {
  return status.flatMap(({ line, word }) => {
    const declared = lines.filter(({ name }) => name === line.value);
    if (declared.length === 0) {
      const help =
        lines.length === 0
          ? 'the runbook has no `status`'
          : nearOf(
              line.value,
              lines.map(({ name }) => possibleText(name)),
            );
      return [impossible(line, `"${line.value}" is no line of the status board`, help)];
    }
    const words = [
      ...declared.map(({ value }) => possibleTextIn(value)),
      ...changes
        .filter(({ name }) => name === line.value)
        .flatMap(({ during, done }) =>
          [during, done].flatMap((each) => (each ? [possibleTextIn(each)] : [])),
        ),
    ];
    const known = words.flatMap((each) => each ?? []);
    if (known.length < words.length || known.some((each) => each.allows(word.value))) return [];
    return [
      impossible(
        word,
        `"${line.value}" is never "${word.value}" on the status board`,
        nearOf(word.value, known),
      ),
    ];
  });
}

function overrun({ overrun: expected }: Expectation, { hasWindow }: Possible): readonly Diagnostic[] {
  if (expected?.value !== true || hasWindow) return [];
  return [impossible(expected, 'no window can pass its limit: the runbook has none', 'leave it out')];
}

/** What stand-ins note, nobody knows for sure before they run. */
function commands({ ran, notRan }: Expectation, { noted: names }: Possible): readonly Diagnostic[] {
  const known = new Set(names.map((name) => name.toLowerCase()));
  return [...ran, ...notRan].flatMap((entry): Diagnostic | [] => {
    const command = commandOf(entry.value);
    if (known.has(command.toLowerCase())) return [];
    const near = suggest(command, names);
    const help =
      near === undefined ? 'a stand-in notes its calls with Write-RehearsalCall' : `did you mean "${near}"?`;
    return {
      ...impossible(entry, `no stand-in seems to note calls of "${command}"`, help),
      severity: 'warning',
    };
  });
}

function nearOf(wrong: string, texts: readonly PossibleText[]): string {
  const written = [...new Set(texts.map((text) => text.written))];
  const near = suggest(wrong, written);
  if (near !== undefined) return `did you mean "${near}"?`;
  const some = written.slice(0, MOST_NAMED).map((text) => `"${text}"`);
  return `there ${some.length === 1 ? 'is' : 'are'} ${some.join(', ')}${written.length > MOST_NAMED ? ', …' : ''}`;
}

const MOST_NAMED = 10;

function impossible({ location }: Expected<unknown>, message: string, help: string): Diagnostic {
  return { code: 'impossible-expectation', severity: 'error', message, location, help };
}
