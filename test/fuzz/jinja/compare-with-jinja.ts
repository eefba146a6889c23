import { sourceTextOf } from '../../../src/diagnostics/source.ts';
import {
  evaluate,
  EvaluationError,
  parseExpression,
  parseTemplate,
  render,
  scopeOf,
} from '../../../src/expression/index.ts';
import type { Value } from '../../../src/values/value.ts';
import { fromTyped, inspect } from '../../expression/goldens/golden-cases.ts';
import { ADAPTED, ALIKE } from './explained.ts';
import type { JinjaAnswer, JinjaCase, PythonJinja } from './python-jinja.ts';

/** What one of the two makes of a case: a value in words, or why there is none. */
export type Outcome = { readonly value: string } | { readonly error: string };

/** A case that the two answer differently. */
export interface Difference {
  readonly case: JinjaCase;
  readonly ours: Outcome;
  readonly theirs: Outcome;
  /** What Jinja2 makes of it with all that we do differently on purpose. */
  readonly adapted: Outcome;
  /** The heading in docs/expressions.md that says why; nothing where nobody has explained it. */
  readonly reason: string | undefined;
}

/** What this language makes of a case. Anything but a diagnostic is thrown. */
export function ourOutcome({ source, isTemplate, variables }: JinjaCase): Outcome {
  const scope = scopeOf(fromTyped(variables) as ReadonlyMap<string, Value>);
  const text = sourceTextOf(source);
  try {
    if (isTemplate) {
      const { value, diagnostics } = parseTemplate(text);
      if (!value || diagnostics[0]) return { error: diagnostics[0]?.message ?? 'no template' };
      return { value: inspect(render(value, scope)) };
    }
    const { value, diagnostics } = parseExpression(text);
    if (!value || diagnostics[0]) return { error: diagnostics[0]?.message ?? 'no expression' };
    return { value: inspect(evaluate(value, scope)) };
  } catch (error) {
    if (error instanceof EvaluationError) return { error: error.message };
    throw error;
  }
}

function theirOutcome(answer: JinjaAnswer): Outcome {
  return 'error' in answer ? answer : { value: inspect(fromTyped(answer.value)) };
}

function areAlike(ours: Outcome, theirs: Outcome): boolean {
  return 'value' in ours && 'value' in theirs
    ? ours.value === theirs.value
    : 'error' in ours && 'error' in theirs;
}

/** The cases that come out differently, or fail with one and not with the other. */
export async function differencesIn(
  python: PythonJinja,
  cases: readonly JinjaCase[],
): Promise<readonly Difference[]> {
  const answers = await python.evaluate(cases);
  const found: Difference[] = [];
  for (const [index, answer] of answers.entries()) {
    const each = cases[index]!;
    const [ours, theirs] = [ourOutcome(each), theirOutcome(answer)];
    if (!areAlike(ours, theirs)) found.push(await explain(python, each, ours, theirs));
  }
  return found;
}

/** Jinja2, made to do what the documentation says that we do, gives the same; or the two are alike but for what it says. */
async function explain(
  python: PythonJinja,
  each: JinjaCase,
  ours: Outcome,
  theirs: Outcome,
): Promise<Difference> {
  const asked = async (headings: readonly string[]) =>
    theirOutcome((await python.evaluate([each], headings))[0]!);
  const adapted = await asked(ADAPTED);
  const difference = { case: each, ours, theirs, adapted };
  for (const heading of ADAPTED)
    if (areAlike(ours, await asked([heading]))) return { ...difference, reason: heading };
  if (areAlike(ours, adapted)) return { ...difference, reason: 'several of these' };
  const alike = ALIKE.find(({ holds }) => holds(each, ours, theirs) || holds(each, ours, adapted));
  return { ...difference, reason: alike?.heading };
}
