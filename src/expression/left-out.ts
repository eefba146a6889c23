/*
 * What Jinja2 or Ansible has and this language has not, each with what to do instead. docs/expressions.md says the same.
 */

const HTML = 'it is for HTML';
const CONTROL_NODE = 'an expression does not look at this machine: use a task and register its result';
const LOOKUP =
  'an expression does not look at this machine: declare a parameter, or use a task and register its result';
const RANDOM =
  'an expression always gives the same value: use a task, such as "Get-Random", and register its result';

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
  ...[
    'ipaddr',
    'ipv4',
    'ipv6',
    'ipsubnet',
    'ipmath',
    'ipwrap',
    'macaddr',
    'hwaddr',
    'nthhost',
    'cidr_merge',
    'network_in_network',
    'network_in_usable',
    'next_nth_usable',
    'previous_nth_usable',
    'reduce_on_network',
    'usable_range',
    'slaac',
    'ip4_hex',
  ].map((name) => [name, 'use a task, such as "[ipaddress] $Address", and register its result'] as const),
  ['random_mac', RANDOM],
  ['from_csv', 'use a task with "ConvertFrom-Csv", and register its result'],
  ...['parse_xml', 'parse_cli', 'xml', 'from_xml', 'to_xml', 'jc'].map(
    (name) => [name, 'use a task, such as "[xml] $Text", and register its result'] as const,
  ),
  ['version_sort', 'use a task, such as "Sort-Object { [version] $_ }", and register its result'],
  ['lists_mergeby', 'use "groupby" and "combine"'],
  ['dict_kv', 'write "{key: value}"'],
  ['counter', 'use "groupby"'],
  ['groupby_as_dict', 'use "rekey_on_member"'],
  ...['keep_keys', 'remove_keys', 'replace_keys'].map(
    (name) => [name, 'use "dict2items", "selectattr" or "rejectattr", and "items2dict"'] as const,
  ),
  ...['get_path', 'to_paths', 'consolidate'].map((name) => [name, 'use "json_query"'] as const),
  ['index_of', 'write "list.index(value)"'],
  ['lists_union', 'use "union"'],
  ['lists_intersect', 'use "intersect"'],
  ['lists_difference', 'use "difference"'],
  ['lists_symmetric_difference', 'use "symmetric_difference"'],
  ['crc32', 'use "hash", which has no CRC: a checksum for comparing is "md5"'],
  ['unicode_normalize', 'use a task, such as "$Text.Normalize()", and register its result'],
  ...['hashids_encode', 'hashids_decode'].map(
    (name) => [name, 'use a task, and register its result'] as const,
  ),
  ...['to_time_unit', 'to_milliseconds', 'to_seconds', 'to_minutes', 'to_hours', 'to_days', 'to_weeks'].map(
    (name) => [name, 'calculate with numbers, or with dates: "(a - b).total_seconds() / 60"'] as const,
  ),
  ['validate', 'use "assert", or the rules of a parameter'],
  ['from_yaml_all', 'split the text, and read each document with "from_yaml"'],
]);

/** What does the same as a plugin of Ansible's `lookup`, by its name. */
export const leftOutLookups: ReadonlyMap<string, string> = new Map([
  ['env', 'a parameter with "env" takes the variable, and the run has its value on record: read that one'],
  [
    'file',
    'use "vars_files" or "include_vars" for values, or a task with "Get-Content", and register its result',
  ],
  ['unvault', 'use a task with "Get-Content", and register its result'],
  ['template', 'write the text with "{{ }}" in "vars"'],
  ['pipe', 'use a task with "command", and register its result'],
  ['lines', 'use a task with "command", and read the "stdout_lines" of its result'],
  ['url', 'use a task with "Invoke-WebRequest", and register its result'],
  ['password', 'declare a parameter with "secret: true"'],
  ['config', 'a setting of Ansible has no counterpart: declare a parameter'],
  ['inventory_hostnames', 'there is no inventory: declare a parameter with "type: list"'],
  ...['passwordstore', 'hashi_vault', 'onepassword', 'bitwarden', 'keyring', 'aws_secret'].map(
    (name) =>
      [name, 'declare a parameter with "secret: true", and give its value from where it is kept'] as const,
  ),
  ['dnstxt', 'use a task with "Resolve-DnsName", and register its result'],
  ['vars', 'write the name of the variable'],
  ['varnames', 'write the names of the variables'],
  ['dict', 'use the filter "dict2items"'],
  ['items', 'use "loop" with the list, and the filter "flatten"'],
  ['list', 'write the list'],
  ['flattened', 'use the filter "flatten"'],
  ['nested', 'use the filter "product"'],
  ['cartesian', 'use the filter "product"'],
  ['together', 'use the filter "zip"'],
  ['subelements', 'use the filter "subelements"'],
  ['sequence', 'use "range(start, stop, step)"'],
  ['indexed_items', 'use "loop" with "index_var"'],
  ['random_choice', RANDOM],
  ['first_found', 'use a task with "Test-Path", and register its result'],
  ['fileglob', 'use a task with "Get-ChildItem", and register its result'],
  ['ini', 'use a task that reads the file, and register its result'],
  ['csvfile', 'use a task with "Import-Csv", and register its result'],
  ['dig', 'use a task with "Resolve-DnsName", and register its result'],
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
  ['lookup', LOOKUP],
  ['query', LOOKUP],
  ['q', LOOKUP],
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
