import { allNodes } from '../model/children.ts';
import { referencesIn } from '../model/references-in.ts';
import type { Runbook } from '../model/runbook.ts';
import type { Check } from './check.ts';
import { evaluatedParts, keywordParts, type EvaluatedPart } from './evaluated-parts.ts';

/** A parameter that nothing reads: what the operator gives for it has no effect. */
export const unusedParameter: Check = {
  name: 'unused-parameter',
  description: 'Every parameter is read somewhere',
  run({ runbook }, { report }) {
    const used = new Set(partsOf(runbook).flatMap((part) => referencesIn(part).map(({ name }) => name)));
    for (const { name, requiredWhen } of runbook.parameters) {
      for (const reference of requiredWhen ? referencesIn(requiredWhen) : []) {
        if (reference.name !== name) used.add(reference.name);
      }
    }
    for (const { name, location } of runbook.parameters) {
      if (used.has(name)) continue;
      report({
        code: 'unused-parameter',
        severity: 'warning',
        message: `nothing reads the parameter "${name}"`,
        location,
        help: 'use it, or leave it out; a script reads it under `parameters:` only',
      });
    }
  },
};

function partsOf(runbook: Runbook): EvaluatedPart['part'][] {
  const parts: (EvaluatedPart['part'] | undefined)[] = [];
  for (const { keywords } of runbook.plays) {
    const { ignoreErrors } = keywords;
    parts.push(...keywordParts(keywords), ...keywords.vars.values());
    if (ignoreErrors?.kind === 'template') parts.push(ignoreErrors.template);
  }
  for (const node of allNodes(runbook)) {
    parts.push(...evaluatedParts(node).map(({ part }) => part), ...node.keywords.vars.values());
  }
  return parts.filter((part) => part !== undefined);
}
