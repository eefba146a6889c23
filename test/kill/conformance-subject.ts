import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConformanceCase } from '../conformance/conformance-case.ts';
import { createSandbox } from '../harness/sandbox.ts';
import type { KillSubject } from './kill-subject.ts';

/** The programs of the conformance runbooks, as programs that are there: each writes down that it runs before it does anything, and takes a moment. */
const PROGRAMS: Readonly<Record<string, string>> = {
  say: 'echo "$1"',
  exit: 'exit "$1"',
  answer: 'printf %s "$2"; exit "$1"',
  complain: 'printf %s "$1" >&2; exit "${2:-1}"',
  flaky: 'count=$(grep -cxF "flaky $1" "$KILL_WORLD"); echo "$count"; [ "$count" -gt "$1" ]',
};

/** What a case must not need: PowerShell, time, an operator, what is not there, what is not on record. */
const NEEDS_MORE =
  /\[(?:sleep|linger|interrupt|press|lose|fade|crash|late|net|env)\b|[A-Z][a-z]+-[A-Z][A-Za-z]+:|powershell:|delay:|pause:|async:|session:|wait_for|confirm|retries:|window|stop_after|commands:|answers:|no_log|step:|ask_on_failure|# run:.*(?:given|defaults)/;

export function isKillable({ text }: ConformanceCase): boolean {
  return text.includes('command:') && !NEEDS_MORE.test(text);
}

/** A conformance runbook that is applied for real, with programs of its own. */
export function conformanceSubject({ name, folder, file, options }: ConformanceCase): KillSubject {
  const sandbox = createSandbox();
  const bin = join(sandbox.directory, 'bin');
  const world = join(sandbox.directory, 'world.log');
  mkdirSync(bin);
  for (const [program, act] of Object.entries(PROGRAMS)) {
    const path = join(bin, program);
    writeFileSync(path, `#!/bin/sh\necho "${program} $*" >> "$KILL_WORLD"\nsleep 0.05\n${act}\n`);
    chmodSync(path, 0o755);
  }
  const { tags = [], skip_tags: skipTags = [], check, force_handlers: forced, start_at: start } = options;
  const flags = [
    ...tags.flatMap((tag) => ['--tags', tag]),
    ...skipTags.flatMap((tag) => ['--skip-tags', tag]),
    ...(check === true ? ['--check'] : []),
    ...(forced === true ? ['--force-handlers'] : []),
    ...(start === undefined ? [] : ['--start-at-task', start]),
  ];
  const effects = () => (existsSync(world) ? readFileSync(world, 'utf8').trimEnd().split('\n') : []);
  return {
    name,
    sandbox,
    first: ['apply', join(folder, file), '--journal', 'runs', '--view', 'plain', ...flags],
    environment: { PATH: `${bin}:${process.env['PATH'] ?? ''}`, KILL_WORLD: world },
    effects,
    state: () => '',
    doesTheSameAgain: true,
    isOf: (effect, { argv = [] }) => effect === argv.join(' '),
  };
}
