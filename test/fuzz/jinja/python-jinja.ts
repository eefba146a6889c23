import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Typed } from '../../expression/goldens/golden-cases.ts';

/** An expression or template with the variables that it sees. */
export interface JinjaCase {
  readonly source: string;
  readonly isTemplate: boolean;
  readonly variables: Typed;
}

/** What Python made of a case: a value, or what it raised. */
export type JinjaAnswer = { readonly value: Typed } | { readonly error: string };

/** A Python process that evaluates with Jinja2 until it is closed. */
export interface PythonJinja {
  readonly version: string;
  /** Ansible's filters and tests are there, too. */
  readonly hasAnsible: boolean;
  readonly filters: ReadonlySet<string>;
  readonly tests: ReadonlySet<string>;
  /** `adapted`: the differences of docs/expressions.md, by their headings, that Jinja2 is made to have. */
  evaluate(cases: readonly JinjaCase[], adapted?: readonly string[]): Promise<readonly JinjaAnswer[]>;
  close(): void;
}

const SCRIPT = fileURLToPath(new URL('evaluate-jinja.py', import.meta.url));

/** A Python that has jinja2, one with Ansible's filters before others; nothing where there is none. */
export function findPython(): string | undefined {
  const candidates = ['/usr/bin/python3', 'python3', 'python'];
  const imports = ['import jinja2, ansible.plugins.filter.core', 'import jinja2'];
  for (const statement of imports)
    for (const python of candidates)
      if (spawnSync(python, ['-c', statement], { stdio: 'ignore' }).status === 0) return python;
  return undefined;
}

/** Starts the process. It is restarted for nobody: a case that ends it is a failure of the comparison. */
export async function startPythonJinja(python: string): Promise<PythonJinja> {
  const child = spawn(python, [SCRIPT], { stdio: 'pipe', env: { ...process.env, PYTHONHASHSEED: '0' } });
  const lines = linesOf(child);
  const hello = JSON.parse(await lines()) as {
    jinja: string;
    ansible: boolean;
    filters: string[];
    tests: string[];
  };
  return {
    version: hello.jinja,
    hasAnsible: hello.ansible,
    filters: new Set(hello.filters),
    tests: new Set(hello.tests),
    evaluate: async (cases, adapted = []) => {
      child.stdin.write(cases.map((each) => `${JSON.stringify({ ...each, adapted })}\n`).join(''));
      const answers: JinjaAnswer[] = [];
      for (const each of cases) answers.push(JSON.parse(await lines(each)) as JinjaAnswer);
      return answers;
    },
    close: () => child.kill(),
  };
}

/** The next line that the process writes. */
function linesOf(child: ChildProcessWithoutNullStreams): (about?: unknown) => Promise<string> {
  let mistakes = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (mistakes = (mistakes + text).slice(-4000)));
  const iterator = createInterface({ input: child.stdout, crlfDelay: Infinity })[Symbol.asyncIterator]();
  return async (about) => {
    const line: IteratorResult<string, unknown> = await iterator.next();
    if (line.done) throw new Error(`Python has ended at ${JSON.stringify(about)}\n${mistakes}`);
    return line.value;
  };
}
