import { MOST_RELATED, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/source.ts';
import type { Action, NamedArgument } from '../model/action.ts';
import type { Argument } from '../model/argument.ts';
import type { ConnectionSettings, ConnectionType } from '../model/connection.ts';
import { runbookConnection } from '../model/runbook-connection.ts';
import { secondMachineIn, type NamingCall } from '../model/second-machine.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program } from '../program/program.ts';
import { isList } from '../values/describe.ts';
import type { ScriptCallElement } from '../values/script-facts.ts';
import type { Check, CheckSubject } from './check.ts';
import { rightScripts, type ParsedScript } from './parsed-scripts.ts';

/** A task needs a machine besides the host, and the session there cannot prove to it who it is. */
export const doubleHop: Check = {
  name: 'double-hop',
  sees: 'arguments',
  description: 'A session on another host does not have to go on to a third machine',
  run({ program, scripts }, { report }) {
    for (const each of doubleHops(program, runbookConnection(program.runbook), { scripts })) report(each);
  },
};

export interface HopOptions {
  /** The host, where it is known: what names it names no third machine. */
  readonly host?: string;
  /** Which nodes can run. Default: all. */
  readonly selected?: (id: string) => boolean;
  /** What PowerShell's parser says of the scripts. Missing: nobody has parsed them, and only their parameters are looked at. */
  readonly scripts?: CheckSubject['scripts'];
}

/** The same for a connection that is known: one note for all of its tasks, none where the connection hands the account on, or may. */
export function doubleHops(
  program: Program,
  connection: ConnectionSettings | undefined,
  { host, selected = () => true, scripts }: HopOptions = {},
): readonly Diagnostic[] {
  const why = connection && whyNot(connection);
  if (why === undefined) return [];
  const parsed = new Map<Action, ParsedScript>(
    rightScripts({ program, scripts }).map((script) => [script.action, script]),
  );
  const places = nodesOf(program).flatMap(({ id, source }): Location[] => {
    if (source.kind !== 'task' || !selected(id)) return [];
    const calls = [
      source.action,
      ...source.probes.flatMap((probe) => (probe.kind === 'call' ? probe.action : [])),
    ];
    return calls.flatMap((action) => placeIn(action, host) ?? placeInScript(parsed.get(action), host) ?? []);
  });
  const [first, ...others] = places;
  if (!first) return [];
  return [
    {
      code: 'double-hop',
      severity: 'information',
      message: `this needs a machine besides the host, and ${why}`,
      location: first,
      ...(others.length > 0
        ? {
            related: others.slice(0, MOST_RELATED).map((location) => ({ message: 'so does this', location })),
          }
        : {}),
      help: 'over winrm, "authentication: credssp", Kerberos delegation, or a "configuration_name" with a run-as account: docs/remote.md, "The double hop"',
    },
  ];
}

/** Why the account does not get to a third machine; undefined where it does, or where that is the host's own affair. */
function whyNot({
  type,
  authentication,
  configurationName,
  options,
}: ConnectionSettings): string | undefined {
  const by: Readonly<Record<ConnectionType, string | undefined>> = {
    local: undefined,
    ssh: 'a session over ssh has nothing to prove itself with there',
    winrm: `a session over winrm has nothing to prove itself with there, unless Kerberos delegation is set up`,
  };
  if (type === 'winrm' && (authentication === 'credssp' || configurationName !== undefined)) return undefined;
  const handsOn = Array.from(options ?? [], ([name]) => name.toLowerCase()).includes(
    'gssapidelegatecredentials',
  );
  return type === undefined || handsOn ? undefined : by[type];
}

function placeIn(action: Action, host: string | undefined): Location | undefined {
  if (action.kind === 'command') {
    const { argv } = action;
    const words = argv.kind === 'list' ? argv.items : argv.kind === 'value' ? (argv.items ?? []) : [];
    const at = secondMachineIn({ arguments: words.map((word) => naming(word)) }, host);
    return words[at]?.location;
  }
  if (action.kind !== 'cmdlet' && action.kind !== 'powershell') return undefined;
  const { parameters } = action;
  const all = parameters.map(({ name, value }) => ({ ...naming(value), name }));
  const command = action.kind === 'cmdlet' ? { command: action.name } : {};
  const named: NamedArgument | undefined = parameters[secondMachineIn({ ...command, arguments: all }, host)];
  return named && (action.kind === 'cmdlet' ? named.nameLocation : named.value.location);
}

/** The first call of a script that names a third machine itself: as it stands there, or as a parameter that the task gives. */
function placeInScript(script: ParsedScript | undefined, host: string | undefined): Location | undefined {
  if (!script) return undefined;
  const { action, facts, at } = script;
  const own = new Set(facts.functions.map((name) => name.toLowerCase()));
  for (const { name, elements } of facts.calls) {
    // What is splatted may be another account.
    if (own.has(name.toLowerCase()) || elements.some(({ kind }) => kind === 'splat')) continue;
    const command = /^[a-z]+-\w+$/i.test(name) ? { command: name } : {};
    const index = secondMachineIn({ ...command, arguments: elements.map(namingElement) }, host);
    const element = elements[index];
    if (element) return at(element);
  }
  return undefined;

  /** A parameter whose value stands behind it has that one. */
  function namingElement(
    element: ScriptCallElement,
    index: number,
    all: readonly ScriptCallElement[],
  ): NamingCall['arguments'][number] {
    if (element.kind !== 'parameter') return namingValue(element);
    const next = element.attached ? element : all[index + 1];
    return { ...namingValue(next?.kind === 'splat' ? undefined : next), name: element.name };
  }

  function namingValue(element: ScriptCallElement | undefined): NamingCall['arguments'][number] {
    if (element && 'value' in element)
      return {
        text: typeof element.value === 'string' ? element.value : undefined,
        isWhole: !isList(element.value),
      };
    const text = element ? action.script.slice(element.start, element.end) : '';
    const [, variable] = /\$(\w+)$/.exec(text) ?? [];
    const given = action.parameters.find(({ name }) => name.toLowerCase() === variable?.toLowerCase());
    // What else a script makes of it is known only when it runs.
    return given ? naming(given.value) : { text: undefined, isWhole: true };
  }
}

function naming(argument: Argument): NamingCall['arguments'][number] {
  if (argument.kind === 'value') {
    const { value } = argument;
    return { text: typeof value === 'string' ? value : undefined, isWhole: !isList(value) };
  }
  if (argument.kind !== 'template') return { text: undefined, isWhole: argument.kind === 'mapping' };
  const [begins] = argument.template.parts;
  return { text: typeof begins === 'string' ? begins : undefined, isWhole: false };
}
