import type { KnownCommand } from '../catalog/index.ts';
import { CMDLET } from '../model/convert/vocabulary.ts';
import { schemaAt } from './schema/schema-at.ts';
import type { Context, Spot } from './spot.ts';

/** What catalogs know of a command by its key; none where they do not know it. */
export function commandsNamed(key: string, { runbook }: Spot, { port }: Context): readonly KnownCommand[] {
  const [, module, name] = CMDLET.exec(key) ?? [];
  if (name === undefined) return [];
  const found = port.commands(runbook.healed.draft).find(name, module);
  return found.kind === 'known' ? found.commands : found.kind === 'other-edition' ? [found.command] : [];
}

/** The key of the command whose parameters a path leads into, and the path below it. */
export function callAt(
  path: readonly string[],
  { schema }: Spot,
): { readonly key: string; readonly below: readonly string[] } | undefined {
  const at = path.findLastIndex((key, index) => {
    if (!CMDLET.test(key)) return false;
    const { definitions } = schemaAt(schema, path.slice(0, index + 1));
    return definitions.has('parameters');
  });
  const key = path[at];
  return key === undefined ? undefined : { key, below: path.slice(at + 1) };
}
