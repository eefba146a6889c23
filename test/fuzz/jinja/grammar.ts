/*
 * What random expressions are made of: behind each type the expressions that give it, apart by semicolons, with the types of their parts in angle brackets.
 * Types: int, num, str, list, map, bool, any; `ls` and `li` are lists of strings and of integers, `rows` of mappings.
 */

/** Expressions without parts, or with literals. */
export const LEAVES = `
int: i ; i2 ; 0 ; 1 ; 2 ; 3 ; 7 ; -1 ; -3 ; 10 ; 255 ; 1_000 ; 0x1F ; 0b101 ; 0o17 ; 12345678901234567890 ; true
num: f ; 0.5 ; 2.5 ; -0.25 ; 1e3 ; 1.5e-7 ; 1e16 ; 123456.789 ; 1_0.5 ; 0.0 ; -0.0 ; i
str: s ; s2 ; '' ; 'a' ; "b c" ; 'Hello' ; 'x,y,,z' ; '5' ; '10.5' ; 'C:\\\\x' ; 'tab\\there' ; '\\x41\\u00e9' ; 'ab' 'c' ; 'line\\nfeed\\r\\n'
list: l ; [] ; [1, 2.0, true] ; (1, 'a') ; [none, [1]]
ls: ls ; ['banana', 'Apple', 'cherry'] ; ('a', 'B') ; ['a']
li: li ; [3, 1, 2] ; range(4) ; [1, 1, 2]
rows: rows ; [{'name': 'ann', 'age': 3, 'tags': ['x']}, {'name': 'Bob', 'age': 1, 'tags': []}]
map: m ; m2 ; {} ; {'a': 1, 'b': {'c': [1]}} ; {1: 2, 'k': none}
bool: b ; true ; false ; True ; False
date: '2024-02-29 12:30:05' | to_datetime ; '01.03.1999' | to_datetime('%d.%m.%Y')
query: people ; @ ; l ; m ; m.a ; i ; f ; s ; b ; v ; nope ; people[0] ; people[*].name ; people[].tags[] ; people[?age > \`1\`] ; * ; 'raw' ; \`1\` ; \`[1, 2.5, null, true, [], 12345678901234567890]\`
any: v ; none ; None ; missing ; m.a ; m.nope.x ; l[0] ; rows[0].name
`;

