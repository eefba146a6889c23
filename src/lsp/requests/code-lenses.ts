import type { CodeLens } from 'vscode-languageserver';
import type { Proof } from '../../checks/check.ts';
import type { Location } from '../../diagnostics/source.ts';
import type { SourceFile } from '../../diagnostics/source.ts';
import { skippedBecause, type Decision } from '../../plan/decision.ts';
import { makePlan } from '../../plan/make-plan.ts';
import type { Plan } from '../../plan/plan.ts';
import { nodesOf } from '../../program/nodes-of.ts';
import type { CheckedText } from '../port.ts';
import type { Context } from '../spot.ts';
import { rangeOf } from '../text/encoded-position.ts';

/** What a run without any given parameter would do at each node, and what was proved. None where the runbook has mistakes of form. */
export async function codeLenses(
  file: SourceFile,
  { program, proofs }: CheckedText,
  context: Context,
): Promise<readonly CodeLens[]> {
  const parameters = program && (await context.port.bind(program));
  const plan = parameters && makePlan(program, parameters, { tags: [], skipTags: [], checkMode: false }).plan;
  const decided =
    program && plan
      ? nodesOf(program).flatMap((node) =>
          lens(node.source.location, decisionText(plan, node.id), file, context),
        )
      : [];
  return [
    ...decided,
    ...proofs.filter(isOfChoose).flatMap(({ location, text }) => lens(location, text, file, context)),
  ];
}

function isOfChoose({ about }: Proof): boolean {
  return about === 'choose';
}

function decisionText(plan: Plan, id: string): string | undefined {
  if (!plan.selected(id)) return 'left out by its tags';
  const decision = plan.decision(id);
  return decision && sentence(decision);
}

function sentence(decision: Decision): string {
  switch (decision.kind) {
    case 'runs':
      return 'runs';
    case 'skipped':
      return `skipped: ${skippedBecause(decision)}`;
    case 'depends':
      return decision.on.length === 0 ? 'decided at run time' : `decided by ${decision.on.join(', ')}`;
    case 'fails':
      return `fails: ${decision.diagnostic.message}`;
  }
}

function lens(
  location: Location,
  title: string | undefined,
  file: SourceFile,
  { encoding }: Context,
): CodeLens[] {
  if (title === undefined || location.file.path !== file.path) return [];
  const { start } = rangeOf(location, encoding);
  return [{ range: { start, end: start }, command: { title: title.replaceAll(/\s+/g, ' '), command: '' } }];
}
