import type { DocumentNode, MappingEntry } from '../document/node.ts';
import { list, scalar, type WrittenNode } from '../document/written.ts';
import { yaml11Value } from '../document/yaml-1-1.ts';
import { CannotSay } from './cannot-say.ts';
import type { Converting } from './converting.ts';
import { conditionTexts, convertData, textOf } from './data.ts';
import { convertSubset } from './gathering.ts';
import { convertCondition, convertTemplate, isTemplated } from './expressions.ts';

/** Keywords that mean nothing where there is one host, one account and one session, or that only say how Ansible does its work. */
const WITHOUT_MEANING: ReadonlySet<string> = new Set(
  (
    'any_errors_fatal become become_exe become_flags become_method become_user collections connection fact_path hosts ' +
    'ignore_unreachable max_fail_percentage module_defaults order port remote_user run_once serial strategy throttle delegate_facts user sudo sudo_user'
  ).split(' '),
);

/** What a keyword becomes: undefined where it is left out, and that has been noted. */
export interface ConvertedKeyword {
  readonly value?: WrittenNode;
  readonly remark?: string;
}

const CONDITIONS: ReadonlySet<string> = new Set(['when', 'until', 'failed_when', 'changed_when']);
const FLAGS: ReadonlySet<string> = new Set([
  'ignore_errors',
  'no_log',
  'check_mode',
  'diff',
  'force_handlers',
  'always_run',
]);
const AS_THEY_ARE: ReadonlySet<string> = new Set([
  'name',
  'register',
  'retries',
  'delay',
  'notify',
  'listen',
  'tags',
  'vars',
  'environment',
  'loop_control',
  'async',
  'poll',
  'timeout',
  'debugger',
]);

/** Of a play alone: a task with `gather_facts` has that as its module. */
export function isGathering(name: string): boolean {
  return name === 'gather_facts' || name === 'gather_subset' || name === 'gather_timeout';
}

export function isKeyword(name: string): boolean {
  return (
    CONDITIONS.has(name) ||
    FLAGS.has(name) ||
    AS_THEY_ARE.has(name) ||
    WITHOUT_MEANING.has(name) ||
    isLoop(name) ||
    name === 'delegate_to' ||
    name === 'args'
  );
}

export function isLoop(name: string): boolean {
  return name === 'loop' || name.startsWith('with_');
}

/** A keyword that plays, blocks and tasks share. @throws CannotSay */
export function convertKeyword({ key, value }: MappingEntry, converting: Converting): ConvertedKeyword {
  const name = key.source.text;
  if (WITHOUT_MEANING.has(name)) return leftOut(name, value, converting);
  if (CONDITIONS.has(name)) return { value: condition(value, converting) };
  if (FLAGS.has(name)) return { value: flag(name, value, converting) };
  if (name === 'delegate_to') return delegated(value);
  if (name === 'gather_facts') return gathering(value, converting);
  if (name === 'gather_subset') return subset(value, converting);
  if (name === 'tags') return { value: tags(value, converting) };
  if (name === 'register' && isTemplated(textOf(value) ?? ''))
    throw new CannotSay('"register" is a template');
  if (
    name === 'retries' ||
    name === 'delay' ||
    name === 'async' ||
    name === 'poll' ||
    name === 'timeout' ||
    name === 'gather_timeout'
  )
    return { value: number(value, converting) };
  if (name === 'notify') return notify(value, converting);
  if (name === 'vars') return variables(value, converting);
  if (name === 'environment') return { value: environment(value, converting) };
  return { value: convertData(value, converting) };
}

function note(name: string, { leftOut: all }: Converting): void {
  all.set(name, (all.get(name) ?? 0) + 1);
}

function leftOut(name: string, value: DocumentNode, converting: Converting): ConvertedKeyword {
  note(name, converting);
  if (name === 'become_user' || name === 'sudo_user') {
    const user = textOf(value);
    return {
      remark: `it ran as ${user === undefined ? 'another account' : `"${user}"`}: here it runs as the account that started runbook`,
    };
  }
  if (name === 'module_defaults')
    return { remark: 'the defaults of "module_defaults" are not given to the modules' };
  return {};
}

function condition(value: DocumentNode, { names }: Converting): WrittenNode {
  const all = conditionTexts(value).map((each) =>
    typeof each === 'boolean' ? scalar(each) : scalar(convertCondition(each, names)),
  );
  const [first] = all;
  return all.length === 1 && first ? first : list(all);
}

