import { suggest } from '../diagnostics/suggest.ts';
import { KEYS } from './convert/vocabulary.ts';

/** What only a runbook, or a playbook of Ansible's, has at its top, or at the top of one of its plays. */
const OWN_KEYS: ReadonlySet<string> = new Set([
  'tasks',
  'plays',
  'import_runbook',
  'import_playbook',
  'pre_tasks',
  'post_tasks',
]);
const RUNBOOK_KEYS: ReadonlySet<string> = new Set([...KEYS.runbook, 'plays']);

/**
 * Whether a file of YAML or JSON wants to be a runbook: its mapping, or one of its list of mappings, has `tasks` or `plays`. The text is looked at line by line, so that a file that is
 * no YAML any more is known, too; and where all other keys are a runbook's, a near miss counts.
 */
export function looksLikeRunbook(text: string): boolean {
  const body = text.slice(beginningOf(text));
  if (/^[ \t]*[[{]/.test(body)) return hasOwnKey(body);
  const [dash] = /^[ \t]*-[ \t]+/.exec(body) ?? [''];
  const keys = topKeys(body, dash.length);
  if (keys.some((key) => OWN_KEYS.has(key))) return true;
  if (dash !== '' || keys.length < 2) return false;
  const others = keys.filter((key) => !RUNBOOK_KEYS.has(key));
  const [only] = others;
  return only !== undefined && others.length === 1 && suggest(only, ['tasks', 'plays']) !== undefined;
}

/** Where the first line begins that is neither blank nor a comment, a directive or the mark of a document. */
function beginningOf(text: string): number {
  for (const line of text.matchAll(/^.*$/gm)) if (!/^(?:\s*$|\s*#|---|%)/.test(line[0])) return line.index;
  return text.length;
}

/** Of JSON, and of YAML in its style. */
function hasOwnKey(text: string): boolean {
  try {
    const data = JSON.parse(text) as unknown;
    return (Array.isArray(data) ? data : [data]).some(
      (each: unknown) =>
        each !== null && typeof each === 'object' && Object.keys(each).some((key) => OWN_KEYS.has(key)),
    );
  } catch {
    return /["'\s{,](?:tasks|plays|import_runbook)["']?\s*:/.test(text);
  }
}

/** The keys at a column, in the items of a list behind its dash. */
function topKeys(text: string, column: number): readonly string[] {
  const lines = text.matchAll(/^([ \t]*(?:-[ \t]+)?)(["']?)([A-Za-z_]\w*)\2[ \t]*:(?=\s|$)/gm);
  return Array.from(lines)
    .filter(([, before = '']) => before.length === column)
    .map(([, , , key = '']) => key);
}
