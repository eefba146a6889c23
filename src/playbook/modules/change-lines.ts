import type { WrittenNode } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import type { Script } from '../script.ts';

/** Lines of a script that act where a condition holds, and only say so where nothing may be changed. */
export function changed(condition: string, ...act: readonly string[]): readonly string[] {
  const [only = '', ...others] = act;
  const doIt =
    others.length === 0
      ? [`  if (-not $Runbook.CheckMode) { ${only} }`]
      : ['  if (-not $Runbook.CheckMode) {', ...act.map((line) => `    ${line}`), '  }'];
  return [`if (${condition}) {`, '  $Runbook.Changed = $true', ...doIt, '}'];
}

/** The lines for the state that is asked for; for one that is known only in the run, those of all of them. @throws CannotSay where there is no such state */
export function linesOfState(
  script: Script,
  state: WrittenNode,
  lines: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  const text = state.kind === 'scalar' ? String(state.value) : '';
  if (!text.includes('{{')) {
    const known = lines[text];
    if (!known) throw new CannotSay(`there is no "state: ${text}" here`);
    return known;
  }
  return [
    `switch (${script.parameter('State', state)}) {`,
    ...Object.entries(lines).flatMap(([key, each]) => [
      `  '${key}' {`,
      ...each.map((line) => `    ${line}`),
      '  }',
    ]),
    '  default { throw "the state $State is not known" }',
    '}',
  ];
}
