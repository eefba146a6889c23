import { referencesIn } from '../model/references-in.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program } from '../program/program.ts';
import type { Check } from './check.ts';
import { evaluatedParts, keywordParts, type EvaluatedPart } from './evaluated-parts.ts';

/** A parameter that nothing reads: what the operator gives for it has no effect. */
export const unusedParameter: Check = {
  name: 'unused-parameter',
  sees: 'names',
  description: 'Every parameter is read somewhere',
  run({ program }, { report }) {
    const used = new Set(partsOf(program).flatMap((part) => referencesIn(part).map(({ name }) => name)));
    for (const { name, requiredWhen } of program.runbook.parameters) {
      for (const reference of requiredWhen ? referencesIn(requiredWhen) : []) {
        if (reference.name !== name) used.add(reference.name);
      }
    }
    for (const { name, location } of program.runbook.parameters) {
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

function partsOf(program: Program): EvaluatedPart['part'][] {
  const parts: (EvaluatedPart['part'] | undefined)[] = [];
  for (const { source } of program.plays) {
    const { keywords } = source;
    const { ignoreErrors } = keywords;
    parts.push(
      ...keywordParts(keywords),
      ...keywords.vars.values(),
      ...source.status.map(({ value }) => value),
    );
    if (ignoreErrors?.kind === 'template') parts.push(ignoreErrors.template);
  }
  for (const { source } of nodesOf(program)) {
    parts.push(...evaluatedParts(source).map(({ part }) => part), ...source.keywords.vars.values());
    if (source.kind === 'block') parts.push(...source.defaults.values());
  }
  return parts.filter((part) => part !== undefined);
}
