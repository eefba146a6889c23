import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine, RestartAsked } from '../actions/machine.ts';
import type { ProgramResult } from '../actions/program.ts';
import type { Mapping } from '../values/value.ts';
import { packageDirectory } from '../package/package-directory.ts';
import { ownStandIn, runRehearsedProgram, type RehearsalPrograms } from './rehearsal-programs.ts';
import { simulatedFacts } from './simulated-facts.ts';

/** How often the simulated machine was restarted: a file of its state. */
export const RESTARTS = 'restarts';

/** Restarts a simulated machine where its rehearsal has nothing of its own for that. */
export const defaultReboot = join(packageDirectory, 'powershell', 'reboot.ps1');

/** What the machine of a rehearsal says of itself. */
export interface RehearsedHost {
  /** What the scenario says, by the names of the facts. */
  readonly facts: Mapping;
  /** Whether the runbook asks for PowerShell 7. */
  readonly isCore: boolean;
}

/**
 * The machine of a rehearsal: `programs/reboot.ps1`, or the runner's own stand-in, restarts it. It is asked with `pending` what waits for a restart, and without an argument it lets the time pass that a
 * restart takes.
 */
export function createRehearsedMachine(
  programs: RehearsalPrograms,
  host: RehearsedHost,
  halt: AbortSignal,
): Machine {
  const file = join(programs.stateDirectory, RESTARTS);
  const run = async (args: readonly string[], signal: AbortSignal) => {
    const written = { stdout: '', stderr: '' };
    const result = await runRehearsedProgram(
      programs,
      {
        argv: ['reboot', ...args],
        directory: undefined,
        stdin: undefined,
        environment: new Map(),
        signal,
        onOutput: (stream, text) => (written[stream] += text),
      },
      halt,
      defaultReboot,
    );
    return { result, ...written };
  };
  const waiting = async (signal: AbortSignal): Promise<readonly string[]> => {
    if (saysNothingOfRestarts(programs)) return [];
    const { result, stdout, stderr } = await run(['pending'], signal);
    if (result.kind !== 'exited' || result.exitCode !== 0) throw new Error(problemOf(result, stderr));
    return stdout.split(/\r?\n/).filter((line) => line.trim() !== '');
  };
  return {
    isHere: () => false,
    boot: () => Promise.resolve({ id: String(restartsIn(file)), uptime: 0 }),
    async pending(_session, signal) {
      const reasons = await waiting(signal);
      return { pending: reasons.length > 0, reasons, unread: [] };
    },
    async facts(_session, groups, _limit, signal) {
      const pending = groups.includes('platform') ? await waiting(signal) : [];
      const { facts: said, isCore } = host;
      return {
        facts: simulatedFacts(groups, { said, isCore, restarts: restartsIn(file), pending }),
        notes: [],
      };
    },
    async restart(_session, _request, signal): Promise<RestartAsked> {
      const { result, stderr } = await run([], signal);
      if (result.kind === 'stopped') return { kind: 'never back', why: 'it does not answer' };
      if (result.kind !== 'exited') return { kind: 'refused', why: problemOf(result, stderr) };
      switch (result.exitCode) {
        case 0:
          writeFileSync(file, String(restartsIn(file) + 1));
          return { kind: 'asked', delay: 0 };
        case 1:
          return { kind: 'asked', delay: 0 };
        case 2:
          return { kind: 'never back', why: 'it does not answer' };
        default:
          return { kind: 'refused', why: problemOf(result, stderr) };
      }
    },
  };
}

/** Whether the runner's own stand-in would find nothing that waits for a restart: to ask it takes a PowerShell. */
function saysNothingOfRestarts(programs: RehearsalPrograms): boolean {
  if (ownStandIn(programs, 'reboot') !== undefined) return false;
  try {
    const state = readFileSync(join(programs.stateDirectory, 'state.clixml'), 'utf8');
    return state.trimEnd().endsWith('</Objs>') && !/>reboot</i.test(state);
  } catch {
    return false;
  }
}

function restartsIn(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    // It has not been restarted yet.
    return 0;
  }
}

function problemOf(result: ProgramResult, stderr: string): string {
  switch (result.kind) {
    case 'not-started':
      return result.message;
    case 'stopped':
      return 'the stand-in for reboot was stopped';
    case 'killed':
      return `the stand-in for reboot was ended by the signal ${result.signal}`;
    case 'exited':
      return stderr.trim() === ''
        ? `the stand-in for reboot ended with exit code ${result.exitCode}`
        : stderr.trim();
  }
}
