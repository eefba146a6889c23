import type { DocumentNode, MappingEntry } from '../../document/node.ts';

/** What Ansible's `with_…` becomes, written out: the `loop`, and where it needs one the `loop_control`. */
const LOOPS: Readonly<Record<string, (value: string) => string>> = {
  items: (value) => `loop: "{{ ${value} | flatten(1) }}"`,
  list: (value) => `loop: "{{ ${value} }}"`,
  flattened: (value) => `loop: "{{ ${value} | flatten }}"`,
  dict: (value) => `loop: "{{ ${value} | dict2items }}"`,
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

function isFlat(value: Extract<DocumentNode, { kind: 'sequence' }>): boolean {
  return value.items.every((item) => item.kind === 'scalar' && !item.source.text.includes('{{'));
}

/** An expression without its braces, or the text as it stands. */
function written(node: DocumentNode): string {
  if (node.kind !== 'scalar') return 'list';
  const [, inner] = /^\{\{\s*(.*?)\s*\}\}$/s.exec(node.source.text.trim()) ?? [];
  return inner ?? node.source.text;
}

/** `start=1 end=5 stride=2`, or `count=3`. */
function sequence(value: string): string {
  const given = new Map(Array.from(value.matchAll(/(\w+)=(\S+)/g), ([, name, text]) => [name, text]));
  const start = given.get('start') ?? '1';
  const count = given.get('count');
  const behind = count === undefined ? `${given.get('end') ?? 'last'} + 1` : `${start} + ${count}`;
  const stride = given.has('stride') ? `, ${given.get('stride') ?? ''}` : '';
  return `loop: "{{ range(${start}, ${behind}${stride}) | list }}"`;
}
