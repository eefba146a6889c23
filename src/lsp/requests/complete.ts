import type { CompletionItem, CompletionList } from 'vscode-languageserver';
import { schemaAt } from '../schema/schema-at.ts';
import type { Context, Spot } from '../spot.ts';
import type { CursorPlace } from '../text/cursor-place.ts';
import { rangeOf } from '../text/encoded-position.ts';
import { expressionBefore, expressionCursor } from '../text/expression-cursor.ts';
import { yamlCursor } from '../text/yaml-cursor.ts';
import { completeExpression } from './complete-expression.ts';
import { completeKeys } from './complete-keys.ts';
import { completeValues } from './complete-values.ts';

const NOTHING: CompletionList = { isIncomplete: false, items: [] };

/** What can be written where the cursor stands. */
export function complete(spot: Spot, context: Context): CompletionList {
  const { file, offset, schema } = spot;
  const cursor = yamlCursor(file.text, offset);
  if (!cursor) return NOTHING;
  const { definitions } = schemaAt(schema, cursor.path);
  const isBare = definitions.has('condition') || definitions.has('expression');
  if (isScript(cursor)) return NOTHING;
  const expression = expressionBefore(file.text, cursor, offset, isBare);
  if (expression !== undefined) {
    const inside = expressionCursor(expression);
    return inside
      ? list(completeExpression(inside, cursor.path, spot), inside.word.length, spot, context)
      : NOTHING;
  }
  if (cursor.style === 'block') return NOTHING;
  const written = file.text.slice(cursor.start, offset);
  const word = written.replace(/^["']/, '').length;
  // Below a key, or behind a dash, a value may stand as well.
  const keys = cursor.at === 'key' ? completeKeys(cursor, spot, context) : [];
  return list([...keys, ...completeValues(cursor, spot, context)], word, spot, context, rest(spot));
}

function isScript({ path }: CursorPlace): boolean {
  return path.at(-1) === 'powershell' || (path.at(-1) === 'script' && path.at(-2) === 'powershell');
}

/** What of a word stands behind the cursor, with a colon that is there already. */
function rest({ file, offset }: Spot): string {
  return /^[\w-]*(?:: ?)?/.exec(file.text.slice(offset))?.[0] ?? '';
}

function list(
  items: readonly CompletionItem[],
  written: number,
  { file, offset }: Spot,
  { encoding }: Context,
  after = '',
): CompletionList {
  const hasColon = after.includes(':');
  const start = offset - written;
  const end = offset + after.replace(/: ?$/, '').length;
  const range = rangeOf({ file, range: { start, end } }, encoding);
  return {
    isIncomplete: false,
    items: items.map(({ insertText, ...item }) => ({
      ...item,
      textEdit: { range, newText: hasColon ? item.label : (insertText ?? item.label) },
    })),
  };
}
