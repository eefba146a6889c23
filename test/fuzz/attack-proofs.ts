import type { Proof } from '../../src/checks/check.ts';
import { runChecks } from '../../src/checks/run-checks.ts';
import { lineAndColumn, printDiagnostic } from '../../src/diagnostics/print.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Location } from '../../src/diagnostics/source.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import { nodesOf } from '../../src/program/nodes-of.ts';
import type { Program, ProgramNode } from '../../src/program/program.ts';
import { visitNodes } from '../../src/program/walk.ts';
import { observe, type Observed } from './observe.ts';
import type { FuzzRunbook } from './proof-tasks.ts';

/** What was said of the chooses of runbooks, and what of it was wrong. */
export interface Score {
  chooses: number;
  proved: number;
  refused: number;
  undecided: number;
  /** Of tasks that call one command, that exactly one of them runs. */
  calls: number;
  neverRuns: number;
  runs: number;
  readonly wrong: string[];
}

export function emptyScore(): Score {
  return { chooses: 0, proved: 0, refused: 0, undecided: 0, calls: 0, neverRuns: 0, runs: 0, wrong: [] };
}

/**
 * Checks a runbook, runs it with the engine, with `most` combinations of what its parameters can be, and adds up what was claimed of it. An error is looked for in
 * all combinations.
 */
export async function attack(fuzzed: FuzzRunbook, most: number, score: Score): Promise<void> {
  const text = JSON.stringify(fuzzed.runbook, null, 2);
  const shown = JSON.stringify(fuzzed.runbook);
  const { runbook, diagnostics } = loadRunbook({ path: 'fuzz.yml', text });
  if (!runbook) throw new Error(`${diagnostics.map(printDiagnostic).join('\n')}\n${text}`);
  const program = lowerRunbook(runbook);
  const checked = runChecks({ program, hasRehearsal: false });
  const claims = claimsOf(program, checked.diagnostics, checked.proofs);
  score.chooses += fuzzed.chooses;
  score.proved += claims.proved.size;
  score.refused += new Set(claims.refused.map(({ name }) => name)).size;
  score.calls += claims.calls.size;
  score.neverRuns += claims.never.length;
  score.undecided += claims.undecided;

  const told = new Set<string>();
  const wrong = (claim: string, given: object): void => {
    if (told.has(claim)) return;
    told.add(claim);
    score.wrong.push(`${claim}\nwith ${JSON.stringify(given)}\n${shown}`);
  };
  const unseen = new Map(claims.refused.map((claim) => [claim, true]));
  const all = combinations(fuzzed);
  const step = Math.max(1, Math.floor(all.length / most));
  const look = async (given: Readonly<Record<string, unknown>>): Promise<void> => {
    const seen = await observe(program, given);
    if (!seen) return;
    score.runs++;
    for (const mistake of wrongIn(seen, claims, program)) wrong(mistake, given);
    for (const claim of claims.refused)
      if (isSeen(claim, seen) || isRefused(claim, seen, program) || endsBefore(claim, claims, seen))
        unseen.delete(claim);
  };
  const sampled = new Set(
    Array.from(all.keys())
      .filter((index) => index % step === 0)
      .map((index) => (index * 7919) % all.length),
  );
  for (const index of sampled) await look(all[index] ?? {});
  if (unseen.size > 0) {
    for (const [index, given] of all.entries()) {
      if (unseen.size === 0) break;
      if (!sampled.has(index)) await look(given);
    }
  }
  for (const { name, code, message } of unseen.keys()) wrong(`${name}: ${code} never shows: ${message}`, {});
}

interface Claims {
  /** By name, whether the proof is for values of the run that can be asked. */
  readonly proved: ReadonlyMap<string, Proved>;
  /** By the number of the calls. */
  readonly calls: ReadonlyMap<string, Proved>;
  readonly refused: readonly Refused[];
  readonly undecided: number;
  /** The tasks that never run, each with all that is inside. */
  readonly never: readonly { readonly name: string; readonly inside: readonly string[] }[];
}

interface Proved {
  readonly isOpen: boolean;
  readonly text: string;
}

