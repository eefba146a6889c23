import { lineAt } from '../diagnostics/line-at.ts';
import type { Check, Findings } from './check.ts';
import { rightScripts, type ParsedScript } from './parsed-scripts.ts';

/** What PowerShell accepts, and what does not do what it looks like. */
export const scriptTraps: Check = {
  name: 'script-traps',
  sees: 'itself',
  description: 'Scripts begin with their "param", ask nobody, and lose no line to a comment',
  run(subject, { report }) {
    const scripts = rightScripts(subject);
    const functions = new Set(
      scripts.flatMap(({ facts }) => facts.functions.map((name) => name.toLowerCase())),
    );
    for (const script of scripts) {
      reportCalls(script, functions, report);
      reportComments(script, report);
    }
  },
};

/** Commands that ask somebody: in a session nobody is there. */
const ASKING: ReadonlySet<string> = new Set(['read-host', 'get-credential', 'pause']);

function reportCalls(
  { facts, at }: ParsedScript,
  functions: ReadonlySet<string>,
  report: Findings['report'],
): void {
  for (const call of facts.calls) {
    const name = call.name.toLowerCase();
    if (functions.has(name)) continue;
    if (name === 'param') {
      report({
        code: 'param-not-first',
        severity: 'error',
        message: '"param" is not the first thing here, and so it is taken for a command of that name',
        location: at(call),
        help: 'move it to the beginning: only comments, "using" and attributes may stand before it',
      });
    }
    if (ASKING.has(name)) {
      report({
        code: 'script-asks',
        severity: 'warning',
        message: `"${call.name}" asks somebody, and in a session nobody can answer: it fails at once`,
        location: at(call),
        help: 'ask with a task `pause: { prompt: … }`, or before the run with a parameter, and pass the answer in under "parameters"',
      });
    }
  }
}

/** YAML has joined lines to one, in which a comment has no end before the last of them. */
function reportComments({ action: { source }, facts, at }: ParsedScript, report: Findings['report']): void {
  for (const comment of facts.lineComments) {
    const { file } = source;
    const first = lineAt(file, source.offsetOf(comment.start)).line;
    const last = lineAt(file, source.offsetOf(comment.end - 1)).line;
    if (first === last) continue;
    const lines = last - first === 1 ? 'the line below' : `the ${last - first} lines below`;
    report({
      code: 'swallowed-lines',
      severity: 'warning',
      message: `${lines} are a part of this comment: YAML joins them to one line`.replace(
        'the line below are',
        'the line below is',
      ),
      location: at({ start: comment.start, end: comment.start + 1 }),
      help: 'write the script as a block that keeps its lines: "|" instead of ">"',
    });
  }
}
