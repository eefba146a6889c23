import { costFault, Fault } from './fault.ts';
import { compareText } from './compare.ts';
import { withAsciiDigits } from './digits.ts';

/** `loose` takes any text, as Python's LooseVersion; `strict` and `semantic` are exact forms. */
export type VersionKind = 'loose' | 'strict' | 'semantic';

/** The order of two versions: negative, zero or positive. */
export function compareVersions(left: string, right: string, kind: VersionKind): number {
  if (left.length > MAX_LENGTH || right.length > MAX_LENGTH)
    throw costFault(`a version has at most ${MAX_LENGTH} characters`);
  const [a, b] = [withAsciiDigits(left), withAsciiDigits(right)];
  switch (kind) {
    case 'loose':
      return compareLoose(looseParts(a), looseParts(b));
    case 'strict':
      return compareParts(strictParts(a), strictParts(b));
    case 'semantic':
      return compareSemantic(a, b);
  }
}

type Part = bigint | string;

/** Characters; its numbers are compared as integers, whatever their length. */
const MAX_LENGTH = 10_000;

function looseParts(version: string): readonly Part[] {
  return Array.from(version.matchAll(/\d+|[a-z]+|[^\da-z.]+/g), ([part]) =>
    /^\d/.test(part) ? BigInt(part) : part,
  );
}

function compareLoose(left: readonly Part[], right: readonly Part[]): number {
  for (const [index, a] of left.entries()) {
    const b = right[index];
    if (b === undefined) return 1;
    if (typeof a !== typeof b) {
      throw new Fault(
        `the versions cannot be compared: "${String(a)}" is against "${String(b)}"`,
        "add version_type='semver'",
      );
    }
    const order = comparePart(a, b);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function comparePart(a: Part, b: Part): number {
  if (typeof a === 'string' || typeof b === 'string') return compareText(String(a), String(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `1.2`, `1.2.3`, `1.2a1`, `1.2.3b4`; a pre-release comes before its release. */
function strictParts(version: string): readonly Part[] {
  const match = /^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$/.exec(version);
  if (!match) throw new Fault(`"${version}" is no strict version`, 'such as "1.2", "1.2.3" or "1.2b3"');
  const [, major = '0', minor = '0', patch = '0', stage, number = '0'] = match;
  return [BigInt(major), BigInt(minor), BigInt(patch), stage ?? 'release', BigInt(number)];
}

function compareParts(left: readonly Part[], right: readonly Part[]): number {
  for (const [index, a] of left.entries()) {
    const order = comparePart(a, right[index] ?? 0n);
    if (order !== 0) return order;
  }
  return 0;
}

const SEMANTIC =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-z-][\da-z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-z-][\da-z-]*))*))?(?:\+[\da-z-]+(?:\.[\da-z-]+)*)?$/i;

function compareSemantic(left: string, right: string): number {
  const [a, b] = [semanticParts(left), semanticParts(right)];
  const order = compareParts(a.numbers, b.numbers);
  if (order !== 0) return order;
  if (a.pre === undefined || b.pre === undefined)
    return (a.pre === undefined ? 1 : 0) - (b.pre === undefined ? 1 : 0);
  for (const [index, mine] of a.pre.entries()) {
    const other = b.pre[index];
    if (other === undefined) return 1;
    // Numbers come before words.
    if (typeof mine !== typeof other) return typeof mine === 'bigint' ? -1 : 1;
    const each = comparePart(mine, other);
    if (each !== 0) return each;
  }
  return a.pre.length - b.pre.length;
}

function semanticParts(version: string): { numbers: readonly bigint[]; pre: readonly Part[] | undefined } {
  const match = SEMANTIC.exec(version);
  if (!match) throw new Fault(`"${version}" is no semantic version`, 'such as "1.2.3" or "1.2.3-rc.1"');
  const [, major = '0', minor = '0', patch = '0', pre] = match;
  return {
    numbers: [BigInt(major), BigInt(minor), BigInt(patch)],
    pre: pre?.split('.').map((part) => (/^\d+$/.test(part) ? BigInt(part) : part)),
  };
}
