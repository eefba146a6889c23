import type { Location } from '../diagnostics/source.ts';
import { isInside, type Gaps } from '../model/gaps.ts';
import type { Program } from '../program/program.ts';

/**
 * Tells of places whether a run comes to them before it comes to anything that has a mistake of form: then no such mistake turns its way there. That is known where
 * the mistakes stand in the tasks of a play, of which the place is an earlier one.
 */
export function beforeGaps({ plays }: Program, gaps: Gaps): (places: readonly Location[]) => boolean {
  const nodes = plays.flatMap((play, index) =>
    play.nodes.map(({ source: { location } }) => ({ location, play: index })),
  );
  const starts = gaps.texts.map((text) => {
    const around = nodes.find(({ location }) => isInside(text, location));
    if (around) return around.location;
    // One that is missing stands between two others.
    const isBetween = nodes.some(({ location, play }, index) => {
      const next = nodes[index + 1];
      return next?.play === play && isBefore(location, text) && isBefore(text, next.location);
    });
    return isBetween ? text : undefined;
  });
  return (places) =>
    places.every(
      (place) =>
        nodes.some(({ location }) => isInside(place, location)) &&
        starts.every((start) => start !== undefined && isBefore(place, start)),
    );
}

function isBefore(one: Location, other: Location): boolean {
  return one.file === other.file && one.range.end <= other.range.start;
}
