/** Types of expressions, inferred before any of their values is known. */
export { inferType, type Misfit, type TypeScope } from './infer.ts';
export { itemsOf } from './filter-type.ts';
export { memberOf, membersOf } from './member.ts';
export {
  anyList,
  anyMapping,
  booleanType,
  floatType,
  integerType,
  isNever,
  isSurely,
  listOf,
  mappingOf,
  nameOfType,
  nullType,
  objectOf,
  stringType,
  type Type,
  typeOfValue,
  union,
  unionOf,
} from './type.ts';
export { samplesOf } from './refused.ts';
