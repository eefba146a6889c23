import type { Program, ProgramNode, ProgramTask } from './program.ts';
import { nodesOf } from './nodes-of.ts';

/** What a task may add to the commands of the session. */
export type Brings =
  | { readonly kind: 'nothing' }
  /** Whatever its text has the name of. */
  | { readonly kind: 'named'; readonly text: string }
  | { readonly kind: 'anything' };

/**
 * What a task may add to the commands that the session has: a script defines functions, a module is imported, a program installs one. Of a program that is said
 * to change nothing, and of a cmdlet that does none of this, nothing is expected.
 */
export function bringsCommands({ source }: ProgramTask): Brings {
  const { action } = source;
  switch (action.kind) {
    case 'powershell':
      return BRINGS_ANYTHING.test(action.script)
        ? { kind: 'anything' }
        : { kind: 'named', text: action.script };
    case 'cmdlet':
      return mayBring(action.name) ? { kind: 'anything' } : { kind: 'nothing' };
    case 'command':
      return isFalse(source.changedWhen) ? { kind: 'nothing' } : { kind: 'anything' };
    default:
      return { kind: 'nothing' };
  }
}

/** Whether a command, by its name, may add others to the session. */
export function mayBring(command: string): boolean {
  return BRINGING.test(command);
}

/** Whether one of the program's tasks, wherever it stands, may define the command. */
export function mayBeBrought(program: Program, name: string): 'named' | 'perhaps' | 'no' {
  return broughtBy(nodesOf(program), name);
}

/** Whether one of these nodes may define the command: its script names it, or it may bring whatever there is. */
export function broughtBy(nodes: readonly ProgramNode[], name: string): 'named' | 'perhaps' | 'no' {
  const wanted = name.toLowerCase();
  let found: 'perhaps' | 'no' = 'no';
  for (const node of nodes) {
    if (node.kind !== 'task') continue;
    const brings = bringsCommands(node);
    if (brings.kind === 'named' && brings.text.toLowerCase().includes(wanted)) return 'named';
    if (brings.kind === 'anything') {
      const { action } = node.source;
      if (action.kind === 'powershell' && action.script.toLowerCase().includes(wanted)) return 'named';
      found = 'perhaps';
    }
  }
  return found;
}

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
