import { nodesOf } from '../../program/nodes-of.ts';
import type { Program } from '../../program/program.ts';

/**
 * Says whether anything may read what tasks have registered under a name: whether the name stands anywhere in the files besides where it is registered. A name that only stands in a comment counts, too: nothing
 * is gone on with that might miss it.
 */
export function registersRead(
  program: Program,
  files: ReadonlyMap<string, Uint8Array>,
): (name: string) => boolean {
  const texts = Array.from(files.values(), (bytes) => Buffer.from(bytes).toString('utf8'));
  return (name) => {
    const word = new RegExp(`(?<!\\w)${name.replace(/\W/g, '')}(?!\\w)`, 'gu');
    const named = texts.reduce((count, text) => count + [...text.matchAll(word)].length, 0);
    const places = new Set(
      nodesOf(program).flatMap(({ source }) =>
        source.kind === 'task' && source.register === name
          ? [`${source.location.file.path}:${source.location.range.start}`]
          : [],
      ),
    );
    // Less is a file in an encoding of its own.
    return named !== places.size;
  };
}
