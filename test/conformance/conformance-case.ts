import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** A runbook that pins one rule of the language. It stands in the folder of the word that it is about. */
export interface ConformanceCase {
  /** `loops/failed-item`. */
  readonly name: string;
  /** Of the word's folder, in which the files are that the runbook names. */
  readonly folder: string;
  /** Of the runbook in its folder. */
  readonly file: string;
  readonly text: string;
  /** The comment at its top: what it shows. */
  readonly rule: string;
  readonly options: CaseOptions;
}

/** What the comment `# run: { … }` below the rule says of the run. Times are milliseconds. */
export interface CaseOptions {
  readonly tags?: readonly string[];
  readonly skip_tags?: readonly string[];
  readonly check?: boolean;
  readonly force_handlers?: boolean;
  readonly start_at?: string;
  readonly step?: boolean;
  /** As with `--on-failure ask`. */
  readonly ask_on_failure?: boolean;
  /** As with `-e`. */
  readonly given?: Readonly<Record<string, unknown>>;
  /** What parameters have by default. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** To the questions in their order: `yes`, `no`, or a text. */
  readonly answers?: readonly string[];
  /** When the operator asks for a stop. */
  readonly stop_after?: number;
  /**
   * What PowerShell's commands give, call by call, the last for all that follow; `{ error: TEXT }` is a terminating error, and `{ objects: TYPE, of: [PROPERTIES, …] }` are objects of .NET, of
   * which the parameter `Name` picks some. Others give nothing.
   */
  readonly commands?: Readonly<Record<string, readonly unknown[]>>;
  /** The machine of the session, which can be restarted. Times in seconds. */
  readonly machine?: { readonly downFor?: number };
  /** Broken off somewhere, it stops before a call whose object a task had made that changes things. */
  readonly holds?: boolean;
}

const root = fileURLToPath(new URL('.', import.meta.url));

/** All of them, by name. */
export function readCases(): readonly ConformanceCase[] {
  const groups = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return groups
    .flatMap(({ name: group }) =>
      readdirSync(join(root, group))
        .filter((file) => file.endsWith('.yml'))
        .map((file) => readCase(group, file)),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function readCase(group: string, file: string): ConformanceCase {
  const folder = join(root, group);
  const name = `${group}/${file.slice(0, -'.yml'.length)}`;
  const text = readFileSync(join(folder, file), 'utf8');
  const comments = [];
  for (const line of text.split('\n')) {
    if (!line.startsWith('# ')) break;
    comments.push(line.slice(2));
  }
  const run = comments.find((comment) => comment.startsWith('run: '));
  const rule = comments.filter((comment) => comment !== run).join(' ');
  if (rule === '') throw new Error(`${name} does not say which rule it shows`);
  const options = run === undefined ? {} : (parse(run.slice('run: '.length)) as CaseOptions);
  return { name, folder, file, text, rule, options };
}
