import type { Context, Spot } from '../spot.ts';
import { isDefinition, type Occurrence } from './occurrence.ts';
import { givenInScenarios, indexOf } from './runbook-index.ts';

/** The name that stands at a place, both of its ends included. */
export function occurrenceAt(
  { file, offset, runbook }: Spot,
  { workspace }: Context,
): Occurrence | undefined {
  return indexOf(runbook, workspace).find(
    ({ location }) =>
      location.file.path === file.path && location.range.start <= offset && offset <= location.range.end,
  );
}

/** Every place of a runbook where the same thing is named. A topic and a handler of one name are the same to whoever notifies them. */
export function occurrencesOf(
  { kind, name }: Pick<Occurrence, 'kind' | 'name'>,
  { runbook }: Spot,
  { workspace }: Context,
): readonly Occurrence[] {
  const isSame = (each: Occurrence): boolean => each.kind === kind && each.name === name;
  const own = indexOf(runbook, workspace).filter(isSame);
  const isParameter = own.some(({ how }) => how === 'parameter');
  return isParameter ? [...own, ...givenInScenarios(runbook, workspace).filter(isSame)] : own;
}

/** The places that give it its value: of the same file first, the nearest before the place first of these. */
export function definitionsOf(occurrence: Occurrence, spot: Spot, context: Context): readonly Occurrence[] {
  const { file, offset } = spot;
  const distance = ({ location }: Occurrence): number => {
    if (location.file.path !== file.path) return Infinity;
    return location.range.start <= offset
      ? offset - location.range.start
      : file.text.length + location.range.start;
  };
  return indexOf(spot.runbook, context.workspace)
    .filter((each) => each.kind === occurrence.kind && each.name === occurrence.name && isDefinition(each))
    .toSorted((a, b) => Math.sign(distance(a) - distance(b)) || 0);
}
