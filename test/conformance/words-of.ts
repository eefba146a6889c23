import { parse } from 'yaml';
import type { ConformanceCase } from './conformance-case.ts';

/** Keys under which plays, tasks and blocks are. */
export const CONTAINERS = [
  'plays',
  'tasks',
  'handlers',
  'block',
  'rescue',
  'always',
  'choose',
  'undo',
  'roles',
];

/** What hardly any runbook goes without: to have one of these beside another word combines nothing. */
const PLAIN = [
  'name',
  'plays',
  'tasks',
  'handlers',
  'block',
  'debug',
  'command',
  'fail',
  'assert',
  'set_fact',
];

/** The words of the language that a runbook puts together, and those of its command line. */
export function wordsOf({ text, options }: ConformanceCase): ReadonlySet<string> {
  const keys = Array.from(nodesIn(parse(text)), Object.keys).flat();
  const words = [...keys.filter((key) => !PLAIN.includes(key)), ...Object.keys(options)];
  return new Set(words.filter((word) => word !== 'commands' && word !== 'machine' && word !== 'answers'));
}

/** Every play, block and task of a document. */
export function* nodesIn(document: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (Array.isArray(document)) {
    for (const each of document) yield* nodesIn(each);
  } else if (typeof document === 'object' && document !== null) {
    const node = document as Record<string, unknown>;
    yield node;
    for (const key of CONTAINERS) yield* nodesIn(node[key]);
  }
}
