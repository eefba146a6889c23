import { byName, type Definition } from '../definition.ts';
import { basicFilters } from './basic.ts';
import { higherOrderFilters } from './higher-order.ts';
import { numberFilters } from './numbers.ts';
import { sequenceFilters } from './sequences.ts';
import { textFilters } from './texts.ts';

/** Every filter by each of its names. */
export const filters: ReadonlyMap<string, Definition> = byName([
  ...basicFilters,
  ...textFilters,
  ...numberFilters,
  ...sequenceFilters,
  ...higherOrderFilters,
]);
