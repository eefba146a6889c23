/** A file that somebody wrote to do harm, or that looks as if. */
export interface HostileFile {
  readonly name: string;
  readonly content: string | Buffer;
  /** It is no runbook without mistakes: something has to be said of it. */
  readonly isWrong: boolean;
}

const wrong = (name: string, content: string | Buffer): HostileFile => ({ name, content, isWrong: true });
const harmless = (name: string, content: string): HostileFile => ({ name, content, isWrong: false });
const tasks = (...lines: readonly string[]) => `tasks:\n${lines.map((line) => `  - ${line}\n`).join('')}`;
const message = (expression: string) => tasks(`debug: { msg: ${JSON.stringify(`{{ ${expression} }}`)} }`);
const many = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('');
const noop = tasks('meta: noop');
const vars = (lines: string, expression: string) => `vars:\n${lines}${message(expression)}`;
const nested = (depth: number, inner: string) => {
  const open = many(depth, (level) => `${'  '.repeat(2 * level + 1)}- block:\n`);
  return `tasks:\n${open}${'  '.repeat(2 * depth + 1)}- ${inner}\n`;
};
const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${many(
  9,
  (index) => `a${index + 1}: &a${index + 1} [${Array.from({ length: 9 }, () => `*a${index}`).join(', ')}]\n`,
)}${noop}`;

/** What each of them is named after is what it tries. */
export const hostileFiles: readonly HostileFile[] = [
  // No text
  wrong('empty', ''),
  wrong('only-comments', '# nothing\n#\n'),
  wrong('nul', 'tasks:\n\0'),
  wrong('binary', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 197) % 256))),
  wrong('latin-1', Buffer.from('name: Gr\xfc\xdfe\n', 'latin1')),
  wrong('utf-16-without-mark', Buffer.from(noop, 'utf16le')),
  wrong('half-utf-16', Buffer.from([0xff, 0xfe, 0x61])),
  wrong('overlong-utf-8', Buffer.from([0x61, 0x3a, 0x20, 0xc0, 0xaf, 0x0a])),
  wrong('surrogates', 'name: "\\ud800"\n\\udfff: 1\n'),
  wrong('larger-than-any', Buffer.alloc(6_000_000, 'a: b\n')),
  // YAML
  wrong('spaces-without-end', ' '.repeat(4_000_000)),
  wrong('one-key-of-megabytes', `${'k'.repeat(4_000_000)}: 1\n`),
  wrong('one-value-of-megabytes', `name: ${'v'.repeat(4_000_000)}\nx: 1\n`),
  wrong('brackets-in-depth', '['.repeat(400_000)),
  wrong('braces-in-depth', '{a: '.repeat(200_000)),
  wrong('lists-in-depth', `a:\n${many(3000, (index) => `${' '.repeat(index)}- \n`)}`),
  wrong('dashes-in-depth', `${'- '.repeat(100_000)}x\n`),
  wrong('question-marks', '? '.repeat(100_000)),
  wrong('blocks-in-depth', nested(60, 'meta: noop')),
  wrong('alias-bomb', bomb),
  wrong('alias-of-itself', `a: &a [*a]\n${noop}`),
  wrong('merge-of-itself', `a: &a { <<: *a }\n${noop}`),
  wrong(
    'merge-bomb',
    `a0: &a0 { x: 1 }\n${many(40, (index) => `a${index + 1}: &a${index + 1} { <<: [*a${index}, *a${index}] }\n`)}`,
  ),
  wrong('unknown-alias', 'tasks: *nowhere\n'),
  wrong('tag-omap', `x: !!omap [a: 1]\n${noop}`),
  wrong('tag-omap-of-nothing', `x: !!omap\n${noop}`),
  wrong('tag-omap-of-text', `x: !!omap [a, b]\n${noop}`),
  wrong('tag-set', `x: !!set { a, b }\n${noop}`),
  wrong('tag-set-of-list', `x: !!set [a, b]\n${noop}`),
  wrong('tag-pairs', `x: !!pairs [a: 1, a: 2]\n${noop}`),
  wrong('tag-pairs-of-text', `x: !!pairs [a]\n${noop}`),
  wrong('tag-binary', `x: !!binary "%%%"\n${noop}`),
  wrong('tag-timestamp', `x: !!timestamp nonsense\n${noop}`),
  wrong('tag-python', 'x: !!python/object/apply:os.system ["id"]\n'),
  wrong('tag-int-of-text', `x: !!int abc\n${noop}`),
  wrong('tag-map-of-list', `x: !!map [1]\n${noop}`),
  wrong('tag-seq-of-map', `x: !!seq { a: 1 }\n${noop}`),
  wrong('tag-str-of-map', `x: !!str { a: 1 }\n${noop}`),
  harmless('directives', `${'%TAG !e! tag:x,2000:\n'.repeat(20_000)}---\n${noop}`),
  wrong('documents', '---\na: 1\n'.repeat(50_000)),
  wrong('prototype', '__proto__: { polluted: true }\nconstructor: { prototype: 1 }\n'),
  wrong(
    'anchors',
    many(50_000, (index) => `- &a${index} x\n`),
  ),
  wrong('key-that-is-a-list', `? [a, b]\n: 1\n${noop}`),
  wrong('quote-without-end', `name: "${'x\n '.repeat(100_000)}`),
  wrong('block-text-without-end', `name: |\n${'  x\n'.repeat(300_000)}${' '.repeat(3)}x: 1\ny`),
  wrong('tabs', `tasks:\n\t- debug:\n\t\tmsg: x\n`),
  // Mistakes by the thousand
  wrong('unknown-keys', `${many(20_000, (index) => `key${index}: 1\n`)}${noop}`),
  wrong('duplicate-keys', `${'name: x\n'.repeat(20_000)}${noop}`),
  wrong('unknown-modules', tasks(...Array.from({ length: 5_000 }, (_, index) => `win_thing${index}: {}`))),
  wrong(
    'unknown-variables',
    tasks(...Array.from({ length: 5_000 }, (_, index) => `debug: { msg: "{{ v${index} }}" }`)),
  ),
  wrong('bad-expressions', tasks(...Array.from({ length: 5_000 }, () => 'debug: { msg: "{{ ( }}" }'))),
  // A log
  wrong('planted-key', `"x\\n::error::planted": 1\n"\\e[2J\\a\\r": 1\n"\\x9b2J": 2\n"\\u202e": 3\n${noop}`),
  wrong('planted-raw', `x\u001b[2J: 1\ny\u0007: 2\nz\u202e: 3\n\u0085: 4\n${noop}`),
  wrong('planted-line', `a: 1\n::error::planted: 1\n##[error]x: 1\n${noop}`),
  wrong('planted-lines-of-cr', `a: 1\r::error::planted: 1\r${noop}`),
  wrong('planted-name', tasks('{ name: "a\\n::error::planted\\e[2J", debug: { msg: "{{ x }}" } }')),
  wrong('planted-tag', tasks('{ tags: ["\\e[2J"], whne: 1, meta: noop }')),
  wrong('planted-path', tasks('powershell: { file: "a\\n::error::b\\e[2J.ps1" }')),
  wrong('planted-expression', tasks('debug: { msg: "{{ x\\u202e | \\e[2J }}" }')),
  wrong('planted-module', tasks('"Get-\\e[2JItem": {}')),
  wrong('planted-parameter', `params: { "a\\n::error::b": {} }\n${noop}`),
  // Files that are none
  wrong('script-device', tasks('powershell: { file: /dev/zero }')),
  wrong('script-outside', tasks('powershell: { file: ../../../../etc/passwd }')),
  wrong('tasks-device', tasks('import_tasks: /dev/zero')),
  wrong('vars-device', `vars_files: [/dev/urandom]\n${noop}`),
  wrong('vars-of-proc', `vars_files: [/proc/self/mem]\n${noop}`),
  wrong('catalog-device', `catalogs: [/dev/zero]\n${noop}`),
  wrong('role-outside', `roles: [../../..]\n${noop}`),
  wrong('includes-itself', tasks('import_tasks: includes-itself.yml')),
  // Expressions
  wrong('expression-in-depth', message('('.repeat(50_000))),
  wrong('operators-in-a-row', message(`1${' + 1'.repeat(40_000)}`)),
  wrong('filters-in-a-row', message(`1${' | int'.repeat(40_000)}`)),
  harmless('power', message('9 ** 9 ** 9 ** 9')),
  harmless('text-by-the-gigabyte', message("'x' * 10 ** 10")),
  harmless('regex-look-behind', message("'b' | regex_search('(?<=b.{500000})z')")),
  harmless('regex-groups', message(`'x' | regex_search('${'()'.repeat(16_000)}')`)),
  harmless('regex-backtracking', message("('a' * 40) is match('(a+)+$b')")),
  harmless('regex-back-reference', message("('a' * 100000) | regex_search('(?i)(a+)\\\\1b')")),
  harmless('split', message("('x,' * 15000000).split(',') | length")),
  harmless('version', message("('1.' * 10000000) is version('1', '<')")),
  wrong(
    'variables-in-a-chain',
    vars(`  v0: 1\n${many(2_000, (index) => `  v${index + 1}: "{{ v${index} }}"\n`)}`, 'v2000'),
  ),
  wrong(
    'variables-doubled',
    vars(`  a0: true\n${many(40, (index) => `  a${index + 1}: "{{ a${index} and a${index} }}"\n`)}`, 'a40'),
  ),
  wrong(
    'variables-joined',
    vars(`  a0: x\n${many(40, (index) => `  a${index + 1}: "{{ a${index} ~ a${index} }}"\n`)}`, 'a40'),
  ),
  wrong(
    'variables-in-a-circle',
    vars(
      many(500, (index) => `  c${index}: "{{ c${(index + 1) % 500} }}"\n`),
      'c0',
    ),
  ),
  wrong(
    'pattern-without-end',
    `params: { p: { type: string, pattern: "^(a+)+$", default: "${'a'.repeat(40)}!" } }\n${message('p')}`,
  ),
  wrong(
    'pattern-counted',
    `params: { p: { type: string, pattern: "^(((a{1,1000}){1,1000}){1,1000})b$", default: "${'a'.repeat(40)}" } }\n${message('p')}`,
  ),
  wrong('duration', tasks(`{ timeout: ${'9'.repeat(4000)}h, meta: noop }`)),
  harmless('number-of-megabytes', `vars: { n: ${'9'.repeat(200_000)} }\n${message('n')}`),
  harmless(
    'choose-of-cases',
    `params: {${many(16, (index) => ` p${index}: { type: string, enum: [a, b, c, d], default: a },`)} }\n${tasks(
      `choose: [{ when: "${Array.from({ length: 16 }, (_, index) => `p${index} == 'a'`).join(' or ')}", meta: noop }, { when: "p0 == 'b'", meta: noop }]`,
    )}`,
  ),
];
