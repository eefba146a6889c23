import { byName, type Definition } from '../definition.ts';
import { basicFilters } from './basic.ts';
import { dateFilters } from './dates.ts';
import { encodingFilters } from './encodings.ts';
import { higherOrderFilters } from './higher-order.ts';
import { queryFilters } from './json-query.ts';
import { mappingFilters } from './mappings.ts';
import { numberFilters } from './numbers.ts';
import { pathFilters } from './paths.ts';
import { regexFilters } from './regexes.ts';
import { sequenceFilters } from './sequences.ts';
import { setFilters } from './sets.ts';
import { textFilters } from './texts.ts';
import { urlFilters } from './urls.ts';

/** Every filter by each of its names. */
export const filters: ReadonlyMap<string, Definition> = byName([
  ...basicFilters,
  ...textFilters,
  ...numberFilters,
  ...sequenceFilters,
  ...higherOrderFilters,
  ...mappingFilters,
  ...setFilters,
  ...encodingFilters,
  ...dateFilters,
  ...regexFilters,
  ...pathFilters,
  ...urlFilters,
  ...queryFilters,
]);
