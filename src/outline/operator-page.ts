import type { Parameter, PropertyRule } from '../model/runbook.ts';
import { sessionNeeds } from '../model/session-needs.ts';
import { writtenText } from '../model/written-text.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program, ProgramNode } from '../program/program.ts';
import { markdownCellCode, markdownCode, markdownRow, markdownText } from '../text/markdown.ts';
import { toJson } from '../values/json.ts';
import { plainText } from './action-words.ts';
import { conditionWords } from './condition-words.ts';
import type { Known } from './known.ts';
import { nameText, windowText } from './node-words.ts';
import { stepLines } from './page-steps.ts';

export interface PageOptions {
  /** The runbook, as a command line names it. */
  readonly file: string;
  /** What its rehearsal has; missing where there is none. */
  readonly scenarios: readonly { readonly name: string; readonly description: string }[] | undefined;
  readonly known: Known;
}

/** A page of Markdown (CommonMark with tables) for those who run the runbook: what it needs, does, decides, asks, and how it is run. No text of the runbook is markup in it. */
export function operatorPage(program: Program, options: PageOptions): string {
  const { runbook, plays } = program;
  const { known, file, scenarios } = options;
  const isOne = plays.length === 1;
  const sections: readonly (readonly string[])[] = [
    [
      `# ${markdownText(runbook.name ?? file)}`,
      '',
      ...paragraph(runbook.description),
      `Made of ${markdownCode(file)} by \`runbook docs\`.`,
    ],
    needsSection(program),
    parametersSection(runbook.parameters),
    ...plays.flatMap(({ source, nodes, handlers }) => [
      [
        `## ${isOne ? 'Steps' : `Steps of ${markdownText(source.name ?? 'the next play')}`}`,
        '',
        ...stepLines(nodes, known),
      ],
      handlers.length === 0
        ? []
        : [
            '## Handlers',
            '',
            'Each is run after the steps, where a step that has changed something notified it.',
            '',
            ...stepLines(
              handlers.map(({ node }) => node),
              known,
            ),
          ],
    ]),
    decisionsSection(program, known),
    windowsSection(program),
    undoSection(program),
    statusSection(program),
    ...runSections(runbook.parameters, file, scenarios),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

function paragraph(description: string | undefined): readonly string[] {
  if (description === undefined) return [];
  const paragraphs = description.trim().split(/\n\s*\n/);
  return paragraphs.flatMap((text) => [markdownText(text.trim().replaceAll(/\s+/g, ' ')), '']);
}

function needsSection(program: Program): readonly string[] {
  const { edition, version, modules } = sessionNeeds(program.runbook);
  const programs = new Set(
    nodesOf(program).flatMap(({ source }) => {
      if (source.kind !== 'task' || source.action.kind !== 'command') return [];
      const { argv } = source.action;
      const [first] = argv.kind === 'list' ? argv.items : argv.kind === 'value' ? (argv.items ?? []) : [];
      return first?.kind === 'value' && typeof first.value === 'string' ? first.value : [];
    }),
  );
  const named = edition && { desktop: 'Windows PowerShell', core: 'PowerShell 7' }[edition];
  const lines = [
    `- ${named ?? 'PowerShell'}${version === undefined ? '' : ` ${markdownText(version)} or later`}`,
    ...(modules.length === 0 ? [] : [`- modules: ${modules.map(markdownCode).join(', ')}`]),
    ...(programs.size === 0 ? [] : [`- programs: ${[...programs].map(markdownCode).join(', ')}`]),
  ];
  return ['## What has to be there', '', ...lines, '', '`runbook doctor` looks at the machine.'];
}

function parametersSection(parameters: readonly Parameter[]): readonly string[] {
  if (parameters.length === 0) return [];
  const rows = parameters.map((each) =>
    markdownRow([
      markdownCellCode(each.name),
      each.secret ? `${each.type}, secret` : each.type,
      neededText(each),
      allowedText(each),
      markdownText((each.description ?? each.prompt ?? '').replaceAll(/\s+/g, ' ').trim()),
    ]),
  );
  const head = ['parameter', 'type', 'without it', 'allowed', 'meaning'];
  return ['## Parameters', '', markdownRow(head), markdownRow(head.map(() => '---')), ...rows];
}

function neededText({ required, requiredWhen, default: value, secret }: Parameter): string {
  if (required) return '**required**';
  if (requiredWhen) return `**required** if ${conditionWords([requiredWhen]).replaceAll('|', '\\|')}`;
  if (!value) return 'it is not defined';
  return secret ? 'a default, which is secret' : markdownCellCode(writtenText(value));
}

function allowedText(rule: Omit<PropertyRule, 'required'> & { readonly secret?: boolean }): string {
  const { enum: values, pattern, format, minimum, maximum, items, properties } = rule;
  const list = values?.map((value) =>
    markdownCellCode(rule.secret === true ? '…' : JSON.stringify(toJson(value))),
  );
  const parts = [
    ...(list ? [list.join(', ')] : []),
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(format === undefined ? [] : [format]),
    ...(pattern === undefined ? [] : [`matches ${markdownCellCode(pattern)}`]),
    ...(items ? [`each: ${[items.type, allowedText(items)].filter((text) => text !== '').join(', ')}`] : []),
    ...(properties ? [`keys: ${[...properties.keys()].map(markdownCellCode).join(', ')}`] : []),
  ];
  return parts.join('; ');
}

function decisionsSection(program: Program, known: Known): readonly string[] {
  const chooses = nodesOf(program).filter(({ kind }) => kind === 'choose');
  if (chooses.length === 0) return [];
  const lines = chooses.flatMap((node) => {
    const fact = known.get(node.id);
    const branches =
      node.kind === 'choose'
        ? node.branches.map(({ source }) => `“${markdownText(nameText(source))}”`).join(', ')
        : '';
    return [
      `- **${markdownText(nameText(node.source))}**: ${branches}${fact ? `; ${markdownText(fact.text)}` : ''}`,
    ];
  });
  return ['## Decisions', '', 'Exactly one branch of each is run.', '', ...lines];
}

function windowsSection(program: Program): readonly string[] {
  const lines = nodesOf(program).flatMap(({ source }) =>
    source.kind === 'block' && source.window
      ? `- **${markdownText(nameText(source))}**: ${markdownText(windowText(source.window))}`
      : [],
  );
  if (lines.length === 0) return [];
  const plan = 'How long its steps take as a rule, and the point of no return, is shown by `runbook plan`.';
  return ['## Windows', '', ...lines, '', plan];
}

function undoSection(program: Program): readonly string[] {
  const lines = nodesOf(program)
    .filter(({ undo }) => undo.length > 0)
    .map(({ source, undo }) => `- **${markdownText(nameText(source))}**: ${undo.map(named).join(', ')}`);
  if (lines.length === 0) return [];
  const what =
    'When a block fails, what was done in it is taken back before anything mends it: what ended last comes first.';
  return ['## What is taken back', '', what, '', ...lines];
}

function named({ source }: ProgramNode): string {
  return `“${markdownText(nameText(source))}”`;
}

function statusSection({ plays }: Program): readonly string[] {
  const lines = plays
    .flatMap(({ source }) => source.status)
    .map(
      ({ name, value }) => `- ${markdownText(name)}: at the beginning “${markdownText(plainText(value))}”`,
    );
  if (lines.length === 0) return [];
  return [
    '## The status board',
    '',
    'The run, its summary and every failure say how these stand.',
    '',
    ...lines,
  ];
}

function runSections(
  parameters: readonly Parameter[],
  file: string,
  scenarios: PageOptions['scenarios'],
): readonly (readonly string[])[] {
  const given = parameters.filter(({ required, secret }) => required && !secret);
  const flags = given.map(({ name }) => ` -e ${name}=…`).join('');
  const name = shellWord(file) ?? 'FILE';
  const secrets = parameters
    .filter(({ secret, required }) => secret && required)
    .map(({ name: each }) => markdownCode(each));
  const [first] = (scenarios ?? []).flatMap((each) => shellWord(each.name) ?? []);
  const commands = [
    `runbook validate ${name}`,
    ...(first === undefined
      ? []
      : [`runbook rehearse ${name} --all`, `runbook rehearse ${name} --scenario ${first}`]),
    `runbook plan ${name}${flags}`,
    `runbook apply ${name}${flags} --check`,
    `runbook apply ${name}${flags}`,
    'runbook resume RUN',
  ];
  return [
    [
      '## How to run it',
      '',
      ...commands.map((command) => `    ${command}`),
      '',
      'In this order: what is wrong with it; against stand-ins, touching nothing; what it would do; the same on the machine, changing nothing; for real; and how a run goes on that was broken off or has failed, under the name that its end says.',
      ...(secrets.length === 0
        ? []
        : ['', `Secrets are asked for, unseen, or come from a file: ${secrets.join(', ')}.`]),
    ],
    scenarios && scenarios.length > 0
      ? [
          '## Rehearsals',
          '',
          ...scenarios.map(
            (each) =>
              `- ${markdownCode(each.name)}: ${markdownText(each.description.replaceAll(/\s+/g, ' '))}`,
          ),
        ]
      : [],
    [
      '## How it ends',
      '',
      markdownRow(['exit code', 'meaning']),
      markdownRow(['---', '---']),
      ...EXIT_CODES.map(([code, meaning]) => markdownRow([code, meaning])),
    ],
  ];
}

/** A word that every shell takes as it is, for a command that is copied; undefined where there is none. */
function shellWord(word: string): string | undefined {
  if (/^[\w./\\:-]+$/.test(word)) return word;
  return /['\u2018-\u201b\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(word) ? undefined : `'${word}'`;
}

const EXIT_CODES = [
  ['0', 'done'],
  ['1', 'a bug of runbook, or output that could not be written'],
  ['2', 'a task failed'],
  ['3', 'a session was lost or could not be opened'],
  ['4', 'the runbook, its parameters or the command line are wrong; nothing was run'],
  ['5', 'stopped by the operator, declined, or in doubt'],
] as const;
