import { referencesIn } from '../model/references-in.ts';
import type { Parameter } from '../model/runbook.ts';
import type { Check } from './check.ts';

/** Parameters whose `required_when`, or defaults, wait for each other: in which order to ask for them cannot be said. */
export const parameterCircle: Check = {
  name: 'parameter-circle',
  sees: 'names',
  description: 'No parameter is required depending on itself, directly or through others',
  run({ program: { runbook } }, { report }) {
    const byName = new Map(runbook.parameters.map((parameter) => [parameter.name, parameter]));
    const reported = new Set<string>();
    for (const parameter of runbook.parameters) {
      // Defaults read what is before them, so that none makes a circle by itself.
      if (!parameter.requiredWhen) continue;
      const circle = circleFrom(parameter, byName);
      if (!circle || circle.some((name) => reported.has(name))) continue;
      for (const name of circle) reported.add(name);
      const way = [...circle, parameter.name].map((name) => `"${name}"`).join(' needs ');
      report({
        code: 'parameter-circle',
        severity: 'error',
        message: `whether "${parameter.name}" is required depends on itself: ${way}`,
        location: parameter.location,
        help: 'let one of them be required, or optional, whatever the others are',
      });
    }
  },
};

/** The names on the shortest way from a parameter back to itself. */
function circleFrom(start: Parameter, byName: ReadonlyMap<string, Parameter>): string[] | undefined {
  const ways: string[][] = [[start.name]];
  const seen = new Set<string>();
  for (const way of ways) {
    const last = byName.get(way.at(-1) ?? '');
    const read = [last?.requiredWhen, last?.default].flatMap((part) => (part ? referencesIn(part) : []));
    for (const { name } of read) {
      if (name === start.name) return way;
      if (seen.has(name)) continue;
      seen.add(name);
      ways.push([...way, name]);
    }
  }
  return undefined;
}
