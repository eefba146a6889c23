import fc from 'fast-check';

/** Where a text or a row of bytes is cut: shares of its length. */
export const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

/** The pieces, in order; some may be empty. */
export function cut<T extends { readonly length: number; slice(from: number, to: number): T }>(
  whole: T,
  at: readonly number[],
): T[] {
  const places = [
    0,
    ...at.map((share) => Math.floor(share * whole.length)).toSorted((a, b) => a - b),
    whole.length,
  ];
  return places.slice(1).map((to, index) => whole.slice(places[index] ?? 0, to));
}
