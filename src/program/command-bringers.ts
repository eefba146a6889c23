import type { Program, ProgramNode, ProgramTask } from './program.ts';
import { nodesOf } from './nodes-of.ts';

/** Whether commands may be brought by tasks: `named` where a script seems to define the command, `perhaps` where a task may bring whatever there is. */
export type Brought = 'named' | 'perhaps' | 'no';

/**
 * Tells of a command's name whether one of these nodes before the one at an index may define it. A script defines functions, a module is imported, a program installs
 * one. Of a program that is said to change nothing, and of a cmdlet that does none of this, nothing is expected.
 */
export function commandBringers(nodes: readonly ProgramNode[]): (name: string, before: number) => Brought {
  const scripts: { readonly index: number; readonly text: string }[] = [];
  let first = Infinity;
  for (const [index, node] of nodes.entries()) {
    if (node.kind !== 'task') continue;
    const { action } = node.source;
    if (action.kind === 'powershell') scripts.push({ index, text: action.script.toLowerCase() });
    if (first === Infinity && bringsAnything(node)) first = index;
  }
  const named = new Map<string, number>();
  return (name, before) => {
    const wanted = name.toLowerCase();
    let since = named.get(wanted);
    if (since === undefined) {
      since = scripts.find(({ text }) => text.includes(wanted) && mayDefine(text, wanted))?.index ?? Infinity;
      named.set(wanted, since);
    }
    return since < before ? 'named' : first < before ? 'perhaps' : 'no';
  };
}

/** Whether a script may define a command: it has the name behind a word that defines one, or in quotes. That it calls it is no definition. Both in lower case. */
function mayDefine(script: string, name: string): boolean {
  const escaped = name.replaceAll(/[^\w-]/g, String.raw`\$&`);
  const ways = [
    String.raw`\b(?:function|filter|workflow|configuration)\s+(?:\w+:)?${escaped}(?![\w-])`,
    String.raw`\b(?:function|alias):(?:\w+:)?[\\/]?${escaped}(?![\w-])`,
    String.raw`\b(?:[sn]al|(?:set|new)-(?:alias|item)|import-\w+)\b[^\n;|]*(?<![\w-])${escaped}(?![\w-])`,
    `['"]${escaped}['"]`,
  ];
  return new RegExp(ways.join('|')).test(script);
}

/** Whether the task may add whatever there is to the commands of the session. */
export function bringsAnything({ source: { action, changedWhen } }: ProgramTask): boolean {
  switch (action.kind) {
    case 'powershell':
      return BRINGS_ANYTHING.test(action.script);
    case 'cmdlet':
      return mayBring(action.name);
    case 'command':
      return !isFalse(changedWhen);
    default:
      return false;
  }
}

/** Whether a command, by its name, may add others to the session. */
export function mayBring(command: string): boolean {
  return BRINGING.test(command);
}

/** Whether one of the program's tasks may define the command, wherever it stands: which of them runs first, conditions decide. */
export function mayBeBrought(program: Program, name: string): Brought {
  let brought = known.get(program);
  if (!brought) known.set(program, (brought = commandBringers(nodesOf(program))));
  return brought(name, Infinity);
}

const known = new WeakMap<Program, ReturnType<typeof commandBringers>>();

const BRINGING = new RegExp(
  `^(?:${[
    'Import-(?:Module|PSSession|Alias)',
    'Install-(?:Module|Script|Package|PSResource|WindowsFeature)',
    'Add-(?:PSSnapin|WindowsFeature|WindowsCapability|WindowsPackage|AppxPackage)',
    'Enable-WindowsOptionalFeature',
    '(?:Update|Save)-(?:Module|PSResource)',
    '(?:Set|New)-(?:Alias|Item)',
    'Invoke-(?:Expression|Command|Item|DscResource)|iex|ipmo|asnp',
    'Start-(?:Process|DscConfiguration)',
    '(?:Expand-Archive|Copy-Item|Move-Item)',
    'Connect-\\w+',
  ].join('|')})$`,
  'i',
);
const BRINGS_ANYTHING =
  /\b(?:Import-Module|ipmo|using\s+module|Add-PSSnapin|asnp|Invoke-Expression|iex|Import-PSSession|Start-Process|Install-\w+|Add-WindowsFeature|Enable-\w+|Set-Item|New-Item|Connect-\w+)\b|\b(?:function|alias):|(?:^|[\s;({|])[.&]\s*[\w$'"(~/\\]/im;

function isFalse(conditions: ProgramTask['source']['changedWhen']): boolean {
  const [only, second] = conditions ?? [];
  return !second && only?.root.kind === 'literal' && only.root.value === false;
}
