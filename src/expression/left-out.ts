/*
 * What Jinja2 or Ansible has and this language has not, each with what to do instead. docs/expressions.md says the same.
 */

const HTML = 'it is for HTML';
const CONTROL_NODE = 'an expression does not look at this machine: use a task and register its result';
const RANDOM =
  'an expression always gives the same value: use a task, such as "Get-Random", and register its result';
const CLOCK =
  'an expression always gives the same value: use a task, such as "Get-Date", and register its result';

export const leftOutFilters: ReadonlyMap<string, string> = new Map([
  ...['escape', 'e', 'forceescape', 'safe', 'striptags', 'urlize', 'xmlattr'].map(
    (name) => [name, HTML] as const,
  ),
  ['tojson', 'use "to_json"'],
  ['attr', 'write a dot or a subscript'],
  ['pprint', 'use "to_nice_json" or "to_nice_yaml"'],
  ['wordwrap', 'let the view break lines'],
  ['random', RANDOM],
  ['shuffle', RANDOM],
  ...['expanduser', 'expandvars', 'fileglob', 'realpath', 'relpath'].map(
    (name) => [name, CONTROL_NODE] as const,
  ),
  ['vault', 'secrets are parameters with "secret: true"'],
  ['unvault', 'secrets are parameters with "secret: true"'],
  ['password_hash', 'hash passwords in a task'],
  ['from_yaml', 'read JSON with "from_json", or let a task return the values'],
  ['from_yaml_all', 'read JSON with "from_json", or let a task return the values'],
  ['strftime', CLOCK],
  ['to_datetime', 'dates from PowerShell compare as dates; calculate with them in a task'],
]);

export const leftOutTests: ReadonlyMap<string, string> = new Map([
  ...[
    'file',
    'is_file',
    'directory',
    'is_dir',
    'exists',
    'link',
    'is_link',
    'link_exists',
    'mount',
    'is_mount',
    'same_file',
    'is_same_file',
    'abs',
    'is_abs',
  ].map(
    (name) =>
      [name, 'an expression does not look at files: use "Test-Path" and register its result'] as const,
  ),
  ['callable', 'values are data'],
  ['escaped', HTML],
  ['vault_encrypted', 'secrets are parameters with "secret: true"'],
]);

export const leftOutFunctions: ReadonlyMap<string, string> = new Map([
  ['lookup', CONTROL_NODE],
  ['query', CONTROL_NODE],
  ['q', CONTROL_NODE],
  ['now', CLOCK],
  ['undef', 'leave the variable out'],
  ['namespace', 'there are no statements'],
  ['cycler', 'there are no statements'],
  ['joiner', 'use the filter "join"'],
  ['lipsum', RANDOM],
]);

export const leftOutMethods: ReadonlyMap<string, string> = new Map([
  ...['append', 'extend', 'insert'].map(
    (name) => [name, 'values do not change: write "list + [item]"'] as const,
  ),
  ...['remove', 'pop', 'clear', 'popitem'].map(
    (name) => [name, 'values do not change: use "reject" or "difference"'] as const,
  ),
  ['update', 'values do not change: use the filter "combine"'],
  ['setdefault', 'values do not change: use the filter "combine"'],
  ['sort', 'values do not change: use the filter "sort"'],
  ['reverse', 'values do not change: use the filter "reverse"'],
  ['encode', 'use the filter "b64encode"'],
  ['format_map', 'use "format(**mapping)"'],
  ['contains', 'write "item in list"'],
  ['Contains', 'write "part in text"'],
  ['ToString', 'use the filter "string"'],
  ['ToUpper', 'write "upper()"'],
  ['ToLower', 'write "lower()"'],
  ['Trim', 'write "strip()"'],
  ['StartsWith', 'write "startswith(…)"'],
  ['EndsWith', 'write "endswith(…)"'],
]);
