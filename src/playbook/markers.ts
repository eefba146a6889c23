import type { Location } from '../diagnostics/source.ts';
import { placeOf } from './converting.ts';

/** Stands in a comment above each task while it is not certain yet whether the runbook keeps it; nobody writes this. */
const MARKER = '\u{1F516}task ';
const LINE = new RegExp(String.raw`^([^\S\n]*)#${MARKER}(.*)\n?`, 'gmu');

export function markerOf(location: Location): string {
  return `${MARKER}${placeOf(location)}`;
}

/** The text as it is written for people. */
export function withoutMarkers(text: string): string {
  return text.replace(LINE, '');
}

/** The task of the playbook (`placeOf`) that has become what stands there; undefined outside of tasks. */
export function taskAt(text: string, offset: number): string | undefined {
  const lines = text
    .slice(0, text.indexOf('\n', offset) === -1 ? text.length : text.indexOf('\n', offset))
    .split('\n');
  let least = Infinity;
  for (const line of lines.toReversed()) {
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    const marker = line.slice(indent + 1);
    if (line[indent] === '#' && marker.startsWith(MARKER)) {
      if (indent <= least) return marker.slice(MARKER.length);
      continue;
    }
    if (line.trim() === '' || line[indent] === '#') continue;
    least = Math.min(least, indent);
  }
  return undefined;
}
