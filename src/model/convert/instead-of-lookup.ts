import { replacing, type Fix } from '../../diagnostics/fix.ts';
import type { DocumentNode, MappingEntry, ScalarNode } from '../../document/node.ts';

/** What Ansible's `with_…` becomes, written out: the `loop`, and where it needs one the `loop_control`. */
const LOOPS: Readonly<Record<string, (value: string) => string>> = {
  items: (value) => `loop: "{{ ${operand(value)} | flatten(1) }}"`,
  list: (value) => `loop: "{{ ${value} }}"`,
  flattened: (value) => `loop: "{{ ${operand(value)} | flatten }}"`,
  dict: (value) => `loop: "{{ ${operand(value)} | dict2items }}"`,
  indexed_items: (value) => `loop: "{{ ${value} | flatten(1) }}" with loop_control: { index_var: index }`,
  together: (value) => `loop: "{{ first | zip(second) | list }}" for ${value}`,
  nested: (value) => `loop: "{{ first | product(second) | list }}" for ${value}`,
  cartesian: (value) => `loop: "{{ first | product(second) | list }}" for ${value}`,
  subelements: (value) => `loop: "{{ list | subelements('key') }}" for ${value}`,
  sequence: (value) => sequence(value),
  fileglob: (value) =>
    `loop: "{{ found.output }}" after a task with Get-ChildItem: { Path: '${value}' }, register: found`,
  first_found: () => 'a task with Test-Path for each path, and loop_control: { break_when: … }',
  lines: () => 'loop: "{{ listing.stdout_lines }}" after a task with command, register: listing',
  random_choice: () => 'an item that you choose: a run that cannot be repeated cannot be rehearsed',
};

/** The mend for a `with_…`, or what can be said of it. */
export function insteadOfLookup({ key, value }: MappingEntry): string | undefined {
  const [, name] = /^with_(\w+)$/.exec(key.source.text) ?? [];
  if (name === undefined) return undefined;
  const mend = Object.hasOwn(LOOPS, name) ? LOOPS[name] : undefined;
  if (!mend) return 'loop over an expression that gives a list: loop: "{{ … }}"';
  if (name === 'items' && value.kind === 'sequence' && isFlat(value))
    return 'write "loop" in its place, with the same list';
  return `write ${mend(written(value))}`;
}

/** Whether no item is a list, or may be one. */
function isFlat(value: Extract<DocumentNode, { kind: 'sequence' }>): boolean {
  return value.items.every(
    (item) => item.kind === 'mapping' || (item.kind === 'scalar' && !item.source.text.includes('{{')),
  );
}

/** An expression without its braces, or the text as it stands. */
function written(node: DocumentNode): string {
  if (node.kind !== 'scalar') return 'list';
  return expressionIn(node) ?? node.source.text;
}

/** Of a text that is one template. */
function expressionIn(node: DocumentNode | undefined): string | undefined {
  if (node?.kind !== 'scalar') return undefined;
  const text = node.source.text.trim();
  const inner = text.slice(2, -2);
  const isOne = text.startsWith('{{') && text.endsWith('}}') && !/\{\{|\}\}/.test(inner);
  return isOne ? inner.trim() : undefined;
}

/** What a filter is put behind. */
function operand(expression: string): string {
  return /^[\w.]+(?:\[[^\]]*\])*(?:\s*\|\s*\w+(?:\([^()]*\))?)*$/.test(expression)
    ? expression
    : `(${expression})`;
}

/**
 * The same with `loop`, where that is sure to loop over the same items: of `with_indexed_items` and `with_together` they are others, and of what stands in several lines a comment
 * could be lost.
 */
export function loopInstead({ key, value }: MappingEntry): Fix | undefined {
  const [, name = ''] = /^with_(\w+)$/.exec(key.source.text) ?? [];
  const renamed = replacing(key.location, key.source.text, 'loop');
  if (!renamed) return undefined;
  if (value.kind === 'sequence' && (name === 'list' || (name === 'items' && isFlat(value)))) return renamed;
  const expression = loopExpression(name, value);
  if (expression === undefined || isSpread(value)) return undefined;
  const text = quoted(`{{ ${expression} }}`);
  return { title: `write loop: ${text}`, edits: [...renamed.edits, { location: value.location, text }] };
}

function loopExpression(name: string, value: DocumentNode): string | undefined {
  const whole = expressionIn(value);
  const [first, second, third] = value.kind === 'sequence' ? value.items : [];
  const [left, right] = [expressionIn(first), expressionIn(second)];
  switch (name) {
    case 'list':
      return whole;
    case 'items':
      return whole === undefined ? undefined : `${operand(whole)} | flatten(1)`;
    case 'flattened':
      return whole === undefined ? undefined : `${operand(whole)} | flatten`;
    case 'dict':
      return whole === undefined ? undefined : `${operand(whole)} | dict2items`;
    case 'sequence':
      return value.kind === 'scalar' ? rangeOf(value) : undefined;
    case 'nested':
    case 'cartesian':
      if (left === undefined || right === undefined || third) return undefined;
      return `${operand(left)} | product(${right}) | list`;
    case 'subelements':
      if (left === undefined || second?.kind !== 'scalar' || third || !/^\w+$/.test(second.source.text))
        return undefined;
      return `${operand(left)} | subelements('${second.source.text}')`;
    default:
      return undefined;
  }
}

/** A sequence that goes up, from numbers that are written out. */
function rangeOf({ source }: ScalarNode): string | undefined {
  if (!/^(?:(?:start|end|count|stride)=\d+\s*)+$/.test(source.text)) return undefined;
  const given = new Map(Array.from(source.text.matchAll(/(\w+)=(\d+)/g), ([, name, text]) => [name, text]));
  if (given.has('count') ? given.size > 1 && !isCountFrom(given) : !given.has('end')) return undefined;
  if (given.get('stride') === '0') return undefined;
  return /^loop: "\{\{ (.*) \}\}"$/.exec(sequence(source.text))?.[1];
}

function isCountFrom(given: ReadonlyMap<string | undefined, string | undefined>): boolean {
  return given.size === 2 && given.has('start');
}

/** Over several lines, where comments may stand in between. */
function isSpread({ location: { file, range } }: DocumentNode): boolean {
  return file.text.slice(range.start, range.end).includes('\n');
}

function quoted(text: string): string {
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}

/** `start=1 end=5 stride=2`, or `count=3`. */
function sequence(value: string): string {
  const given = new Map(
    Array.from(value.slice(0, 1000).matchAll(/(\w+)=(\S+)/g), ([, name, text]) => [name, text]),
  );
  const start = given.get('start') ?? '1';
  const count = given.get('count');
  const behind = count === undefined ? `${given.get('end') ?? 'last'} + 1` : `${start} + ${count}`;
  const stride = given.has('stride') ? `, ${given.get('stride') ?? ''}` : '';
  return `loop: "{{ range(${start}, ${behind}${stride}) | list }}"`;
}
