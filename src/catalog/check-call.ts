import { onlyNear, suggest } from '../diagnostics/suggest.ts';
import { bindName, parameterNames, type BoundName } from './bind-name.ts';
import type { CommandFacts, ParameterFacts } from './catalog.ts';
import type { CallArgument, CallFinding, CommandCall } from './command-call.ts';
import { contradictions } from './contradictions.ts';
import { misfit } from './fit-sets.ts';
import type { KnownCommand } from './known-commands.ts';
import { mayHaveMore } from './may-have-more.ts';
import { misfitFinding } from './misfit-finding.ts';
import { refusedValue } from './refused-value.ts';
import { valueFinding } from './value-finding.ts';

/**
 * What is wrong with a call of a command that catalogs know. Where more than one catalog has the command (a session of any edition), what the one says
 * counts that finds the least.
 */
export function checkCall(commands: readonly KnownCommand[], call: CommandCall): readonly CallFinding[] {
  const [first = [], ...others] = commands.map((command) => findingsOf(command, call));
  return others.reduce((least, findings) => (weightOf(findings) < weightOf(least) ? findings : least), first);
}

function weightOf(findings: readonly CallFinding[]): number {
  return findings.reduce((sum, { severity }) => sum + (severity === 'error' ? ERROR_WEIGHT : 1), 0);
}

/** One error weighs more than all that is none. */
const ERROR_WEIGHT = 1000;

/** What cannot go together though a parameter set has it, where both are sure to be switched on. */
function contradictory({ name }: CommandFacts, given: ReadonlyMap<string, Placed>): CallFinding[] {
  return contradictions.flatMap(({ command, names, reason }): CallFinding[] => {
    const placed = names.map((each) => given.get(each));
    if (command !== name || !placed.every((each) => each && isOn(each))) return [];
    const [first, second] = names;
    return [
      {
        code: 'contradictory-parameters',
        severity: 'error',
        message: `"${first}" and "${second}" of "${name}" cannot go together`,
        help: reason,
        argument: placed[1]?.index,
      },
    ];
  });
}

function isOn({ argument: { values, perhaps } }: Placed): boolean {
  return (
    perhaps !== true && values?.every((shape) => shape.kind === 'boolean' && shape.value === true) === true
  );
}

interface Placed {
  readonly index: number;
  readonly argument: CallArgument;
  readonly bound: BoundName;
}

function findingsOf(command: KnownCommand, call: CommandCall): readonly CallFinding[] {
  const placed = call.arguments.flatMap((argument, index): Placed[] =>
    argument.name === undefined ? [] : [{ index, argument, bound: bindName(command, argument.name) }],
  );
  const findings: CallFinding[] = [];
  const given = new Map<string, Placed>();
  for (const each of placed) {
    const { bound, argument } = each;
    if (bound.kind !== 'bound') {
      const finding = wrongName(command, each);
      if (finding) findings.push(finding);
      continue;
    }
    const before = given.get(bound.name);
    if (!before) given.set(bound.name, each);
    else if (!argument.perhaps && !before.argument.perhaps)
      findings.push(repeated(command.facts, bound.name, before, each));
    findings.push(...wrongValues(command, bound.name, bound.facts, each));
  }
  const names = new Map([...given].map(([name, { argument }]) => [name, argument.perhaps === true]));
  const allKnown = placed.every(({ bound }) => bound.kind === 'bound');
  const wrong = allKnown && call.open !== true ? misfit(command.facts, givenOf(names, call)) : undefined;
  findings.push(...contradictory(command.facts, given));
  return wrong
    ? [...findings, misfitFinding(command.facts, wrong, (name) => given.get(name)?.index)]
    : findings;
}

function givenOf(names: ReadonlyMap<string, boolean>, call: CommandCall): Parameters<typeof misfit>[1] {
  const namesThat = (perhaps: boolean) =>
    new Set([...names].flatMap(([name, each]) => (each === perhaps ? [name] : [])));
  return {
    given: namesThat(false),
    perhaps: namesThat(true),
    positional: call.arguments.filter(({ name }) => name === undefined).length,
    piped: call.piped ?? false,
  };
}

function wrongName(command: KnownCommand, { index, argument, bound }: Placed): CallFinding | undefined {
  const { facts } = command;
  const written = argument.name ?? '';
  if (bound.kind === 'ambiguous') {
    const names = bound.names.map((name) => `"${name}"`);
    return {
      code: 'ambiguous-parameter',
      severity: 'error',
      message: `"${written}" begins more than one parameter of "${facts.name}"`,
      help: `write one of ${names.join(', ')}`,
      argument: index,
    };
  }
  const names = parameterNames(command);
  const near = suggest(written, names);
  const only = onlyNear(written, names);
  if (facts.dynamic !== false && near === undefined) return undefined;
  const own = [...facts.parameters.keys()];
  return {
    code: 'unknown-parameter',
    severity: facts.dynamic !== false || (near === undefined && mayHaveMore(command)) ? 'warning' : 'error',
    message: `"${facts.name}" has no parameter "${written}"`,
    help: near === undefined ? parametersText(own) : `did you mean "${near}"?`,
    ...(only !== undefined && { meant: only }),
    argument: index,
  };
}

const MOST_SHOWN = 12;

function parametersText(names: readonly string[]): string {
  if (names.length === 0) return 'it takes none of its own';
  const shown = names.slice(0, MOST_SHOWN).join(', ');
  return names.length > MOST_SHOWN
    ? `it takes ${shown}, and ${names.length - MOST_SHOWN} more`
    : `it takes ${shown}`;
}

function repeated(
  facts: CommandFacts,
  name: string,
  before: Placed,
  { index, argument }: Placed,
): CallFinding {
  const other = before.argument.name ?? '';
  return {
    code: 'repeated-parameter',
    severity: 'error',
    message: `"${other}" and "${argument.name ?? ''}" are the same parameter of "${facts.name}"`,
    help: `give "${name}" once`,
    argument: index,
  };
}

/** Parameters that make something of their arguments before these are bound: "Latest" and 2 are versions there. */
const TRANSFORMED: ReadonlySet<string> = new Set(['Set-StrictMode Version']);

/** A value that is refused whatever it is at run time is an error, one that is refused at times a warning. */
function wrongValues(
  command: KnownCommand,
  name: string,
  facts: ParameterFacts,
  { index, argument }: Placed,
): CallFinding[] {
  const { values } = argument;
  if (!values || values.length === 0 || TRANSFORMED.has(`${command.facts.name} ${name}`)) return [];
  const refusals = values.flatMap((shape) => refusedValue(facts, shape) ?? []);
  const [first] = refusals;
  if (!first) return [];
  const always = refusals.length === values.length && argument.perhaps !== true;
  return [valueFinding(command, name, facts, first, always, index)];
}
