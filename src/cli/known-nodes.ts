import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { Location } from '../diagnostics/source.ts';
import type { Known } from '../outline/known.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { SoundRunbook } from './checked-or-refused.ts';

const NEVER: readonly DiagnosticCode[] = ['never-runs', 'unreachable-task'];

/**
 * What the checks know of nodes, by their ids. Tasks of one file that is included twice stand in one place, of which more than one thing can be true: of these it is not said that they never
 * run, and a choose among them is proved only where it is in both.
 */
export function knownNodes({ program, proofs, diagnostics, ignored }: SoundRunbook): Known {
  const nodes = nodesOf(program);
  const counts = new Map<string, number>();
  for (const { source } of nodes) {
    const place = placeOf(source.location);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const found = [...diagnostics, ...ignored.map(({ diagnostic }) => diagnostic)];
  const messages = (codes: readonly DiagnosticCode[]) =>
    new Map(
      found.flatMap(({ code, location, message }): [string, string][] =>
        location && codes.includes(code) ? [[placeOf(location), message]] : [],
      ),
    );
  const never = messages(NEVER);
  const open = messages(['choose-unproved']);
  const proved = new Map(
    proofs.flatMap(({ about, location, text }): [string, string][] =>
      about === 'choose' ? [[placeOf(location), text]] : [],
    ),
  );
  const known: [string, { mark: 'proved' | 'open' | 'never'; text: string }][] = nodes.flatMap(
    ({ id, kind, source }) => {
      const place = placeOf(source.location);
      const isAlone = counts.get(place) === 1;
      const facts = {
        never: isAlone ? never.get(place) : undefined,
        open: kind === 'choose' ? open.get(place) : undefined,
        proved: kind === 'choose' ? proved.get(place) : undefined,
      };
      for (const mark of ['never', 'open', 'proved'] as const) {
        const text = facts[mark];
        if (text !== undefined) return [[id, { mark, text }]];
      }
      return [];
    },
  );
  return new Map(known);
}

function placeOf({ file, range }: Location): string {
  return `${range.start}-${range.end} ${file.path}`;
}