/** Operators, methods, filters and tests. */
export const RULES = `
int: <int> + <int> ; <int> - <int> ; <int> * <int> ; <int> // <int> ; <int> % <int> ; -<int> ; +<int> ; (<int> if <bool> else <int>)
int: <str>.find(<str>) ; <str>.rfind(<str>) ; <str>.count(<str>) ; <str>.index(<str>) ; <list>.count(<any>) ; <list>.index(<any>) ; <str>.find(<str>, <small>, <small>)
int: <str> | length ; <list> | length ; <map> | count ; <str> | wordcount ; <str> | int ; <num> | int ; <str> | int(<int>, <base>) ; <str> | int(base=<base>) ; <any> | int
int: <li> | sum ; <li> | first ; <li> | max ; <li> | min ; <rows> | sum(attribute='age') ; <str> | human_to_bytes
num: <num> + <num> ; <num> - <num> ; <num> * <num> ; <num> / <num> ; <num> // <num> ; <num> % <num> ; <small> ** <small> ; <num> ** <small>
num: <str> | float ; <any> | float(<num>) ; <num> | abs ; <num> | round ; <num> | round(<small>) ; <num> | round(<small>, <method>) ; <num> | pow(2) ; <num> | root ; <num> | log(10) ; <num> | float
str: <str> + <str> ; <any> ~ <any> ; <str> ~ <num> ~ <list> ; <str> * <small> ; <small> * <str> ; <str>[<small>] ; <str>[<small>:<small>] ; <str>[::<step>] ; <str>[:<small>:<step>]
str: <format> % <any> ; <format> % (<any>, <any>) ; '%s|%5s|%-4s' % (<any>, <str>, <num>) ; <format> | format(<any>) ; <format> | format(<any>, <any>) ; '%(a)s' % {'a': <any>} ; '%(a)s' | format(a=<any>)
str: <braces>.format(<num>) ; <braces>.format(<str>) ; <braces>.format(<int>) ; '{0} {1!r} {0}'.format(<any>, <any>) ; '{a[0]}{b}'.format(a=<list>, b=<any>)
str: <str>.upper() ; <str>.lower() ; <str>.title() ; <str>.capitalize() ; <str>.swapcase() ; <str>.casefold() ; <str>.strip() ; <str>.lstrip(<str>) ; <str>.rstrip(<str>) ; <str>.strip(<str>)
str: <str>.replace(<str>, <str>) ; <str>.replace(<str>, <str>, <small>) ; <str>.center(<width>) ; <str>.center(<width>, <char>) ; <str>.ljust(<width>, <char>) ; <str>.rjust(<width>) ; <str>.zfill(<width>) ; <str>.expandtabs() ; <str>.expandtabs(<small>)
str: <str>.removeprefix(<str>) ; <str>.removesuffix(<str>) ; <str>.join(<ls>)
str: <str> | upper ; <str> | lower ; <str> | title ; <str> | capitalize ; <any> | capitalize ; <str> | trim ; <str> | trim(<str>) ; <any> | string ; <num> | string ; <str> | reverse ; <str> | first ; <str> | last
str: <str> | replace(<str>, <str>) ; <str> | replace(<str>, <str>, <small>) ; <str> | truncate(<width>) ; <str> | truncate(<width>, true) ; <str> | truncate(<width>, false, <str>, <small>) ; <str> | truncate(<width>, <bool>, '')
str: <str> | indent ; <str> | indent(<width>, <bool>) ; <str> | indent(<str>, <bool>, <bool>) ; <str> | center(<width>) ; <str> | quote ; <str> | comment ; <str> | comment('c') ; <str> | comment('xml', prefix=<str>) ; <str> | comment(decoration=<str>)
str: <list> | join ; <list> | join(<str>) ; <ls> | join(<str>) ; <rows> | join(<str>, 'name') ; <rows> | join(<str>, attribute='age') ; <any> | type_debug
str: <num> | filesizeformat ; <num> | filesizeformat(true) ; <int> | filesizeformat ; <num> | human_readable ; <int> | human_readable(true) ; <int> | human_readable(unit='K')
str: <any> | to_json ; <any> | to_nice_json ; <map> | to_json(indent=<small>) ; <any> | to_json(ensure_ascii=false) ; <map> | to_json(sort_keys=true) ; <list> | to_json(separators=(',', ':')) ; <any> | to_yaml ; <any> | to_nice_yaml
str: <str> | b64encode ; <str> | b64encode | b64decode ; <str> | hash('sha256') ; <str> | md5 ; <str> | sha1 ; <str> | checksum ; <str> | to_uuid ; <str> | urlencode ; <map> | urlencode ; <str> | urldecode
str: <str> | regex_replace(<regex>, <replacement>) ; <str> | regex_replace(<regex>, <str>, ignorecase=true) ; <str> | regex_escape ; <str> | regex_escape('posix_basic') ; <str> | basename ; <str> | dirname ; <str> | win_basename ; <str> | win_dirname
str: <ls> | path_join ; <ls> | first ; <ls> | last ; <ls> | max ; <ls> | min ; <str> | default(<str>) ; <bool> | ternary(<str>, <str>)
str: ('x' if <bool>) ~ <str> ; <str> ~ (<str> if <bool>) ; ('a' if <bool>) | default(<str>) ; ((<str> if <bool>) | upper) ; ((' -v' if <bool>) | trim)
list: <list> + <list> ; <list> * <small> ; <list>[<small>:<small>] ; <list>[::<step>] ; <list>[:<small>:<step>] ; [<any>, <any>] ; [<num>, <str>] ; (<any>, <any>)
list: <list> | list ; <str> | list ; <map> | list ; <list> | reverse ; <list> | unique ; <list> | flatten ; <list> | flatten(levels=<small>) ; <list> | flatten(skip_nulls=false) ; <list> | sort
list: <list> | batch(<positive>) ; <list> | batch(<positive>, <any>) ; <list> | slice(<positive>) ; <list> | slice(<positive>, <any>) ; <str> | batch(<positive>)
list: <list> | union(<list>) ; <list> | intersect(<list>) ; <list> | difference(<list>) ; <list> | symmetric_difference(<list>) ; <ls> | difference(<ls>) ; <li> | symmetric_difference(<li>)
list: <list> | zip(<list>) ; <list> | zip_longest(<list>, <ls>, fillvalue=<any>) ; <list> | product(<ls>) ; <li>[:4] | permutations ; <li> | permutations(2) ; <ls> | combinations(<positive>)
list: <list> | map('string') ; <list> | map('int') ; <list> | map('default', <any>) ; <ls> | map('upper') ; <ls> | map('replace', <str>, <str>) ; <rows> | map(attribute='age') ; <rows> | map(attribute='tags.0', default=<any>) ; <rows> | map('combine', <map>)
list: <list> | select ; <list> | reject('none') ; <list> | select('number') ; <list> | select('string') ; <list> | reject('in', <list>) ; <li> | select('odd') ; <li> | select('gt', <int>) ; <ls> | select('match', <regex>)
list: <list> | select('defined') ; <list> | map('type_debug') ; <map> | dictsort ; <map> | dictsort(true, 'value') ; <map> | dictsort(by='value', reverse=true) ; <map> | items ; <map> | dict2items ; <map> | dict2items('k', 'v')
list: <rows> | groupby('age') ; <rows> | groupby('name', case_sensitive=<bool>) ; <rows> | groupby('more', default=1) ; <rows> | subelements('tags') ; <map>.items() ; <map>.keys() ; <map>.values() ; <list>.copy()
list: <str> | regex_search(<regex>, '\\\\1') ; <str> | regex_findall(<regex>) ; <str> | regex_findall(<regex>, ignorecase=true) ; <str>.partition(<str>) ; <str>.rpartition(<str>) ; <str> | splitext ; <str> | win_splitdrive
list: range(<small>) ; range(<small>, <small>) ; range(<small>, <small>, <step>)
ls: <str>.split() ; <str>.split(<str>) ; <str>.split(<str>, <small>) ; <str>.rsplit(<str>, <small>) ; <str>.split(none, <small>) ; <str>.rsplit(none, <small>) ; <str>.splitlines() ; <str>.splitlines(true) ; <str> | split ; <str> | split(<str>) ; <str> | split(<char>, <small>)
ls: <ls> | sort ; <ls> | sort(reverse=<bool>) ; <ls> | sort(case_sensitive=<bool>) ; <ls> | unique ; <ls> | unique(<bool>) ; <ls> | map('lower') ; <ls> | reverse ; <ls> + <ls> ; <rows> | map(attribute='name')
li: <li> | sort ; <li> | sort(reverse=true) ; <li> | unique ; <ls> | map('length') ; <ls> | map('int') ; <li> + <li> ; <li>[<small>:] ; <rows> | map(attribute='age')
rows: <rows> | sort(attribute='age') ; <rows> | sort(attribute='age,name') ; <rows> | sort(attribute='name', case_sensitive=<bool>) ; <rows> | selectattr('age', 'gt', <int>) ; <rows> | rejectattr('tags') ; <rows> | selectattr('name', 'search', <regex>) ; <rows> | unique(attribute='age') ; <rows> | unique(attribute='name') ; <rows> | reverse
map: <map> | combine(<map>) ; <map> | combine(<map>, recursive=true) ; <map> | combine(<map>, <map>, recursive=<bool>, list_merge=<merge>) ; {'a': <any>, <str>: <any>} ; {<int>: <any>, <num>: <any>} ; dict(a=<any>) ; dict(<map>, b=<any>) ; dict([['a', <any>]]) ; <map>.copy()
map: <rows> | items2dict('name', 'age') ; <map> | dict2items | items2dict ; <rows> | rekey_on_member('name') ; <rows> | rekey_on_member('name', duplicates='overwrite') ; <rows> | first ; <rows> | last ; <rows> | max(attribute='age') ; <str> | urlsplit
bool: <int> == <num> ; <any> == <any> ; <any> != <any> ; <num> < <num> ; <str> <= <str> ; <list> < <list> ; <num> >= <num> ; <any> > <any> ; <num> < <num> <= <num> ; <int> != <int> == <int> ; <str> in <str> ; <any> in <list> ; <str> not in <map> ; <any> in <any>
bool: <bool> and <bool> ; <bool> or <bool> ; not <bool> ; not <any> ; <any> | bool ; (<any> and <any>) | bool ; <bool> and not <bool> or <bool>
bool: <any> is defined ; <any> is undefined ; <any> is not defined ; <any> is none ; <any> is string ; <any> is number ; <any> is integer ; <any> is float ; <any> is boolean ; <any> is mapping ; <any> is sequence ; <any> is iterable ; <any> is true ; <any> is false
bool: <int> is odd ; <int> is even ; <int> is divisibleby(<positive>) ; <int> is divisibleby <positive> ; <str> is lower ; <str> is upper ; <any> is eq(<any>) ; <num> is lt(<num>) ; <num> is ge <num> ; <any> is in(<list>) ; <list> is contains(<any>) ; <any> is sameas(<any>) ; <any> is truthy ; <any> is falsy ; <str> is truthy(convert_bool=true)
bool: <str> is match(<regex>) ; <str> is search(<regex>) ; <str> is search(<regex>, ignorecase=true) ; <str> is regex(<regex>) ; <version> is version(<version>) ; <version> is version(<version>, '<') ; <version> is version(<version>, 'ge') ; <version> is version(<version>, '>', strict=true) ; <version> is version(<version>, '<=', version_type='semver')
bool: <list> is all ; <list> is any ; <list> is subset(<list>) ; <li> is superset(<li>) ; <num> is nan ; <str> is filter ; <str> is test ; <str> is url ; <str> is uri ; <str> is urn ; <m> is failed ; <result> is changed ; <result> is succeeded ; <result> is skipped
bool: <str>.isdigit() ; <str>.isdecimal() ; <str>.isnumeric() ; <str>.isalpha() ; <str>.isalnum() ; <str>.isspace() ; <str>.isupper() ; <str>.islower() ; <str>.startswith(<str>) ; <str>.endswith((<str>, <str>)) ; <str>.startswith(<str>, <small>)
any: <any> if <bool> else <any> ; (<any> if <any> else <any>) ; <bool> and <any> ; <any> or <any> ; <any> | default(<any>) ; <any> | default(<any>, true) ; <any> | ternary(<any>, <any>) ; <any> | ternary(<any>, <any>, <any>) ; <any> | mandatory
any: <list>[<small>] ; <list> | first ; <list> | last ; <map>.a ; <map>['b'] ; <map>.get(<str>) ; <map>.get('a', <any>) ; <map>[<str>] ; <rows>[<small>].name ; <li>.0 ; <list> | max ; <list> | min ; <list> | sum ; <ls> | sum(start='')
any: <str> | regex_search(<regex>) ; <str> | regex_search(<regex>, ignorecase=true) ; <str> | from_json ; <any> | to_json | from_json ; <str> | extract(<map>) ; <small> | extract(<list>) ; <str> | urlsplit('hostname')
int: (<moment> - <moment>).days ; (<moment> - <moment>).seconds ; <date>.year ; <date>.day ; <date>.hour ; <date>.weekday()
num: (<moment> - <moment>).total_seconds()
str: <date>.strftime(<strftime>) ; <date>.isoformat() ; <seconds_format> | strftime(<seconds>, true)
bool: <moment> < <moment> ; <moment> == <moment> ; <moment> != <any>
date: <datetext> | to_datetime ; <short_date> | to_datetime('%d %b %y') ; <short_date> | to_datetime('%d%B%Y %I%p') ; <str> | to_datetime ; <fraction_date> | to_datetime('%Y-%m-%dT%H:%M:%S.%f') ; <moment> + (<moment> - <moment>) ; <moment> - (<moment> - <moment>)
any: <yaml> | from_yaml ; ('k: ' ~ <plain>) | from_yaml ; ('- ' ~ <plain> ~ '\\n-   ' ~ <plain>) | from_yaml ; ('[' ~ <inline> ~ ', ' ~ <inline> ~ ']') | from_yaml ; ('{' ~ <yaml_key> ~ ': 1, b: ' ~ <inline> ~ '}') | from_yaml
any: (<any> | to_json) | from_yaml ; (<any> | to_yaml) | from_yaml ; (<map> | to_nice_yaml) | from_yaml ; (<list> | to_nice_json) | from_yaml ; <any> | from_yaml ; ('a: |\\n  x\\n  ' ~ <plain> ~ '\\n') | from_yaml ; ('a: >-\\n  x\\n  ' ~ <plain>) | from_yaml
any: <any> | d(<any>) ; <list> | select(<comparison>, <any>) | list ; <li> | reject(<comparison>, <int>) | list ; <any> | bool
bool: <num> is le(<num>) ; <num> is lessthan(<num>) ; <num> is greaterthan <num> ; <num> is gt(<num>) ; <any> is ne(<any>) ; <any> is equalto(<any>) ; <num> is isnan ; <list> is issubset(<list>) ; <li> is issuperset(<li>) ; <version> is version_compare(<version>, '<=')
bool: <result> is failure ; <result> is success ; <result> is successful ; <result> is skip ; <result> is change ; <result> is unreachable ; <result> is reachable ; <result> is finished ; <result> is started
str: <str> | comment('cblock', newline=<str>) ; <str> | comment(prefix=<any>, end=<any>) ; <str> | comment(decoration=<any>, prefix_count=<small>) ; <str> | comment('erlang', postfix=<any>, postfix_count=<small>) ; <braces>.format(<any>) ; '%(a)s %(b)s' % <map> ; <format> % <list> ; <format> | format(a=<any>)
any: {'people': rows, 'l': l, 'm': m, 'v': v, 'i': i, 'f': f, 's': s, 'b': b} | json_query("<query>") ; <any> | json_query("<query>") ; <rows> | json_query("[*].<member>") ; <rows> | json_query("[?<query>].<member>") ; <rows> | map('json_query', "<member>")
query: <query>.<member> ; <query>[<small>] ; <query>[<small>:<small>:<step>] ; <query>[<small>:].<member> ; <query>[] ; <query>[*] ; <query>.* ; <query>[?<query>] ; people[?<query>].<member> ; people[*].<member> | [0] ; m.*.<member>
query: <query> | <query> ; <query> || <query> ; <query> && <query> ; !<query> ; <query> == <query> ; <query> != <query> ; <query> < <query> ; <query> >= <query> ; [<query>, <query>] ; {x: <query>, y: <query>} ; people[*].[name, <query>] ; people[].{n: name, x: <query>}
query: length(<query>) ; type(<query>) ; to_array(<query>) ; to_string(<query>) ; to_number(<query>) ; not_null(<query>, <query>) ; keys(<query>) ; values(<query>) ; reverse(<query>) ; contains(<query>, <query>) ; merge(<query>, m) ; join(',', <query>) ; starts_with(<query>, s)
query: sum(<query>) ; avg(<query>) ; abs(<query>) ; ceil(<query>) ; floor(<query>) ; max(<query>) ; min(<query>) ; sort(<query>) ; sort_by(people, &<member>) ; max_by(people, &<query>) ; min_by(people, &age) ; map(&<query>, <query>) ; sum(people[*].age) ; ends_with(s, <query>)
any: <int> ; <num> ; <str> ; <list> ; <map> ; <bool> ; <ls> ; <rows> ; <li>
`;

