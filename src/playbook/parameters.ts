import { mapping, scalar, type WrittenEntry, type WrittenNode } from '../document/written.ts';
import type { Names, Use } from './names.ts';

/** A parameter with what the playbook says of it. */
export type KnownParameters = ReadonlyMap<string, WrittenNode>;

const SECRET = /pass(?:word|wd|phrase)?$|(?:^|_)(?:password|passwd|pwd|secret|token)(?:_|$)|api_?key/i;

/** The parameters of the runbook: what the playbook asks for, and what it reads and nobody gives. */
export function parametersOf(names: Names, known: KnownParameters): WrittenNode | undefined {
  const entries: WrittenEntry[] = Array.from(known, ([key, value]) => ({ key, value }));
  for (const [key, { description, env, type, optional = false }] of names.asked) {
    if (known.has(key) || names.declared.has(key)) continue;
    const read = names.reads.get(key);
    const isRequired = env === undefined && !optional && !(read?.guarded ?? false);
    entries.push({
      key,
      value: mapping({
        type: type ?? typeOf(read?.uses ?? new Set()),
        env,
        ...(isRequired && { required: true }),
        ...(env !== undefined && { default: '' }),
        description,
      }),
    });
  }
  for (const [key, { uses, guarded, onCommandLine }] of names.reads) {
    if (known.has(key) || names.declared.has(key) || names.registers.has(key) || names.asked.has(key))
      continue;
    const type = typeOf(uses);
    const secret = type === 'string' && SECRET.test(key) && !onCommandLine;
    entries.push({
      key,
      value: mapping({
        type,
        ...(!guarded && { required: true }),
        ...(secret && { secret: true }),
      }),
    });
  }
  return entries.length === 0 ? undefined : { kind: 'mapping', entries };
}

/** By use, where that is sure; else a text. */
export function typeOf(uses: ReadonlySet<Use>): string {
  if (uses.has('mapping')) return 'mapping';
  if (uses.has('list')) return 'list';
  if (uses.has('boolean')) return 'boolean';
  return uses.has('integer') && !uses.has('text') ? 'integer' : 'string';
}

/** A parameter whose default is a value that is written out. */
export function withDefault(value: WrittenNode): WrittenNode | undefined {
  switch (value.kind) {
    case 'list':
      return mapping({ type: 'list', default: value });
    case 'mapping':
      return mapping({ type: 'mapping', default: value });
    case 'scalar': {
      const { value: given } = value;
      if (given === null) return undefined;
      const type =
        typeof given === 'boolean'
          ? 'boolean'
          : typeof given === 'bigint'
            ? 'integer'
            : typeof given === 'number'
              ? 'number'
              : 'string';
      return mapping({ type, default: scalar(given) });
    }
  }
}
