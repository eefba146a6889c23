import { flag, text } from '../call-arguments.ts';
import { type Call, define } from '../definition.ts';
import { Fault } from '../fault.ts';
import { compileRegex, matchStart, search } from '../regex/regex.ts';
import { compareVersions, type VersionKind } from '../versions.ts';

/** Tests for texts: regular expressions, versions, URLs. */
export const textTests = [
  define('search', 'pattern?, ignorecase?, multiline?', (call) => matchesRegex(call, 'search')),
  define('match', 'pattern?, ignorecase?, multiline?', (call) => matchesRegex(call, 'match')),
  define('regex', 'pattern?, ignorecase?, multiline?, match_type?', (call) =>
    matchesRegex(call, text(call, 3, 'search')),
  ),
  define('version version_compare', 'version, operator?, strict?, version_type?', version),
  define('uri', 'schemes?', (call) => isUri(call)),
  define(
    'url',
    'schemes?',
    (call) => isUri(call) && /^[a-z][\w+.-]*:\/\/[^/?#]+/i.test(call.context.text(call.input)),
  ),
  define('urn', '', (call) => /^urn:[^:]+:.+/i.test(call.context.text(call.input))),
];

function matchesRegex(call: Call, kind: string): boolean {
  const regex = compileRegex(text(call, 0), flag(call, 1), flag(call, 2));
  const whole = call.context.text(call.input);
  call.context.budget.allow(whole.length * 16);
  switch (kind) {
    case 'search':
      return search(regex, whole, call.context.budget) !== undefined;
    case 'match':
      return matchStart(regex, whole, call.context.budget) !== undefined;
    case 'fullmatch': {
      const anchored = compileRegex(`(?:${text(call, 0)})\\Z`, flag(call, 1), flag(call, 2));
      return matchStart(anchored, whole, call.context.budget) !== undefined;
    }
    default:
      throw new Fault(`"${kind}" is not a "match_type"`, 'write "search", "match" or "fullmatch"');
  }
}

const OPERATORS: ReadonlyMap<string, (order: number) => boolean> = new Map(
  (
    [
      ['== = eq', (order) => order === 0],
      ['!= <> ne', (order) => order !== 0],
      ['< lt', (order) => order < 0],
      ['<= le', (order) => order <= 0],
      ['> gt', (order) => order > 0],
      ['>= ge', (order) => order >= 0],
    ] as const satisfies readonly (readonly [string, (order: number) => boolean])[]
  ).flatMap(([names, test]) => names.split(' ').map((name) => [name, test] as const)),
);

const KINDS: ReadonlyMap<string, VersionKind> = new Map([
  ['loose', 'loose'],
  ['strict', 'strict'],
  ['semver', 'semantic'],
  ['semantic', 'semantic'],
]);

function version(call: Call): boolean {
  const left = call.context.text(call.input);
  const right = call.context.text(call.args[0] ?? '');
  if (left === '' || right === '') throw new Fault('an empty text is no version');
  const operator = text(call, 1, 'eq');
  const holds = OPERATORS.get(operator);
  if (!holds) throw new Fault(`"${operator}" does not compare versions`, 'write one of ==, !=, <, <=, >, >=');
  const strict = call.args[2] ?? null;
  const named = (call.args[3] ?? null) === null ? undefined : text(call, 3);
  if (strict !== null && named !== undefined)
    throw new Fault('"strict" and "version_type" cannot both be given');
  const kind = named === undefined ? (flag(call, 2) ? 'strict' : 'loose') : KINDS.get(named);
  if (!kind)
    throw new Fault(`"${named ?? ''}" is not a kind of version`, 'write "loose", "strict" or "semver"');
  return holds(compareVersions(left, right, kind));
}

function isUri(call: Call): boolean {
  const whole = call.context.text(call.input);
  const scheme = /^([a-z][a-z\d+.-]*):./i.exec(whole)?.[1]?.toLowerCase();
  if (scheme === undefined) return false;
  const schemes = call.args[0] ?? null;
  return schemes === null || (Array.isArray(schemes) && schemes.some((each) => each === scheme));
}
