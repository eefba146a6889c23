import { EnumValue, Omit, PSObject, Secret, TypedText, type Key, type Value } from '../values/value.ts';
import type { Budget } from './budget.ts';
import type { Context } from './definition.ts';
import { escapesIn } from './escapes-in.ts';
import { typeFault } from './fault.ts';
import { floatText, numeric } from './numbers.ts';
import { replaceInPieces } from './replace-in-pieces.ts';
import { count } from './strings.ts';
import { TextBuilder } from './text-builder.ts';
import { sortedEntries } from './sorted-entries.ts';

/** How YAML is written. */
export interface YamlStyle {
  readonly indent: number;
  /** A list or mapping of scalars in one line: `[1, 2]`, as `to_yaml` does. */
  readonly flowLeaves: boolean;
  readonly sortKeys: boolean;
}

/**
 * The value as YAML, in the style of PyYAML, but without breaking long lines and with texts of several lines as
 * literal blocks. .NET scalars and enumeration values are
 * their text, bytes are `!!binary`.
 */
export function yamlText(context: Context, value: Value, style: YamlStyle): string {
  const lines = isCollection(value) ? block(context, value, style, 0) : [scalar(context, value, false)];
  context.budget.text(lines.reduce((sum, line) => sum + line.length + 1, 0));
  return `${lines.join('\n')}\n`;
}

function isCollection(value: Value): boolean {
  return entriesOf(value) !== undefined || (Array.isArray(value) && !(value instanceof Uint8Array));
}

function entriesOf(value: Value): ReadonlyMap<Key, Value> | undefined {
  if (value instanceof PSObject) return value.properties;
  return value instanceof Map ? (value as ReadonlyMap<Key, Value>) : undefined;
}

/** The lines of a list or mapping, each with its indentation below `level`. */
function block(context: Context, value: Value, style: YamlStyle, level: number): string[] {
  context.budget.spend();
  const flow = inOneLine(context, value, style);
  if (flow !== undefined) return [flow];
  const entries = entriesOf(value);
  const margin = ' '.repeat(level * style.indent);
  // Every level copies the lines of those inside it, and each line has its margin.
  context.budget.walk(value);
  context.budget.spend((entries?.size ?? (value as readonly Value[]).length) * (margin.length >> 5));
  if (entries) {
    return sorted(entries, style).flatMap(([key, item]) => {
      const name = `${margin}${scalar(context, key, false)}:`;
      if (!isCollection(item)) return textBlock(context, item, name, style, level);
      const oneLine = inOneLine(context, item, style);
      if (oneLine !== undefined) return [`${name} ${oneLine}`];
      // A list stands under its key without being indented, as PyYAML writes it.
      const isList = Array.isArray(item);
      return [name, ...block(context, item, style, isList ? level : level + 1)];
    });
  }
  const dash = `${margin}-${' '.repeat(style.indent - 1)}`;
  return (value as readonly Value[]).flatMap((item) => {
    if (!isCollection(item)) return textBlock(context, item, `${margin}-`, style, level);
    const oneLine = inOneLine(context, item, style);
    if (oneLine !== undefined) return [`${margin}- ${oneLine}`];
    const [first = '', ...rest] = block(context, item, style, level + 1);
    return [dash + first.slice((level + 1) * style.indent), ...rest];
  });
}

function inOneLine(context: Context, value: Value, style: YamlStyle): string | undefined {
  const entries = entriesOf(value);
  const items = entries ? [...entries.values()] : (value as readonly Value[]);
  if (items.length === 0) return entries ? '{}' : '[]';
  if (!style.flowLeaves || items.some(isCollection)) return undefined;
  if (!entries) return `[${items.map((item) => scalar(context, item, true)).join(', ')}]`;
  const shown = sorted(entries, style).map(
    ([key, item]) => `${scalar(context, key, true)}: ${scalar(context, item, true)}`,
  );
  return `{${shown.join(', ')}}`;
}

function sorted(entries: ReadonlyMap<Key, Value>, style: YamlStyle): readonly (readonly [Key, Value])[] {
  // As PyYAML does, keys that have no order among them stay as they are.
  return (style.sortKeys ? sortedEntries(entries) : undefined) ?? [...entries];
}

