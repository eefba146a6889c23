import { CompletionItemKind, type CompletionItem } from 'vscode-languageserver';
import { describeParameter, offeredParameters, type KnownCommand } from '../../catalog/index.ts';
import { isAction, isReuse } from '../../model/convert/vocabulary.ts';
import { callAt, commandsNamed } from '../commands-at.ts';
import { excludedKeys } from '../schema/excluded-keys.ts';
import { keyText } from '../schema/key-text.ts';
import { childPlace, schemaAt, type SchemaPlace } from '../schema/schema-at.ts';
import type { Context, Spot } from '../spot.ts';
import type { CursorPlace } from '../text/cursor-place.ts';

/** The keys that can be written at a place: keywords of its level, commands, parameters of a command. */
export function completeKeys(cursor: CursorPlace, spot: Spot, context: Context): readonly CompletionItem[] {
  const { path, siblings } = cursor;
  const call = callAt(path, spot);
  if (call)
    return call.below.length === 0 ? parameters(commandsNamed(call.key, spot, context), siblings) : [];
  const place = schemaAt(spot.schema, path);
  const hasAction = [...siblings.keys()].some(isWhatItDoes);
  const isTask = place.definitions.has('task');
  return [
    ...keywords(place, cursor, spot, isTask && hasAction),
    ...(takesCommands(place) && !hasAction ? commands(spot, context) : []),
  ];
}

/** What a task can have one of. */
function isWhatItDoes(key: string): boolean {
  return isAction(key) || isReuse(key) || key === 'block' || key === 'choose';
}

function takesCommands({ schemas }: SchemaPlace): boolean {
  return schemas.some(({ patternProperties }) =>
    Object.values(patternProperties ?? {}).some(
      (each) => typeof each === 'object' && each.$ref === '#/$defs/parameters',
    ),
  );
}

function keywords(
  place: SchemaPlace,
  { siblings, isFlow }: CursorPlace,
  { schema }: Spot,
  withoutActions: boolean,
): readonly CompletionItem[] {
  const excluded = excludedKeys(place, siblings);
  const names = new Set(
    place.schemas.flatMap(({ properties }) =>
      Object.entries(properties ?? {}).flatMap(([name, each]) => (each === false ? [] : [name])),
    ),
  );
  return [...names]
    .filter((name) => !excluded.has(name) && !siblings.has(name) && !(withoutActions && isWhatItDoes(name)))
    .map((name, index) => {
      const inner = childPlace(schema, place, name);
      const text = keyText(inner);
      return {
        label: name,
        kind: CompletionItemKind.Keyword,
        ...(text !== undefined && { documentation: { kind: 'markdown', value: text } }),
        insertText: `${name}:${opensList(inner) && !isFlow ? '\n  - ' : ' '}`,
        sortText: `0${String(index).padStart(3, '0')}`,
      };
    });
}

function opensList({ definitions }: SchemaPlace): boolean {
  return definitions.has('tasks') || definitions.has('handlers') || definitions.has('plays');
}

function commands({ runbook }: Spot, { port }: Context): readonly CompletionItem[] {
  return port
    .commands(runbook.healed.draft)
    .names()
    .filter((name) => isAction(name))
    .map((name) => ({
      label: name,
      kind: CompletionItemKind.Function,
      insertText: `${name}: `,
      sortText: `1${name}`,
    }));
}

function parameters(
  commands: readonly KnownCommand[],
  siblings: ReadonlyMap<string, string>,
): readonly CompletionItem[] {
  const found = new Map<string, CompletionItem>();
  for (const command of commands) {
    for (const { name, facts, isMandatory, isCommon } of offeredParameters(command, siblings.keys())) {
      if (found.has(name)) continue;
      found.set(name, {
        label: name,
        kind: CompletionItemKind.Field,
        detail: `${facts.type ?? ''}${isMandatory ? ' (mandatory)' : ''}`.trim(),
        documentation: isCommon ? 'A parameter of every command.' : describeParameter(command, name, facts),
        insertText: `${name}: `,
        sortText: `${isMandatory ? 0 : isCommon ? 2 : 1}${name}`,
      });
    }
  }
  return [...found.values()];
}
