import { EvaluationError, render } from '../expression/index.ts';
import { kindText } from '../model/kind-text.ts';
import type { TaskNode } from '../model/runbook.ts';
import { toJson } from '../values/json.ts';
import type { KnownScope } from './known-scope.ts';

/** A node's name with its templates filled in where they are known, as written where not, and a description where it has none. */
export function knownText(node: TaskNode, known: KnownScope): string {
  const { name } = node;
  if (!name) return kindText(node);
  if (known.unknownIn(name).length > 0) return name.source.text;
  try {
    const value = toJson(render(name, known.scope));
    return typeof value === 'string' ? value : JSON.stringify(value);
  } catch (error) {
    if (error instanceof EvaluationError) return name.source.text;
    throw error;
  }
}
