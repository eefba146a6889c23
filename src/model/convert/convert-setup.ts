import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import { toValue } from '../../document/to-value.ts';
import type { SetupAction } from '../action.ts';
import { FACT_GROUPS, FACT_SETS, type FactGroup } from '../host-fact-table.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { isTemplated } from './convert-argument.ts';
import { toDuration } from './duration.ts';
import { didYouMean, readFields } from './fields.ts';

const KEYS = ['gather_subset', 'gather_timeout'];

/** Ansible's default, in milliseconds. */
const TIMEOUT = 10_000;

/** Groups of Ansible's that are gathered here with another one, or are always there. */
const ELSEWHERE: Readonly<Record<string, readonly FactGroup[]>> = {
  date_time: [],
  dns: ['interfaces'],
  all_ipv4_addresses: ['interfaces'],
  all_ipv6_addresses: ['interfaces'],
  dmi: ['bios'],
  cpu: ['processor'],
  virtualization: ['virtual'],
};

/** `setup`: gathers the host's facts, whatever was gathered before. */
export function convertSetup(conversion: Conversion, { key, value }: MappingEntry): SetupAction | undefined {
  const isEmpty = value.kind === 'scalar' && value.value === null;
  const fields = isEmpty
    ? new Map<string, MappingEntry>()
    : readFields(conversion, value, {
        owner: 'setup',
        keys: KEYS,
        example: '{ gather_subset: [min, memory] }',
      });
  if (!fields) return undefined;
  return {
    kind: 'setup',
    groups: convertSubset(conversion, fields.get('gather_subset')) ?? FACT_GROUPS,
    timeout: convertTimeout(conversion, fields.get('gather_timeout')),
    onlyMissing: false,
    location: key.location,
  };
}

/** How long each group may take, in milliseconds. */
export function convertTimeout(conversion: Conversion, entry: MappingEntry | undefined): number {
  if (!entry) return TIMEOUT;
  const { key, value: node } = entry;
  const converted = isKnownBefore(conversion, entry) ? toDuration(toValue(node)) : { value: TIMEOUT };
  if ('value' in converted && converted.value > 0) return converted.value;
  const expected = 'expected' in converted ? converted.expected : 'a time that is longer than nothing';
  reportWrongType(conversion, key.source.text, expected, node);
  return TIMEOUT;
}

/**
 * The groups that `gather_subset` names, as Ansible reads it: `min` and whatever stands there, without what is excluded by `!`; with nothing but exclusions, all the
 * others. A list, or one text with commas. Undefined where there is none.
 */
export function convertSubset(
  conversion: Conversion,
  entry: MappingEntry | undefined,
): readonly FactGroup[] | undefined {
  if (!entry || !isKnownBefore(conversion, entry)) return undefined;
  const { value: node } = entry;
  const words = wordsOf(node);
  if (!words) {
    reportWrongType(conversion, entry.key.source.text, 'a list of groups of facts', node);
    return undefined;
  }
  const wanted = new Set<FactGroup>();
  const excluded = new Set<FactGroup>();
  let isPositive = false;
  for (const { word, at } of words) {
    const name = word.replace(/^!/, '');
    const groups = factGroupsNamed(name);
    // As in Ansible: what is not there is not gathered either.
    if (!groups && word.startsWith('!')) continue;
    if (!groups) {
      report(conversion, 'wrong-type', `there is no group of facts "${name}"`, at, {
        help:
          didYouMean(name, ALL_NAMES) ??
          `the groups are ${[...FACT_GROUPS, 'min', 'network', 'hardware', 'all'].join(', ')}`,
      });
      continue;
    }
    if (word === '!all')
      for (const group of FACT_GROUPS) if (!FACT_SETS.min.includes(group)) excluded.add(group);
    if (word !== '!all' && word.startsWith('!')) for (const group of groups) excluded.add(group);
    if (word.startsWith('!')) continue;
    isPositive = true;
    for (const group of groups) wanted.add(group);
  }
  const begun = isPositive
    ? [...FACT_SETS.min.filter((group) => !excluded.has(group)), ...wanted]
    : FACT_GROUPS;
  const named = new Set<FactGroup>(words.flatMap(({ word }) => (isGroup(word) ? [word] : [])));
  return FACT_GROUPS.filter((group) => begun.includes(group) && (named.has(group) || !excluded.has(group)));
}

const ALL_NAMES = [...FACT_GROUPS, ...Object.keys(FACT_SETS), ...Object.keys(ELSEWHERE)];

/** The groups that a word of `gather_subset` means; undefined where there are none. */
export function factGroupsNamed(name: string): readonly FactGroup[] | undefined {
  if (isGroup(name)) return [name];
  if (Object.hasOwn(FACT_SETS, name)) return FACT_SETS[name as keyof typeof FACT_SETS];
  return Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
}

function isGroup(name: string): name is FactGroup {
  return (FACT_GROUPS as readonly string[]).includes(name);
}

function wordsOf(
  node: DocumentNode,
): readonly { readonly word: string; readonly at: DocumentNode }[] | undefined {
  const nodes = node.kind === 'sequence' ? node.items : [node];
  if (!nodes.every((each) => each.kind === 'scalar' && typeof each.value === 'string')) return undefined;
  return nodes.flatMap((at) =>
    (at.kind === 'scalar' ? String(at.value) : '')
      .split(',')
      .map((word) => ({ word: word.trim(), at }))
      .filter(({ word }) => word !== ''),
  );
}

/** What is gathered is known before the run, so that validate knows what is there. */
function isKnownBefore(conversion: Conversion, { key, value }: MappingEntry): boolean {
  const nodes = value.kind === 'sequence' ? value.items : [value];
  const templated = nodes.find((node) => node.kind === 'scalar' && isTemplated(node));
  if (templated) reportWrongType(conversion, key.source.text, 'what is known before the run', templated);
  return !templated;
}
