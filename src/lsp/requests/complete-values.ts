import { readdirSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { CompletionItemKind, type CompletionItem } from 'vscode-languageserver';
import { bindName } from '../../catalog/index.ts';
import { nodesOf } from '../../program/nodes-of.ts';
import { callAt, commandsNamed } from '../commands-at.ts';
import { isDefinition } from '../names/occurrence.ts';
import { indexOf } from '../names/runbook-index.ts';
import { valuesIn } from '../schema/key-text.ts';
import { schemaAt } from '../schema/schema-at.ts';
import type { Context, Spot } from '../spot.ts';
import type { CursorPlace } from '../text/cursor-place.ts';

/** The values that can be written at a place: those of its schema or its parameter, handlers, tags, files. */
export function completeValues(cursor: CursorPlace, spot: Spot, context: Context): readonly CompletionItem[] {
  const { path } = cursor;
  const call = callAt(path, spot);
  if (call) return parameterValues(call, spot, context);
  const place = schemaAt(spot.schema, path);
  const key = path.findLast((each) => each !== '-') ?? '';
  if (key === 'notify') return handlers(spot, context);
  if (schemaAt(spot.schema, path.slice(0, path.lastIndexOf(key) + 1)).definitions.has('tags'))
    return tags(spot);
  const files = FILES[key] ?? (key === 'file' ? FILES[path.at(-2) ?? ''] : undefined);
  if (files) return filesNamed(files, spot);
  return valuesIn(place).map((value) => item(value, CompletionItemKind.EnumMember));
}

/** Keys whose values are files, relative to the one that they stand in, with the ends of their names. */
const FILES: Readonly<Record<string, RegExp | undefined>> = {
  import_tasks: /\.ya?ml$/i,
  include_tasks: /\.ya?ml$/i,
  import_runbook: /\.ya?ml$/i,
  include_vars: /\.(?:ya?ml|json)$/i,
  vars_files: /\.(?:ya?ml|json)$/i,
  catalogs: /\.json$/i,
  powershell: /\.ps1$/i,
};

function parameterValues(
  { key, below }: { readonly key: string; readonly below: readonly string[] },
  spot: Spot,
  context: Context,
): readonly CompletionItem[] {
  const [written, ...more] = below;
  if (written === undefined || more.some((each) => each !== '-')) return [];
  const values = commandsNamed(key, spot, context).flatMap((command) => {
    const found = bindName(command, written);
    if (found.kind !== 'bound') return [];
    const isTruth = found.facts.type === 'SwitchParameter' || found.facts.type === 'Boolean';
    return found.facts.values ?? (isTruth ? ['true', 'false'] : []);
  });
  return [...new Set(values)].map((value) => item(value, CompletionItemKind.EnumMember));
}

function handlers({ runbook }: Spot, { workspace }: Context): readonly CompletionItem[] {
  const names = indexOf(runbook, workspace).filter((each) => each.kind === 'handler' && isDefinition(each));
  return [...new Map(names.map((each) => [each.name, each])).values()].map(({ name, how }) => ({
    ...item(name, CompletionItemKind.Event),
    detail: how,
  }));
}

function tags({ runbook }: Spot): readonly CompletionItem[] {
  const program = runbook.healed.draft;
  const used = program ? [...program.plays, ...nodesOf(program)].flatMap((each) => [...each.tags]) : [];
  return [...new Set([...used, 'always', 'never'])].map((tag) => item(tag, CompletionItemKind.Value));
}

const MOST_FILES = 500;
const DEEPEST = 4;

function filesNamed(pattern: RegExp, { file }: Spot): readonly CompletionItem[] {
  const folder = dirname(resolve(file.path));
  const found: string[] = [];
  const look = (inside: string, depth: number): void => {
    if (depth > DEEPEST || found.length > MOST_FILES) return;
    try {
      for (const entry of readdirSync(inside, { withFileTypes: true })) {
        const path = resolve(inside, entry.name);
        if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
          look(path, depth + 1);
        else if (entry.isFile() && pattern.test(entry.name) && path !== resolve(file.path)) found.push(path);
      }
    } catch {
      // A folder that cannot be read has none to offer.
    }
  };
  look(folder, 0);
  return found.map((path) => item(relative(folder, path).replaceAll('\\', '/'), CompletionItemKind.File));
}

function item(label: string, kind: CompletionItemKind): CompletionItem {
  return { label, kind };
}
