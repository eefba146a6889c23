/**
 * Names, each with conditions. Never changed: what is made of one shares with it whatever is the same, so a copy costs
 * nothing, and joining two costs what differs between them. A run through a large runbook makes thousands of copies.
 *
 * It is a treap whose priorities are hashes of the names: the same names are the same tree, whatever their order.
 */
export type ConditionalNames = Node | undefined;

interface Node {
  readonly name: string;
  readonly priority: number;
  readonly conditions: readonly string[];
  readonly left: ConditionalNames;
  readonly right: ConditionalNames;
  /** A bit for each condition in it: where the bit is missing the condition is nowhere below. */
  readonly bits: number;
}

export const noNames: ConditionalNames = undefined;

/** The conditions of a name; undefined where it is none of them. */
export function conditionsOf(names: ConditionalNames, name: string): readonly string[] | undefined {
  let node = names;
  while (node && node.name !== name) node = name < node.name ? node.left : node.right;
  return node?.conditions;
}

/** With a name, whatever conditions it had before. */
export function withName(
  names: ConditionalNames,
  name: string,
  conditions: readonly string[],
): ConditionalNames {
  return insert(names, name, hashOf(name), conditions);
}

/** Which conditions a name gets that is in both of two; what is said of it in both is not asked. */
export type Combine = (a: readonly string[], b: readonly string[]) => readonly string[];

/** All of them have to hold. */
export const together: Combine = (a, b) => {
  const others = b.filter((condition) => !a.includes(condition));
  return others.length === 0 ? a : [...a, ...others];
};

/** The fewest are enough. */
export const fewest: Combine = (a, b) => (b.length < a.length ? b : a);

/** The names that are in one of both. */
export function inEither(a: ConditionalNames, b: ConditionalNames, combine: Combine): ConditionalNames {
  if (a === b || !b) return a;
  if (!a) return b;
  if (isBelow(a, b)) return inEither(b, a, combine);
  const [left, own, right] = split(b, a.name);
  const conditions = own && own !== a.conditions ? combine(a.conditions, own) : a.conditions;
  return changed(a, conditions, inEither(a.left, left, combine), inEither(a.right, right, combine));
}

/** The names that are in both, with the conditions of both. */
export function inBoth(a: ConditionalNames, b: ConditionalNames): ConditionalNames {
  if (a === b) return a;
  if (!a || !b) return undefined;
  if (isBelow(a, b)) return inBoth(b, a);
  const [left, own, right] = split(b, a.name);
  const [below, above] = [inBoth(a.left, left), inBoth(a.right, right)];
  return own ? changed(a, together(a.conditions, own), below, above) : merged(below, above);
}

/** The names with what has become of some of them from `before` to `after`. */
export function withChanges(
  names: ConditionalNames,
  before: ConditionalNames,
  after: ConditionalNames,
): ConditionalNames {
  if (before === after || !after) return names;
  const [left, own, right] = split(before, after.name);
  const all = after.conditions === own ? names : withName(names, after.name, after.conditions);
  return withChanges(withChanges(all, left, after.left), right, after.right);
}

/** The same names, of whose conditions this one is taken away. */
export function withoutCondition(names: ConditionalNames, condition: string): ConditionalNames {
  if (!names || (names.bits & bitOf(condition)) === 0) return names;
  const conditions = names.conditions.includes(condition)
    ? names.conditions.filter((each) => each !== condition)
    : names.conditions;
  return changed(
    names,
    conditions,
    withoutCondition(names.left, condition),
    withoutCondition(names.right, condition),
  );
}

function insert(
  names: ConditionalNames,
  name: string,
  priority: number,
  conditions: readonly string[],
): ConditionalNames {
  if (names?.name === name) return changed(names, conditions, names.left, names.right);
  if (!names || isLess(names.priority, names.name, priority, name)) {
    const [left, , right] = split(names, name);
    return made(name, priority, conditions, left, right);
  }
  return name < names.name
    ? changed(names, names.conditions, insert(names.left, name, priority, conditions), names.right)
    : changed(names, names.conditions, names.left, insert(names.right, name, priority, conditions));
}

/** What comes before the name, its conditions, and what comes after it. */
function split(
  names: ConditionalNames,
  name: string,
): readonly [ConditionalNames, readonly string[] | undefined, ConditionalNames] {
  if (!names) return [undefined, undefined, undefined];
  if (names.name === name) return [names.left, names.conditions, names.right];
  if (name < names.name) {
    const [before, own, after] = split(names.left, name);
    return [before, own, changed(names, names.conditions, after, names.right)];
  }
  const [before, own, after] = split(names.right, name);
  return [changed(names, names.conditions, names.left, before), own, after];
}

/** Both, where all names of the one come before those of the other. */
function merged(before: ConditionalNames, after: ConditionalNames): ConditionalNames {
  if (!before) return after;
  if (!after) return before;
  return isBelow(before, after)
    ? changed(after, after.conditions, merged(before, after.left), after.right)
    : changed(before, before.conditions, before.left, merged(before.right, after));
}

function changed(
  node: Node,
  conditions: readonly string[],
  left: ConditionalNames,
  right: ConditionalNames,
): Node {
  const isSame = node.conditions === conditions && node.left === left && node.right === right;
  return isSame ? node : made(node.name, node.priority, conditions, left, right);
}

function made(
  name: string,
  priority: number,
  conditions: readonly string[],
  left: ConditionalNames,
  right: ConditionalNames,
): Node {
  const own = conditions.reduce((bits, condition) => bits | bitOf(condition), 0);
  return { name, priority, conditions, left, right, bits: own | (left?.bits ?? 0) | (right?.bits ?? 0) };
}

function isBelow(a: Node, b: Node): boolean {
  return isLess(a.priority, a.name, b.priority, b.name);
}

function isLess(priority: number, name: string, otherPriority: number, otherName: string): boolean {
  return priority === otherPriority ? name < otherName : priority < otherPriority;
}

function bitOf(condition: string): number {
  return 1 << (hashOf(condition) & 31);
}

/** FNV-1a, mixed once more, because names are often told apart by their ends. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