interface Refused {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

function claimsOf(program: Program, diagnostics: readonly Diagnostic[], proofs: readonly Proof[]): Claims {
  const nodes = nodesOf(program);
  const at = ({ range }: Location) => nodes.find(({ source }) => source.location.range.start === range.start);
  const provedOf = (about: string) =>
    proofs
      .filter((proof) => proof.about === about)
      .map(
        ({ location, text }) => [nameOf(at(location)), { isOpen: text.includes('whether'), text }] as const,
      );
  const proved = new Map(provedOf('choose'));
  const calls = new Map(
    provedOf('exit').map(([name, claim]) => [/^call (\d+)\./.exec(name)?.[1] ?? name, claim]),
  );
  const refused = diagnostics.flatMap((each): Refused[] => {
    const { code, severity, location, message, related = [] } = each;
    if (severity !== 'error' || !location || !code.startsWith('choose-')) return [];
    const other = related.find(({ message: text }) => text === 'it is this one');
    const choose =
      code === 'choose-undefined'
        ? other
          ? at(other.location)
          : chooseAround(program, location)
        : at(location);
    return [{ name: nameOf(choose), code, message }];
  });
  const undecided = diagnostics.filter(({ code }) => code === 'choose-unproved').length;
  const never = diagnostics.flatMap(({ code, location }) => {
    const node = code === 'never-runs' && location ? at(location) : undefined;
    return node ? [{ name: nameOf(node), inside: namesInside(node) }] : [];
  });
  return { proved, calls, refused, undecided, never };
}

function chooseAround(program: Program, { range }: Location): ProgramNode | undefined {
  return nodesOf(program).findLast(
    ({ kind, source }) =>
      kind === 'choose' &&
      source.location.range.start <= range.start &&
      source.location.range.end >= range.end,
  );
}

function nameOf(node: ProgramNode | undefined): string {
  return node?.source.name?.source.text ?? '';
}

function namesInside(node: ProgramNode): readonly string[] {
  const names: string[] = [];
  visitNodes([node], undefined, ({ source }) => {
    if (source.name) names.push(source.name.source.text);
    return { down: undefined };
  });
  return names;
}

function isSeen({ name, code }: Refused, { failed }: Observed): boolean {
  const reason = failed.get(name);
  if (reason === undefined) return false;
  if (reason.startsWith('no branch')) return code === 'choose-gap';
  if (/ branches could run/.test(reason)) return code === 'choose-overlap';
  // It is refused for another reason than it fails for.
  return true;
}

/** The plan has found it, before the run. */
function isRefused({ name }: Refused, { refusals }: Observed, program: Program): boolean {
  return refusals.some(
    ({ location }) => location !== undefined && nameOf(chooseAround(program, location)) === name,
  );
}

/** Another mistake that was told ended the run: this one shows when that has been mended. */
function endsBefore({ name }: Refused, { refused }: Claims, { failed }: Observed): boolean {
  return refused.some(
    (other) => other.name !== name && other.name.startsWith('guard') && failed.has(other.name),
  );
}

function* wrongIn(seen: Observed, { proved, calls, never }: Claims, program: Program): Generator<string> {
  for (const [name, { isOpen, text }] of proved) {
    const reason = seen.failed.get(name);
    if (reason === undefined) continue;
    const cannotAsk = !reason.startsWith('no branch') && !/ branches could run/.test(reason);
    // A question of the run that cannot be answered is no case of what was proved.
    if (cannotAsk && (isOpen || isAround(name, reason, program))) continue;
    yield `${name}: "${text}", and ${reason}`;
  }
  for (const [number, { isOpen, text }] of calls) {
    if (!seen.ran.has(`reach ${number}`)) continue;
    const isCall = (name: string): boolean => name.startsWith(`call ${number}.`);
    const ran = [...seen.ran].filter(isCall);
    const skipped = [...seen.skipped].filter(isCall);
    const all = nodesOf(program).filter(({ source }) => isCall(source.name?.source.text ?? ''));
    // As of a choose: a question that cannot be answered.
    const cannotAsk = ran.length + skipped.length < all.length;
    if (ran.length === 1 || (cannotAsk && isOpen)) continue;
    yield `call ${number}: "${text}", and ${ran.length} ran of ${all.length}, ${skipped.length} skipped`;
  }
  for (const { name, inside } of never) {
    const ran = inside.filter((each) => seen.ran.has(each) || seen.chosen.has(each) || isChosen(each, seen));
    if (ran.length > 0) yield `${name} never runs, and ${ran.join(', ')} ran`;
  }
  for (const node of nodesOf(program)) {
    const name = node.source.name?.source.text;
    if (name === undefined || node.kind !== 'task') continue;
    for (const [whose, plan] of [
      ['the plan', seen.plan],
      ['the plan without parameters', seen.openPlan],
    ] as const) {
      const decision = plan?.decision(node.id);
      if (decision?.kind === 'skipped' && seen.ran.has(name)) yield `${whose} skips ${name}, and it ran`;
      if (decision?.kind === 'runs' && seen.skipped.has(name))
        yield `in ${whose} ${name} runs, and it was skipped`;
      // Only its condition can be a mistake.
      const isSimple = node.source.action.kind === 'debug' || node.source.action.kind === 'set_fact';
      const isSure = decision?.kind === 'skipped' || decision?.kind === 'runs';
      const reason = seen.failed.get(name) ?? seen.ignored.get(name);
      if (isSimple && isSure && reason !== undefined)
        yield `${whose} says that ${name} ${decision.kind}, and ${reason}`;
    }
  }
}

/** Whether it is a condition around the choose that cannot be evaluated: that is not what was proved. */
function isAround(name: string, reason: string, program: Program): boolean {
  const node = nodesOf(program).find(({ source }) => source.name?.source.text === name);
  const line = Number(/^fuzz\.yml:(\d+):/.exec(reason)?.[1]);
  if (node?.kind !== 'choose') return false;
  const lines = new Set(
    node.branches.flatMap(({ source }) =>
      source.when.map((when) => lineAndColumn(when.source.file, when.source.offsetOf(0)).line),
    ),
  );
  return node.conditions.length > 0 && !lines.has(line);
}

function isChosen(name: string, { chosen }: Observed): boolean {
  return [...chosen.values()].some((branches) => branches.includes(name));
}

function combinations({ values, worlds }: FuzzRunbook): readonly Readonly<Record<string, unknown>>[] {
  let all: Record<string, unknown>[] = worlds.map((world) => ({ world }));
  for (const [name, choices] of Object.entries(values)) {
    all = all.flatMap((each) => choices.map((value) => ({ ...each, [name]: value })));
  }
  return all;
}
