import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { locate } from '../diagnostics/source.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Expression } from '../expression/index.ts';
import {
  isSurely,
  itemsOf,
  memberOf,
  membersOf,
  nameOfType,
  type Misfit,
  type Type,
} from '../expression/types/index.ts';
import type { Check } from './check.ts';
import { askedMembers, pathOf } from './asked-members.ts';
import { typedPartsOf } from './typed-parts.ts';

type NoMember = Misfit & { readonly kind: 'no-member' };

/** A member that no value which can be there has: of a result, of an item, of a mapping in `vars`. */
export const unknownMember: Check = {
  name: 'unknown-member',
  sees: 'names',
  description: 'Members are read of what can have them: of results, of items, of mappings',
  run({ program }, { report }) {
    const { misfits } = typedPartsOf(program);
    const asked = askedMembers(program);
    for (const { expression, misfit } of misfits) {
      if (misfit.kind !== 'no-member') continue;
      if (mayHaveMore(misfit) && suggest(misfit.member, membersOf(misfit.object)) === undefined) continue;
      const isAsked = misfit.lenient || asked.has(pathOf(misfit.node) ?? '');
      if (!isAsked || isWorthSaying(misfit)) report(describe(expression, { ...misfit, lenient: isAsked }));
    }
  },
};

/** What one caller of a task file gives, another may leave out: it is asked for because of that, unless it is a name that the runner gives, or a misspelt one. */
function isWorthSaying({ object, member, lenient }: NoMember): boolean {
  const isOurs = object !== 'any' && object.some((each) => 'what' in each && each.what !== undefined);
  return lenient && (isOurs || suggest(member, membersOf(object)) !== undefined);
}

/** Of an object only a name that is near to one that is known is worth a word. */
function mayHaveMore({ object }: NoMember): boolean {
  return object !== 'any' && object.some(({ kind }) => kind === 'object');
}

function describe(expression: Expression, misfit: NoMember): Diagnostic {
  const { source } = expression;
  const { node, object, member, lenient } = misfit;
  const path = source.text.slice(node.range.start, node.range.end);
  const help = helpFor(misfit, path);
  if (mayHaveMore(misfit)) {
    return {
      code: 'unknown-property',
      severity: 'warning',
      message: `${subject(object)} has no property "${member}" that is known`,
      location: locate(source, node.range.start, node.range.end),
      ...(help !== undefined && { help }),
    };
  }
  return {
    code: 'unknown-member',
    severity: lenient ? 'warning' : 'error',
    message: `${subject(object)} has no "${member}"${lenient ? ', so this is always undefined' : ''}`,
    location: locate(source, node.range.start, node.range.end),
    ...(help !== undefined && { help }),
  };
}

function subject(object: Type): string {
  const named = object === 'any' ? [] : object.map((each) => ('what' in each ? each.what : undefined));
  const known = new Set(named.filter((what) => what !== undefined));
  if (known.size > 0 && !named.includes(undefined)) return [...known].slice(0, 3).join(' or ');
  return object !== 'any' && object.every(({ kind }) => kind === 'mapping')
    ? 'the mapping'
    : nameOfType(object);
}

function helpFor({ object, member }: NoMember, path: string): string | undefined {
  const names = membersOf(object);
  const near = suggest(member, names);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (isSurely(object, 'list')) {
    const list = path.endsWith(`.${member}`) ? path.slice(0, -member.length - 1) : 'the list';
    const inItem = memberOf(itemsOf(object), member) ? member : suggest(member, membersOf(itemsOf(object)));
    if (inItem === undefined) return undefined;
    return `"${list}[0].${inItem}" is one item's, "${list} | map(attribute='${inItem}')" those of all`;
  }
  if (names.includes('results') && !names.includes('output')) {
    const inItem = itemMember(object, member);
    if (inItem !== undefined)
      return `it has one result for each item: "results | map(attribute='${inItem}')" has those of all`;
  }
  const short = names.filter((name) => !RUNNERS.has(name));
  return short.length > 0 && names.length <= 24
    ? `it has ${short.map((each) => `"${each}"`).join(', ')}`
    : undefined;
}

function itemMember(object: Type, member: string): string | undefined {
  const results = memberOf(object, 'results');
  const items = results ? itemsOf(results) : 'any';
  return items !== 'any' && memberOf(items, member) ? member : suggest(member, membersOf(items));
}

/** What is said of every result, and is not what was looked for. */
const RUNNERS: ReadonlySet<string> = new Set([
  'not_run',
  'unreachable',
  'timedout',
  'failed_when_result',
  'truncated',
]);
