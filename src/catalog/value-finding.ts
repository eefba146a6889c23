import { suggest } from '../diagnostics/suggest.ts';
import type { ParameterFacts } from './catalog.ts';
import { quoted, type CallFinding } from './command-call.ts';
import type { KnownCommand } from './known-commands.ts';
import { mayHaveMore } from './may-have-more.ts';
import type { Refusal } from './refused-value.ts';

/** What is said of a value that a parameter refuses; `always`: whatever it is at run time. */
export function valueFinding(
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
    const wants = parameter.values ? `one of ${quoted(parameter.values)}` : typeText(parameter.type ?? '');
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
    help: near === undefined ? `it takes ${quoted(parameter.values ?? [])}` : `did you mean "${near}"?`,
    argument,
  };
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
  const [, former] = /^the text "([-+]?\d+(?:_\d+)+)"$/.exec(shown) ?? [];
  if (former !== undefined)
    return { help: `"${former}" is a string in YAML 1.2: write ${former.replaceAll('_', '')}` };
  if (type === 'SecureString') return { help: 'give it a parameter with "secret: true"' };
  if (type === 'ScriptBlock')
    return { help: 'a script block cannot be written in a runbook: use "powershell"' };
  return {};
}
