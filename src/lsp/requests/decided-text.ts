import { expressionsOf } from '../../checks/expressions-of.ts';
import { evaluateKnown, EvaluationError, type Expression } from '../../expression/index.ts';
import { knownScope, knownVariables } from '../../plan/known-scope.ts';
import { runnerValues } from '../../plan/runner-values.ts';
import { Secret } from '../../values/value.ts';
import { toJson } from '../../values/json.ts';
import { nodeAt } from '../names/names-at.ts';
import type { Context, Spot } from '../spot.ts';

/** What the expression at a place comes to where that is decided before any run, with the defaults of parameters. Secrets stay hidden. */
export async function decidedText(
  { file, offset, runbook }: Spot,
  { port }: Context,
): Promise<string | undefined> {
  const program = runbook.healed.draft;
  const parameters = program && (await port.bind(program));
  const expression = program && [...expressionsOf(program)].find((each) => contains(each, file.path, offset));
  if (!parameters || !expression) return undefined;
  const magic = runnerValues(program, { tags: [], skipTags: [], checkMode: false });
  const node = nodeAt(program, file, offset);
  const { scope, unknown } = knownScope(
    knownVariables(program, parameters, magic),
    node?.layers ?? [],
    node?.loops,
  );
  try {
    const result = evaluateKnown(expression, scope, unknown);
    if (result.known)
      return result.value instanceof Secret
        ? undefined
        : `Without parameters that are given: \`${JSON.stringify(toJson(result.value))}\``;
    return result.dependsOn.length === 0
      ? undefined
      : `Depends on ${result.dependsOn.map((name) => `\`${name}\``).join(', ')}`;
  } catch (error) {
    // A mistake of the runbook's is told as one.
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

function contains({ source, root }: Expression, path: string, offset: number): boolean {
  if (source.file.path !== path) return false;
  return source.offsetOf(root.range.start) <= offset && offset <= source.offsetOf(root.range.end);
}
