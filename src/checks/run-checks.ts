import { sortDiagnostics, withoutRepetitions, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Check, CheckSubject, Proof } from './check.ts';
import { asyncTasks } from './async-tasks.ts';
import { chooseProof } from './choose-proof.ts';
import { commandCall } from './command-call.ts';
import { gapsIn } from './comes-of-gap.ts';
import { closedSession } from './closed-session.ts';
import { dotnetInScript } from './dotnet-in-script.ts';
import { handlerNames } from './handler-names.ts';
import { impossibleComparison } from './impossible-comparison.ts';
import { conditionType } from './condition-type.ts';
import { doubleHop } from './double-hop.ts';
import { decidedComparison } from './decided-comparison.ts';
import { oneConnection } from './one-connection.ts';
import { operandTypes } from './operand-types.ts';
import { unknownMember } from './unknown-member.ts';
import { wrongArgument } from './wrong-argument.ts';
import { wrongValue } from './wrong-value.ts';
import { lostInSession } from './lost-in-session.ts';
import { lostSpelling } from './lost-spelling.ts';
import { loopVariable } from './loop-variable.ts';
import { madeDefault } from './made-default.ts';
import { missingArgument } from './missing-argument.ts';
import { neverRuns } from './never-runs.ts';
import { neverTagged } from './never-tagged.ts';
import { newerSyntax } from './newer-syntax.ts';
import { outageWindow } from './outage-window.ts';
import { parameterCircle } from './parameter-circle.ts';
import { recursiveVariable } from './recursive-variable.ts';
import { repeatedTask } from './repeated-task.ts';
import { restartedMachine } from './restarted-machine.ts';
import { sameCommand } from './same-command.ts';
import { scriptCalls } from './script-calls.ts';
import { scriptParameters } from './script-parameters.ts';
import { scriptSyntax } from './script-syntax.ts';
import { scriptTraps } from './script-traps.ts';
import { secretWays } from './secret-ways.ts';
import { shadowedParameter } from './shadowed-parameter.ts';
import { skippedResult } from './skipped-result.ts';
import { statusBoard } from './status-board.ts';
import { unknownCommand } from './unknown-command.ts';
import { unknownVariable } from './unknown-variable.ts';
import { unreachableTask } from './unreachable-task.ts';
import { unsetVariable } from './unset-variable.ts';
import { unusedParameter } from './unused-parameter.ts';
import { unusedRegister } from './unused-register.ts';

/** Every static check; a new one is a file of its own and a line here. */
export const checks: readonly Check[] = [
  unknownVariable,
  unsetVariable,
  neverTagged,
  recursiveVariable,
  skippedResult,
  oneConnection,
  doubleHop,
  closedSession,
  lostInSession,
  secretWays,
  unreachableTask,
  restartedMachine,
  outageWindow,
  repeatedTask,
  shadowedParameter,
  unusedParameter,
  unusedRegister,
  madeDefault,
  missingArgument,
  loopVariable,
  handlerNames,
  statusBoard,
  asyncTasks,
  parameterCircle,
  chooseProof,
  sameCommand,
  impossibleComparison,
  decidedComparison,
  conditionType,
  unknownMember,
  operandTypes,
  wrongValue,
  wrongArgument,
  neverRuns,
  scriptSyntax,
  newerSyntax,
  scriptParameters,
  scriptTraps,
  scriptCalls,
  unknownCommand,
  commandCall,
  lostSpelling,
  dotnetInScript,
];

export interface Checked {
  /** Sorted by position. */
  readonly diagnostics: readonly Diagnostic[];
  readonly proofs: readonly Proof[];
}

/** What the checks find in a runbook. Default: all of them. */
export function runChecks(subject: CheckSubject, among: readonly Check[] = checks): Checked {
  const diagnostics: Diagnostic[] = [];
  const proofs: Proof[] = [];
  const comesOfGap = gapsIn(subject.program);
  for (const check of among) {
    check.run(subject, {
      report: (diagnostic) => {
        if (!comesOfGap(check.sees, diagnostic)) diagnostics.push(diagnostic);
      },
      prove: (proof) => {
        if (!comesOfGap(check.sees, proof)) proofs.push(proof);
      },
    });
  }
  const told = withoutRepetitions(withoutRestated(diagnostics));
  return { diagnostics: sortDiagnostics(told), proofs: withoutSame(proofs) };
}

/** That a choose cannot be decided says which of its conditions is none. */
function withoutRestated(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const undecided = diagnostics.filter(({ code }) => code === 'choose-undefined');
  if (undecided.length === 0) return diagnostics;
  return diagnostics.filter(
    ({ code, location }) =>
      code !== 'not-a-condition' ||
      !undecided.some(
        (other) =>
          other.location?.file === location?.file && other.location?.range.start === location?.range.start,
      ),
  );
}

/** What is proved of a file that is included twice is said once. */
function withoutSame(proofs: readonly Proof[]): readonly Proof[] {
  const said = new Map(
    proofs.map((proof) => [`${proof.location.file.path}:${proof.location.range.start} ${proof.text}`, proof]),
  );
  return [...said.values()];
}
