import { suggest } from '../diagnostics/suggest.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import { bindName, parameterNames, type BoundName } from './bind-name.ts';
import type { CommandFacts, ParameterFacts } from './catalog.ts';
import { contradictions } from './contradictions.ts';
import { misfit, setText, type Misfit } from './fit-sets.ts';
import type { KnownCommand } from './known-commands.ts';
import { shippedCatalogs } from './shipped-catalogs.ts';
import { refusedValue, type Refusal } from './refused-value.ts';
import type { Shape } from './shape.ts';

/** One argument of a call, as far as it is known before the run. */
export interface CallArgument {
  /** As it is written, in any case, perhaps an alias or a beginning; undefined for one that is given by its place. */
  readonly name: string | undefined;
  /** What its value can be, one of them; undefined where nothing is known of it. */
  readonly values: readonly Shape[] | undefined;
  /** The value may be left out: then the parameter is not given. */
  readonly perhaps?: boolean;
}

/** A call of a command, in a task or in a script. */
export interface CommandCall {
  readonly arguments: readonly CallArgument[];
  /** It stands behind a pipe, which may give it parameters. */
  readonly piped?: boolean;
  /** More is given that is not known, such as a splatted variable. */
  readonly open?: boolean;
}

/** A mistake in a call. */
export interface CallFinding {
  readonly code:
    | 'unknown-parameter'
    | 'ambiguous-parameter'
    | 'repeated-parameter'
    | 'wrong-parameter-type'
    | 'wrong-parameter-value'
    | 'no-parameter-set'
    | 'contradictory-parameters'
    | 'missing-parameter';
  readonly severity: Severity;
  readonly message: string;
  readonly help?: string;
  /** Which argument is to blame, by its index; undefined: the call. */
  readonly argument: number | undefined;
}

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
  return wrong ? [...findings, misfitFinding(command.facts, wrong, given)] : findings;
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
  if (facts.dynamic !== false && near === undefined) return undefined;
  const own = [...facts.parameters.keys()];
  return {
    code: 'unknown-parameter',
    severity: facts.dynamic !== false || (near === undefined && mayHaveMore(command)) ? 'warning' : 'error',
    message: `"${facts.name}" has no parameter "${written}"`,
    help: near === undefined ? parametersText(own) : `did you mean "${near}"?`,
    argument: index,
  };
}

/** A later Windows, or a later PowerShell 7, may have more than what its catalog was made of. */
function mayHaveMore({ catalog, facts: { module } }: KnownCommand): boolean {
  if (catalog === shippedCatalogs.core()) return true;
  return catalog === shippedCatalogs.desktop() && !/^Microsoft\.PowerShell\./i.test(module ?? '');
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

function valueFinding(
  command: KnownCommand,
  name: string,
  parameter: ParameterFacts,
  refusal: Refusal,
  always: boolean,
  argument: number,
): CallFinding {
  const be = always ? 'is' : 'can be';
  const subject = `the parameter "${name}" of "${command.facts.name}"`;
  if (refusal.kind === 'type') {
    const wants = parameter.values ? `one of ${list(parameter.values)}` : typeText(parameter.type ?? '');
    return {
      code: 'wrong-parameter-type',
      severity: always ? 'error' : 'warning',
      message: `${subject} wants ${wants}, and this ${be} ${refusal.shown}`,
      ...helpForType(parameter.type ?? '', refusal),
      argument,
    };
  }
  const near = suggest(refusal.text, parameter.values ?? []);
  const sure = always && (near !== undefined || !mayHaveMore(command));
  return {
    code: 'wrong-parameter-value',
    severity: sure ? 'error' : 'warning',
    message: `${subject} does not take ${refusal.shown}${always ? '' : ', which this can be'}`,
    help: near === undefined ? `it takes ${list(parameter.values ?? [])}` : `did you mean "${near}"?`,
    argument,
  };
}

function list(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(', ');
}

const TYPES: Readonly<Record<string, string>> = {
  SwitchParameter: 'true or false',
  Boolean: 'true or false',
  String: 'a single text',
  Guid: 'a GUID',
  DateTime: 'a date',
  TimeSpan: 'a duration such as "00:05:00"',
  Version: 'a version such as "1.2"',
  Hashtable: 'a mapping',
  IDictionary: 'a mapping',
  SecureString: 'a secret',
  ScriptBlock: 'a script block',
};

function typeText(type: string): string {
  const element = type.replace(/\[\]$/, '').replace(/^Nullable<(.+)>$/, '$1');
  const text =
    TYPES[element] ??
    (/^S?Byte$|^U?Int\d+$/.test(element) ? `an integer (${element})` : `a value of the type ${element}`);
  return type.endsWith('[]') ? `a list, each item ${text}` : text;
}

function helpForType(type: string, { shown }: Refusal): { readonly help?: string } {
  if (
    (type === 'SwitchParameter' || type === 'Boolean') &&
    /^the text "(?:true|false|yes|no|\$true|\$false)"$/i.test(shown)
  )
    return { help: `write ${/true|yes/i.test(shown) ? 'true' : 'false'} without quotes` };
  if (type === 'SecureString') return { help: 'give it a parameter with "secret: true"' };
  if (type === 'ScriptBlock')
    return { help: 'a script block cannot be written in a runbook: use "powershell"' };
  return {};
}

function misfitFinding(facts: CommandFacts, wrong: Misfit, given: ReadonlyMap<string, Placed>): CallFinding {
  const { name, sets } = facts;
  switch (wrong.kind) {
    case 'exclusive': {
      const names = wrong.names.map((each) => `"${each}"`);
      const last = given.get(wrong.names.at(-1) ?? '');
      return {
        code: 'no-parameter-set',
        severity: 'error',
        message: `"${name}" has no parameter set with ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`,
        help: setsText(sets),
        argument: last?.index,
      };
    }
    case 'positional':
      return {
        code: 'no-parameter-set',
        severity: 'error',
        message: `"${name}" takes no more than ${wrong.most} values by their places`,
        argument: undefined,
      };
    case 'missing': {
      const [first, ...more] = wrong.sets;
      if (first && more.length === 0)
        return {
          code: 'missing-parameter',
          severity: 'error',
          message: `"${name}" needs ${list(first.names)}`,
          help:
            sets.size === 1 ? 'PowerShell would ask for it, and nobody is there to answer' : setsText(sets),
          argument: undefined,
        };
      return {
        code: 'missing-parameter',
        severity: 'error',
        message: `"${name}" needs ${wrong.sets.map(({ names }) => list(names).replaceAll(', ', ' and ')).join(', or ')}`,
        help: setsText(sets),
        argument: undefined,
      };
    }
  }
}

/** The sets by what they demand. */
function setsText(sets: CommandFacts['sets']): string {
  const texts = [...sets].map(([set, uses]) => {
    const needed = [...uses].flatMap(([name, { mandatory }]) => (mandatory === true ? [`-${name}`] : []));
    const title = setText(set);
    const what = needed.length === 0 ? 'nothing' : needed.join(' ');
    return title === undefined ? what : `${title} (needs ${what})`;
  });
  return `its parameter sets: ${texts.join('; ')}`;
}
