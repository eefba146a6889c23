import type { Diagnostic } from './diagnostic.ts';
import type { Location } from './source.ts';

/** A part of a file that stands in other places, too. */
export interface SharedPart {
  readonly part: Location;
  /** The places of its aliases. */
  readonly uses: readonly Location[];
}

/** Beyond these nobody looks, and a file of megabytes can have any number of both. */
const MOST = 1000;

/** Of each mistake in a part that has aliases, with them: it is one mistake, and mending it changes all of these places. */
export function nameUses(
  diagnostics: readonly Diagnostic[],
  shared: readonly SharedPart[],
): readonly Diagnostic[] {
  if (shared.length === 0) return diagnostics;
  const parts = shared.slice(0, MOST);
  return diagnostics.map((diagnostic, index) => {
    const { location, related = [] } = diagnostic;
    if (!location || index >= MOST) return diagnostic;
    const uses = parts.flatMap(({ part, uses: each }) => (includes(part, location) ? each : []));
    if (uses.length === 0) return diagnostic;
    const told = uses.map((use) => ({ message: 'it counts here, too', location: use }));
    return { ...diagnostic, related: [...related, ...told] };
  });
}

function includes(outer: Location, inner: Location): boolean {
  return (
    outer.file === inner.file && outer.range.start <= inner.range.start && inner.range.end <= outer.range.end
  );
}
