import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import type { Action } from '../action.ts';
import type { Keepable } from '../runbook.ts';
import { didYouMean, list } from './fields.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';

const KEEPABLES: readonly Keepable[] = ['location', 'environment', 'preferences', 'culture', 'encodings'];

/** What else people call them. */
const MEANT: Readonly<Record<string, Keepable>> = {
  chdir: 'location',
  cwd: 'location',
  directory: 'location',
  env: 'environment',
  folder: 'location',
  language: 'culture',
  locale: 'culture',
  path: 'environment',
  strict_mode: 'preferences',
};

/** `keep` of a task: what it leaves changed in the session, one word or a list of them. */
export function convertKeep(
  conversion: Conversion,
  { key, value: node }: MappingEntry,
  action: Action | undefined,
): readonly Keepable[] {
  if (action && action.kind !== 'cmdlet' && action.kind !== 'powershell') {
    report(
      conversion,
      'misplaced-key',
      `"keep" is for what runs in the PowerShell session, and "${action.kind}" does not`,
      key,
      { help: 'leave it out: nothing of the session changes here' },
    );
  }
  const items = node.kind === 'sequence' ? node.items : [node];
  return [...new Set(items.flatMap((item) => keepable(conversion, item) ?? []))];
}

function keepable(conversion: Conversion, node: DocumentNode): Keepable | undefined {
  const word = node.kind === 'scalar' ? node.value : undefined;
  const found = KEEPABLES.find((name) => name === word);
  if (found === undefined) {
    reportWrongType(conversion, 'keep', `a list of ${list(KEEPABLES)}`, node, helpFor(word));
  }
  return found;
}

function helpFor(word: unknown): string | undefined {
  if (typeof word !== 'string') return undefined;
  const name = word.toLowerCase();
  const meant = Object.hasOwn(MEANT, name) ? MEANT[name] : undefined;
  if (meant !== undefined) return `did you mean "${meant}"?`;
  if (/^(variable|function|alias|module)/.test(name))
    return 'variables, functions, aliases and modules stay by themselves';
  return didYouMean(word, KEEPABLES);
}
