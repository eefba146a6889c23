import {
  bindName,
  checkCall,
  shapeOf,
  type CallArgument,
  type CallFinding,
  type KnownCommand,
} from '../catalog/index.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { bringsAnything, mayBring } from '../program/command-bringers.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { ScriptCallElement, ScriptCommandCall, ScriptPlace } from '../values/script-facts.ts';
import type { Check, CheckSubject } from './check.ts';
import { commandMistake } from './command-mistake.ts';
import { commandsOf } from './commands-of.ts';
import { parsedScripts, rightScripts, type ParsedScript } from './parsed-scripts.ts';

/** Commands that scripts call, as far as what stands there is the same whenever they run. */
export const scriptCalls: Check = {
  name: 'script-calls',
  sees: 'itself',
  description: 'What scripts call exists, and gets what it takes',
  run(subject, { report }) {
    const scripts = rightScripts(subject);
    if (scripts.length === 0) return;
    const own = namesMadeBy(parsedScripts(subject));
    const brought = isOpen(subject) ? 'perhaps' : 'no';
    // Then what is not written at a call can be given all the same.
    const hasDefaults = scripts.some(({ action }) => /PSDefaultParameterValues/i.test(action.script));
    for (const { action, facts, at } of scripts) {
      // It may come to this call only where it is right.
      const asks = ASKS_WHICH.test(action.script);
      const mild = (found: Diagnostic): Diagnostic =>
        asks && found.severity === 'error' ? { ...found, severity: 'warning' } : found;
      for (const call of facts.calls) {
        const { name, module } = partsOf(call.name);
        if (own.has(name.toLowerCase())) continue;
        const lookup = commandsOf(subject).find(name, module);
        const isCmdlet = /^[a-z]+-\w+$/i.test(name);
        const mistake =
          isCmdlet && commandMistake(lookup, { name, module, location: at(call) }, subject, brought);
        if (mistake && mistake.severity !== 'information') report(mild(mistake));
        if (lookup.kind !== 'known') continue;
        const [command] = lookup.commands;
        const given = argumentsOf(call, command);
        const { piped } = call;
        const open = hasDefaults || given.open;
        for (const finding of checkCall(lookup.commands, { arguments: given.arguments, piped, open })) {
          const { code, severity, message, help } = finding;
          const location = at(placeOf(finding, given.places, call));
          report(mild({ code, severity, message, location, ...(help === undefined ? {} : { help }) }));
        }
      }
    }
  },
};

/** The script goes different ways in different PowerShells. */
const ASKS_WHICH = /PSVersionTable|PSEdition|\$Is(?:CoreCLR|Windows|Linux|MacOS)\b|\$Host\.Version/i;

function partsOf(written: string): { readonly name: string; readonly module: string | undefined } {
  const slash = written.lastIndexOf('\\');
  return slash === -1
    ? { name: written, module: undefined }
    : { name: written.slice(slash + 1), module: written.slice(0, slash) };
}

/** Commands that give a name to something, or ask whether it is there before it is called. */
const NAMING: ReadonlySet<string> = new Set([
  'set-alias',
  'new-alias',
  'sal',
  'nal',
  'set-item',
  'new-item',
  'get-command',
  'gcm',
  'test-path',
]);

/** It gives a name that is known, to what is there. */
function isNaming({ name, elements }: ScriptCommandCall): boolean {
  return (
    NAMING.has(name.toLowerCase()) &&
    elements.every((element) => element.kind === 'parameter' || 'value' in element)
  );
}

/** In small letters: the functions of all scripts, wherever they stand, and what they name in other ways. */
function namesMadeBy(scripts: readonly ParsedScript[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { facts } of scripts) {
    for (const name of facts.functions) names.add(name.toLowerCase());
    for (const { name, elements } of facts.calls) {
      if (!NAMING.has(name.toLowerCase())) continue;
      for (const element of elements) {
        const values = 'value' in element ? [element.value].flat() : [];
        for (const value of values)
          if (typeof value === 'string') names.add(value.toLowerCase().replace(/^.*:\\?/, ''));
      }
    }
  }
  return names;
}

/** Whether a task may bring commands that nobody knows of. */
function isOpen(subject: CheckSubject): boolean {
  return nodesOf(subject.program).some((node) => {
    if (node.kind !== 'task') return false;
    const { action } = node.source;
    const facts = action.kind === 'powershell' ? subject.scripts?.get(action.script) : undefined;
    if (!facts) return bringsAnything(node);
    return facts.takesInOthers || facts.calls.some((call) => mayBring(call.name) && !isNaming(call));
  });
}

interface Given {
  readonly arguments: readonly CallArgument[];
  /** Of the arguments: their names, where they have one, and their values. */
  readonly places: readonly { readonly name: ScriptPlace; readonly value: ScriptPlace }[];
  readonly open: boolean;
}

/** A call's elements as parameters with their values: a parameter that is no switch takes what stands behind it. */
function argumentsOf({ elements }: ScriptCommandCall, command: KnownCommand): Given {
  const given: CallArgument[] = [];
  const places: { name: ScriptPlace; value: ScriptPlace }[] = [];
  const add = (
    name: string | undefined,
    element: ScriptCallElement,
    value: ScriptCallElement | undefined,
  ) => {
    const known = value && 'value' in value ? shapeOf(value.value) : undefined;
    const isSwitch = name !== undefined && value === undefined;
    given.push({
      name,
      values: isSwitch ? [{ kind: 'boolean', value: true }] : known && [known],
    });
    places.push({ name: element, value: value ?? element });
  };
  for (let index = 0; index < elements.length; index++) {
    const element = elements[index];
    if (!element || element.kind === 'splat') continue;
    if (element.kind === 'argument') {
      add(undefined, element, element);
      continue;
    }
    if (element.attached) {
      add(element.name, element, element);
      continue;
    }
    const next = elements[index + 1];
    const takesNext = next?.kind === 'argument' && !isSwitch(command, element.name);
    if (takesNext) index++;
    add(element.name, element, takesNext ? next : isSwitch(command, element.name) ? undefined : element);
  }
  return { arguments: given, places, open: elements.some(({ kind }) => kind === 'splat') };
}

function isSwitch(command: KnownCommand, name: string): boolean {
  const bound = bindName(command, name);
  return bound.kind === 'bound' && bound.facts.type === 'SwitchParameter';
}

function placeOf(
  { argument, code }: CallFinding,
  places: Given['places'],
  call: ScriptCommandCall,
): ScriptPlace {
  const place = argument === undefined ? undefined : places[argument];
  if (!place) return call;
  return code === 'wrong-parameter-type' || code === 'wrong-parameter-value' ? place.value : place.name;
}