/** A scalar after its key or dash: a text of several lines as a literal block, where that keeps it as it is. */
function textBlock(context: Context, item: Value, before: string, style: YamlStyle, level: number): string[] {
  const text = item instanceof Secret ? item.reveal() : typeof item === 'string' ? item : '';
  const isLiteral =
    text.includes('\n') && !/^[\s]|[ \t](\n|$)|\n\n$/.test(text) && !NEEDS_ESCAPES.test(withoutPairs(text));
  if (!isLiteral) return [`${before} ${scalar(context, item, false)}`];
  if (item instanceof Secret) context.tainted = true;
  context.budget.text(text.length);
  const margin = ' '.repeat((level + 1) * style.indent);
  return [
    `${before} ${text.endsWith('\n') ? '|' : '|-'}`,
    indented(context, text.replace(/\n$/, ''), margin),
  ];
}

/** Each line behind its margin, but for empty ones. */
function indented(context: Context, text: string, margin: string): string {
  const breaks = count(text, '\n');
  // Two lines take as long as an item does.
  context.budget.spend(breaks >> 1);
  context.budget.text(text.length + (breaks + 1) * margin.length);
  const lines = new TextBuilder();
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    if (end > start) lines.add(margin);
    lines.add(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.add(margin);
  lines.add(text.slice(start));
  return lines.toString();
}

function scalar(context: Context, value: Value, inFlow: boolean): string {
  context.budget.spend();
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return floatYaml(value);
  if (value instanceof Omit) throw typeFault('"omit" leaves out a whole argument, it cannot be part of YAML');
  if (value instanceof Uint8Array) return `!!binary "${Buffer.from(value).toString('base64')}"`;
  if (value instanceof TypedText && numeric(value) !== undefined) return value.text;
  if (value instanceof Secret) context.tainted = true;
  const text = value instanceof Secret ? value.reveal() : textOf(value);
  context.budget.text(text.length);
  return quotedIfNeeded(context.budget, text, inFlow);
}

function textOf(value: Value): string {
  return value instanceof TypedText || value instanceof EnumValue || typeof value === 'string'
    ? value.toString()
    : '';
}

function floatYaml(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  // YAML 1.1 knows an exponent only after a point.
  return floatText(value).replace(/^(-?\d+)e/, '$1.0e');
}

/** Texts that YAML 1.1 or 1.2 would read as something else. */
const LOOKS_TYPED =
  /^(?:~|null|true|false|yes|no|on|off|[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[\da-f_]+|[\d_]+|\.\d[\d_]*|[\d_]+\.[\d_]*)(?:e[-+]?\d+)?|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?|[-+]?\.(?:inf|nan)|\d{4}-\d\d?-\d\d?.*|<<|=)$/i;

// eslint-disable-next-line no-control-regex
const NEEDS_ESCAPES = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]/;

function withoutPairs(text: string): string {
  return replaceInPieces(text, /[\ud800-\udbff][\udc00-\udfff]/g, () => '');
}

function quotedIfNeeded(budget: Budget, text: string, inFlow: boolean): string {
  if (/[\t\n\r]/.test(text) || NEEDS_ESCAPES.test(withoutPairs(text))) return doubleQuoted(budget, text);
  if (isPlain(text, inFlow)) return text;
  budget.text(text.length + count(text, "'"));
  return `'${replaceInPieces(text, /'/g, () => "''")}'`;
}

function isPlain(text: string, inFlow: boolean): boolean {
  if (text === '' || LOOKS_TYPED.test(text) || /^ | $/.test(text)) return false;
  if (/^[!&*'"|>%@`#,[\]{}]|^[-?:](?=\s|$)|^(?:---|\.\.\.)/.test(text)) return false;
  if (/: |:$| #/.test(text)) return false;
  return !inFlow || !/[,?[\]{}:]/.test(text);
}

/** What PyYAML escapes, and JSON does not. */
const MORE_ESCAPES = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function doubleQuoted(budget: Budget, text: string): string {
  budget.text(text.length + escapesIn(text, isMore));
  const escaped = replaceInPieces(
    JSON.stringify(text).slice(1, -1),
    MORE_ESCAPES,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

/** As {@link MORE_ESCAPES}, for one code unit. */
function isMore(code: number): boolean {
  return code <= 0x9f || code === 0x2028 || code === 0x2029 || code === 0xfeff || code >= 0xfffe;
}
