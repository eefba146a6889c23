import {
  isSurely,
  type Type,
  anyList,
  booleanType,
  floatType,
  integerType,
  listOf,
  mappingOf,
  nullType,
  stringType,
  union,
  unionOf,
} from './type.ts';

/** What a filter gives, whatever its arguments are; `any` where that depends on values. */
export function typeOfFilter(name: string, input: Type, args: readonly Type[]): Type {
  const [first = stringType, second = 'any'] = args;
  switch (name) {
    case 'default':
    case 'd':
      return union(input, first);
    case 'mandatory':
      return input;
    case 'ternary':
      return args.length === 2 ? union(first, second) : 'any';
    case 'bool':
      return isSurely(input, 'boolean', 'string', 'integer', 'float', 'list', 'mapping')
        ? booleanType
        : union(booleanType, nullType);
    case 'list':
    case 'reverse':
    case 'select':
    case 'reject':
    case 'selectattr':
    case 'rejectattr':
    case 'sort':
    case 'unique':
      return isSurely(input, 'list') ? input : name === 'reverse' ? 'any' : anyList;
    case 'first':
    case 'last':
    case 'min':
    case 'max':
      return itemsOf(input);
    case 'int':
      return union(integerType, ...args.slice(0, 1));
    case 'float':
      return union(floatType, ...args.slice(0, 1));
    case 'regex_search':
      return args.length === 1 ? union(stringType, nullType) : union(stringType, nullType, anyList);
    case 'truncate':
      return isSurely(input, 'string') ? stringType : 'any';
    case 'split':
      return listOf(stringType);
    case 'dict2items':
      return args.length === 0 ? listOf(mappingOf(keyAndValue)) : anyList;
    default:
      return results.get(name) ?? 'any';
  }
}

const keyAndValue: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['key', 'any'],
  ['value', 'any'],
]);

/** The items of what is surely a list, or null, which has none. */
export function itemsOf(type: Type): Type {
  const lists = type === 'any' ? [] : type.filter(({ kind }) => kind !== 'null');
  if (lists.length === 0) return 'any';
  return unionOf(lists.map((alternative) => (alternative.kind === 'list' ? alternative.items : 'any')));
}

const STRINGS =
  'string upper lower capitalize title trim replace indent center format quote comment join to_json to_nice_json to_yaml to_nice_yaml b64encode b64decode hash md5 sha1 checksum to_uuid type_debug regex_replace regex_escape basename dirname path_join win_basename win_dirname human_readable filesizeformat urlencode urldecode strftime';
const INTEGERS = 'length count wordcount';
const LISTS =
  'map groupby regex_findall batch slice union intersect difference symmetric_difference flatten zip zip_longest product permutations combinations dictsort subelements splitext win_splitdrive';

const results: ReadonlyMap<string, Type> = new Map([
  ...STRINGS.split(' ').map((name) => [name, stringType] as const),
  ...INTEGERS.split(' ').map((name) => [name, integerType] as const),
  ...LISTS.split(' ').map((name) => [name, anyList] as const),
]);
