import type { HostileFile } from './hostile-files.ts';

const many = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('');
const list = (count: number, item: (index: number) => string) =>
  `[${Array.from({ length: count }, (_, index) => item(index)).join(', ')}]`;
const task = (line: string) => `tasks:\n  - ${line}\n`;
const text = (content: string) => JSON.stringify(content);
const script = (line: string) => task(`powershell: ${text(line)}`);

const files: readonly (readonly [name: string, isWrong: boolean, content: string])[] = [
  // Lists of a hundred thousand, which are more than a function takes as arguments
  [
    'list-of-numbers',
    false,
    `vars: { l: ${list(130_000, () => '1')} }\n${task('debug: { msg: "{{ l[0] }}" }')}`,
  ],
  [
    'list-of-mappings',
    false,
    `vars: { l: ${list(20_000, () => '{ a: 1 }')} }\n${task('debug: { msg: "{{ l[0].a }}" }')}`,
  ],
  ['tags-by-the-thousand', false, task(`{ meta: noop, tags: ${list(130_000, (index) => `t${index}`)} }`)],
  ['conditions-by-the-thousand', false, task(`{ meta: noop, when: ${list(50_000, () => 'true')} }`)],
  ['assertions-by-the-thousand', false, task(`assert: { that: ${list(60_000, () => 'true')} }`)],
  [
    'notified-by-the-thousand',
    true,
    task(`{ command: [ls], notify: ${list(100_000, (index) => `h${index}`)} }`),
  ],
  [
    'enum-by-the-thousand',
    false,
    `params: { p: { type: string, enum: ${list(100_000, (index) => `v${index}`)} } }\n${task('debug: { msg: "{{ p }}" }')}`,
  ],
  [
    'loop-by-the-thousand',
    false,
    task(`{ debug: { msg: "{{ item }}" }, loop: ${list(100_000, (index) => `${index}`)} }`),
  ],
  [
    'merges-by-the-thousand',
    true,
    `vars:\n  a: &a { b: 1 }\n  c: { <<: ${list(99_000, () => '*a')} }\n${task('meta: noop')}`,
  ],
  [
    'aliases-by-the-million',
    true,
    `vars: { a: &a 1, l: ${list(1_000_000, () => '*a')} }\n${task('meta: noop')}`,
  ],
  ['duplicates-by-the-thousand', true, `${'a: 1\n'.repeat(100_000)}${task('meta: noop')}`],
  ['tokens-without-end', true, `a: [${'1,'.repeat(2_400_000)}]`],
  ['commas', true, `a: [${','.repeat(4_000_000)}]`],
  ['line-breaks', true, '\n'.repeat(4_900_000)],
  ['comments', true, '#\n'.repeat(2_400_000)],
  ['carriage-returns', true, '\r'.repeat(4_000_000)],
  ['tabs-without-end', true, `a:${'\t'.repeat(4_000_000)}b: c`],
  ['colons', true, ':'.repeat(4_000_000)],
  ['colons-and-blanks', true, ': '.repeat(2_000_000)],
  ['quotes', true, `a: ${'"'.repeat(4_000_000)}`],
  ['ampersands', true, '& '.repeat(1_000_000)],
  ['exclamation-marks', true, '! '.repeat(1_000_000)],
  ['bars', true, '|\n'.repeat(1_000_000)],
  ['percent-signs', true, '%a\n'.repeat(1_000_000)],
  ['huge-key-that-is-unknown', true, task(`{ ${text('k'.repeat(1_000_000))}: 1 }`)],
  ['escapes', false, task(`debug: { msg: "${'\\u0041'.repeat(600_000)}" }`)],
  // Templates
  ['braces-that-do-not-close', true, task(`debug: { msg: ${text('{{ ( }}'.repeat(100_000))} }`)],
  ['brackets-that-do-not-close', true, task(`debug: { msg: ${text('{{ [1 }} ( '.repeat(100_000))} }`)],
  ['texts-that-do-not-close', true, task(`debug: { msg: ${text("{{ '1 }}".repeat(100_000))} }`)],
  ['nothing-but-braces', true, task(`debug: { msg: ${text(`${'{{'.repeat(1_000_000)}}}`)} }`)],
  ['braces-in-a-condition', true, task(`{ meta: noop, when: ${text('{{'.repeat(1_000_000))} }`)],
  ['braces-in-a-command', true, task(`command: ${text('{{ a'.repeat(500_000))}`)],
  [
    'blanks-in-a-loop',
    true,
    task(`{ debug: { msg: x }, with_items: ${text(`{{${' '.repeat(1_000_000)}x`)} }`),
  ],
  [
    'letters-in-a-sequence',
    true,
    task(`{ debug: { msg: x }, with_sequence: ${text('a'.repeat(1_000_000))} }`),
  ],
  ['expression-of-brackets', true, task(`debug: { msg: ${text(`{{ ${'['.repeat(90_000)} }}`)} }`)],
  ['expression-of-nots', true, task(`debug: { msg: ${text(`{{ ${'not '.repeat(20_000)} x }}`)} }`)],
  ['expression-of-minuses', true, task(`debug: { msg: ${text(`{{ ${'-'.repeat(90_000)}1 }}`)} }`)],
  ['expression-of-dots', true, task(`debug: { msg: ${text(`{{ x${'.a'.repeat(40_000)} }}`)} }`)],
  ['expression-of-ifs', true, task(`debug: { msg: ${text(`{{ ${'1 if x else '.repeat(8_000)}1 }}`)} }`)],
  ['expression-of-comparisons', false, task(`debug: { msg: ${text(`{{ 1${' < 1'.repeat(20_000)} }}`)} }`)],
  [
    'expression-of-and-and-or',
    true,
    task(`debug: { msg: ${text(`{{ a${' and a or a'.repeat(8_000)} }}`)} }`),
  ],
  ['expression-of-digits', true, task(`debug: { msg: ${text(`{{ ${'9'.repeat(90_000)} }}`)} }`)],
  ['templates-by-the-thousand', true, task(`debug: { msg: ${text('{{ a }}'.repeat(40_000))} }`)],
  // Scripts
  ['script-comments-that-do-not-close', true, script('<#'.repeat(1_000_000))],
  ['script-comments-and-a-template', true, script(`${'<##>'.repeat(40)}{{ a }}`)],
  ['script-here-strings-that-do-not-close', true, script("@'\n".repeat(500_000))],
  ['script-of-params', false, script('param('.repeat(300_000))],
  ['script-of-lists', false, script(`${'$a,'.repeat(500_000)}1`)],
  ['script-of-brackets', false, script('$a[ '.repeat(500_000))],
  ['script-template-without-end', true, script(`{{${'a'.repeat(1_000_000)}`)],
  ['script-of-quotes', true, script(`'${'"'.repeat(1_000_000)}`)],
  // Names and conditions
  [
    'registers-by-the-thousand',
    false,
    `tasks:\n${many(1_000, (index) => `  - { command: [ls], register: r, when: "r is defined and r.rc != ${index}" }\n`)}`,
  ],
  [
    'facts-that-need-each-other',
    false,
    `tasks:\n${many(3_000, (index) => `  - set_fact: { f${index}: "{{ f${Math.max(0, index - 1)} | default(1) }}" }\n`)}`,
  ],
  [
    'conditions-of-a-branch',
    false,
    `params: {${many(30, (index) => ` p${index}: { type: boolean, default: true },`)} }\ntasks:\n  - choose:\n${many(60, (index) => `      - { when: p${index % 30} and p${(index * 7) % 30} or not p${(index * 11) % 30}, meta: noop }\n`)}`,
  ],
  [
    'questions-of-a-branch',
    false,
    `tasks:\n${many(30, (index) => `  - { command: [ls], register: r${index} }\n`)}  - choose:\n${many(60, (index) => `      - { when: r${index % 30}.rc == ${index}, meta: noop }\n`)}`,
  ],
  [
    'chooses-in-chooses',
    true,
    `params: { p: { type: integer, default: 1 } }\ntasks:\n${many(20, (index) => `${'    '.repeat(index)}  - choose:\n${'    '.repeat(index)}    - when: p == ${index}\n${'    '.repeat(index)}      block:\n`)}${'    '.repeat(20)}  - meta: noop\n`,
  ],
  [
    'pattern-of-groups',
    true,
    `params: { p: { type: string, pattern: "${'('.repeat(50_000)}", default: a } }\n${task('debug: { msg: "{{ p }}" }')}`,
  ],
  [
    'pattern-of-alternatives',
    true,
    `params: { p: { type: string, pattern: "^(${'a|'.repeat(40)}a)*b$", default: "${'a'.repeat(40)}" } }\n${task('debug: { msg: "{{ p }}" }')}`,
  ],
  [
    'parameters-in-a-circle',
    true,
    `params: {${many(2_000, (index) => ` p${index}: { type: string, default: "{{ p${(index + 1) % 2000} }}" },`)} }\n${task('meta: noop')}`,
  ],
  [
    'undos-in-undos',
    true,
    `tasks:\n${many(40, (index) => `${'  '.repeat(2 * index)}  - meta: noop\n${'  '.repeat(2 * index)}    undo:\n`)}${'  '.repeat(80)}  - meta: noop\n`,
  ],
  [
    'handlers-that-notify',
    false,
    `tasks:\n  - { command: [ls], notify: h0 }\nhandlers:\n${many(1_000, (index) => `  - { name: h${index}, command: [ls], notify: h${Math.min(index + 1, 999)} }\n`)}`,
  ],
];

/** As large as a file may be, or as many of something as fit in: what takes time for each of its places is seen here. */
export const largerFiles: readonly HostileFile[] = files.map(([name, isWrong, content]) => ({
  name,
  isWrong,
  content,
}));