/** Scalars of YAML that mean the same to everybody within brackets, too. */
const INLINE = [
  ...[
    'yes',
    'No',
    'true',
    'True',
    'null',
    '~',
    '',
    '010',
    '0o17',
    '0x1F',
    '1_000',
    '+12',
    '-0',
    '1e3',
    '1.5',
    '.5',
    '1.',
    '.inf',
  ],
  ...['.nan', '12:30:45', '2024-01-01', 'a b', '"q"', 'a#b', 'x:y', '*a', '!x', '1.2.3', '007'],
];

/** Parts that are words of their own. */
export const WORDS: Readonly<Record<string, readonly string[]>> = {
  small: ['-3', '-2', '-1', '0', '1', '2', '3', '5'],
  positive: ['1', '2', '3', '4'],
  step: ['-2', '-1', '1', '2', '3'],
  width: ['0', '1', '3', '5', '8', '9', '12', '-1'],
  base: ['2', '8', '10', '16', '0', '36'],
  method: ["'common'", "'ceil'", "'floor'"],
  char: ["'*'", "' '", "'ä'", "'😀'"],
  merge: ["'replace'", "'keep'", "'append'", "'prepend'", "'append_rp'", "'prepend_rp'"],
  replacement: ["'<\\\\g<0>>'", "'_'", "''", "'\\\\1'", "'a\\\\nb'"],
  result: [
    "{'rc': 0, 'changed': true, 'failed': false}",
    "{'skipped': true}",
    "{'failed': b}",
    "{'results': [{'changed': true}]}",
    "{'unreachable': b, 'started': 1, 'finished': 0}",
    'm',
  ],
  m: ["{'failed': true}", "{'failed': false, 'rc': 1}", "{'rc': 1}"],
  yaml: [
    'a: 1',
    '[1, 2.5, x]',
    '- a\\n- {b: null}',
    'a: [1',
    '',
    '# only a comment',
    '--- x',
    'a: &x {b: 1}\\nc: *x',
    'a: 1\\nb:\\n- c\\n- d: e',
    'a: 1\\na: 2',
    'a: b: c',
    '"a\\\\tb\\\\u00e4"',
    "\\'it\\'\\'s\\'",
    'a:\\n  b',
    '? a\\n: b',
    'x: {a: [1, {b: c}]}',
  ].map((each) => `'${each}'`),
  plain: [...INLINE, '-', '- x', 'a #b', '@a', '%'].map((each) => `'${each}'`),
  inline: INLINE.map((each) => `'${each}'`),
  yaml_key: ['yes', '010', '1.5', 'null', 'true', 'a b', '"q"'].map((each) => `'${each}'`),
  moment: [
    "('2024-02-29 23:59:59' | to_datetime)",
    "('1970-01-01 00:00:00' | to_datetime)",
    "('1999-12-31T00:00:00.000001' | to_datetime('%Y-%m-%dT%H:%M:%S.%f'))",
    "('3March1066 12am' | to_datetime('%d%B%Y %I%p'))",
  ],
  member: [
    'name',
    'age',
    'tags',
    'tags[0]',
    'tags[]',
    'nope',
    '[name, age]',
    '{n: name, t: tags}',
    'length(name)',
    'a',
    '*',
  ],
  comparison: ["'=='", "'!='", "'<'", "'<='", "'>'", "'>='", "'ne'", "'le'", "'lessthan'", "'equalto'"],
  datetext: [
    '2024-02-29 23:59:59',
    '1970-01-01 00:00:00',
    '2023-02-29 00:00:00',
    '2024-1-5 7:08:9',
    '2024-12-31',
    '',
  ].map((each) => `'${each}'`),
  short_date: [
    '29 Feb 24',
    '5 dec 69',
    '1 May 68',
    '3March1066 12am',
    '31December2024 01PM',
    '30 Feb 24',
  ].map((each) => `'${each}'`),
  fraction_date: ["'2024-02-29T23:59:59.25'", "'1999-12-31T00:00:00.000001'", "'2024-02-29T23:59:59'"],
  strftime: [
    '%Y-%m-%d',
    '%d.%m.%y %H:%M:%S',
    '%A %a %B %b',
    '%I%p %j',
    '%U %W %V %G %u %w',
    '%f',
    '%%Y',
    '%c|%x|%X',
    '%D %F %T %R',
    '%C%e%h%n%t',
    '',
    'ä %z%Z',
  ].map((each) => `'${each}'`),
  seconds_format: [
    '%Y-%m-%d',
    '%d.%m.%y %H:%M:%S',
    '%A %a %B %b',
    '%I%p %j',
    '%U %W %V %G',
    '%%',
    '%c',
    '%s %z',
  ].map((each) => `'${each}'`),
  seconds: ['0', '1', '86399', '1700000000', '-1', '1.5', '253402300799', "'60'", 'i'],
  version: [
    "'1.0'",
    "'1.0.0'",
    "'1.10.2'",
    "'1.2'",
    "'2.0.0-rc.1'",
    "'2.0.0'",
    "'1.2b1'",
    "'5.0.8308.420'",
    "'v1'",
    "''",
    's',
  ],
  format: [
    '%s',
    '%d',
    '%5d|',
    '%-5s|',
    '%05.1f',
    '%x',
    '%r',
    '%+d',
    '%e',
    '%g',
    '%.3s',
    '%%',
    '%i',
    '%o',
    '%c',
    '%X',
    '%#x',
    '% d',
    '%.2f',
    '%10.3e',
    '%G',
    '%s %s',
    '%a',
  ].map((each) => `'${each}'`),
  braces: [
    '{}',
    '{:5}',
    '{:>8}',
    '{:<8}|',
    '{:^9}',
    '{:*^9}',
    '{:05}',
    '{:+}',
    '{:.2f}',
    '{:,}',
    '{:x}',
    '{:#x}',
    '{:e}',
    '{:g}',
    '{:%}',
    '{:.3}',
    '{!r}',
    '{:_}',
    '{:b}',
    '{:08.3f}',
    '{:.1e}',
    '{!s:>6}',
    '{{}}',
    '{0:d}',
    '{:n}',
    '{:,.2f}',
    '{:#o}',
    '{:=+7}',
    '{:c}',
    '{',
  ].map((each) => `'${each}'`),
  regex: [
    'a+',
    '(a|b)*c',
    '[^a-z ]+',
    '\\\\bw\\\\w+',
    '(?P<x>\\\\w)(?P=x)',
    '^.*x$',
    '(?i)HELLO',
    '\\\\d+(\\\\.\\\\d+)?',
    'o(?=w)',
    '(?<=w)3',
    '(.)(.)',
    'x*',
    '[a-f]{2,3}',
    'q??u',
    '.+?o',
    '\\\\s',
    '(?:we|w3)(\\\\w+)',
    '(?s).',
    '[\\\\w-]+',
    'l{2}',
    '(a)?(H)?',
    '$',
    '\\\\Z',
    '(',
    '',
    '[ä-ü]',
    '(?m)^\\\\W',
    '\\\\u00e4',
    '(?!a)\\\\w',
    '(?<!a)b',
    'a{,2}',
    '[]a]',
    '\\\\.',
    '(?x) a b',
    '.',
    '(\\\\w)\\\\1',
  ].map((each) => `'${each}'`),
};