function flag(name: string, value: DocumentNode, { names }: Converting): WrittenNode {
  const given = value.kind === 'scalar' ? yaml11Value(value) : undefined;
  if (typeof given === 'boolean') return scalar(given);
  if (typeof given === 'string' && /^\s*\{\{/.test(given)) {
    const inner = given.trim().slice(2, -2).trim();
    return scalar(`{{ ${convertCondition(inner, names)} }}`);
  }
  if (typeof given === 'string' && /^(?:yes|true)$/i.test(given)) return scalar(true);
  if (typeof given === 'string' && /^(?:no|false)$/i.test(given)) return scalar(false);
  throw new CannotSay(`"${name}" is neither true nor false`);
}

function number(value: DocumentNode, { names }: Converting): WrittenNode {
  const text = textOf(value);
  if (text === undefined) throw new CannotSay('a number is missing');
  return scalar(/^\d+$/.test(text) ? BigInt(text) : convertTemplate(text, names, 'integer'));
}

function tags(value: DocumentNode, converting: Converting): WrittenNode {
  const made = convertData(value, converting);
  const texts = made.kind === 'list' ? made.items.map(({ node }) => node) : [made];
  for (const each of texts) {
    if (each.kind === 'scalar' && isTemplated(String(each.value)))
      throw new CannotSay('a tag is a template: tags are not templated');
  }
  if (made.kind === 'scalar' && typeof made.value === 'string' && made.value.includes(','))
    return list(made.value.split(',').map((each) => scalar(each.trim())));
  return made;
}

/** A file of tasks is told of handlers that are elsewhere. */
function notify(value: DocumentNode, converting: Converting): ConvertedKeyword {
  const { handlers } = converting.names;
  const made = convertData(value, converting);
  if (!handlers) return { value: made };
  const all = made.kind === 'list' ? made.items.map(({ node }) => node) : [made];
  const known = all.filter((each) => each.kind === 'scalar' && handlers.has(String(each.value)));
  if (known.length === all.length) return { value: made };
  const missing = all
    .filter((each) => !known.includes(each))
    .map((each) => (each.kind === 'scalar' ? `"${String(each.value)}"` : 'another'));
  const remark = `it notifies ${missing.join(', ')}, and no handler of this name is in this file`;
  return known.length === 0 ? { remark } : { value: list(known), remark };
}

function variables(value: DocumentNode, converting: Converting): ConvertedKeyword {
  if (value.kind !== 'mapping') throw new CannotSay('"vars" is no mapping that is written out');
  const own = value.entries.filter(({ key }) => !key.source.text.startsWith('ansible_'));
  for (const { key } of value.entries)
    if (key.source.text.startsWith('ansible_')) note(key.source.text, converting);
  return own.length === 0 ? {} : { value: convertData({ ...value, entries: own }, converting) };
}

/** The variables of the environment have to be written out, and their values are texts. */
function environment(value: DocumentNode, converting: Converting): WrittenNode {
  if (value.kind !== 'mapping') throw new CannotSay('"environment" is no mapping that is written out');
  const made = convertData(value, converting);
  if (made.kind !== 'mapping') return made;
  return {
    kind: 'mapping',
    entries: made.entries.map((entry) => ({
      ...entry,
      value:
        entry.value.kind === 'scalar' && entry.value.value !== null
          ? { ...entry.value, value: String(entry.value.value) }
          : entry.value,
    })),
  };
}

/** Whether facts are gathered is written out here; what is read is gathered in any case. */
function gathering(value: DocumentNode, converting: Converting): ConvertedKeyword {
  const given = value.kind === 'scalar' ? yaml11Value(value) : undefined;
  if (typeof given === 'boolean') return { value: scalar(given) };
  note('gather_facts', converting);
  return {};
}

function subset(value: DocumentNode, converting: Converting): ConvertedKeyword {
  const made = convertSubset(convertData(value, converting));
  const remark = made.remarks.join('; ');
  return { ...(made.value && { value: made.value }), ...(remark !== '' && { remark }) };
}

const THIS_MACHINE = /^(?:localhost|127\.0\.0\.1|::1)$/;

function delegated(value: DocumentNode): ConvertedKeyword {
  const host = textOf(value) ?? '';
  if (/^\{\{\s*inventory_hostname\s*\}\}$/.test(host)) return {};
  if (THIS_MACHINE.test(host))
    return { remark: 'it ran on the machine that Ansible runs on: here it runs where all tasks do' };
  throw new CannotSay(
    `it runs on another host ("delegate_to: ${host}"): use a cmdlet's own parameter, or Invoke-Command in a script`,
  );
}
