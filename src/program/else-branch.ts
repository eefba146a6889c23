import type { ProgramBranch, ProgramChoose } from './program.ts';

/** The branch of a choose that runs where the condition of no other holds. */
export function elseBranch({ source, branches }: ProgramChoose): ProgramBranch | undefined {
  return source.hasElse ? branches.at(-1) : undefined;
}

/** The branches of a choose that are asked. */
export function askedBranches({ source, branches }: ProgramChoose): readonly ProgramBranch[] {
  return source.hasElse ? branches.slice(0, -1) : branches;
}
