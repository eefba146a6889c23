import { replacing, type Fix } from '../diagnostics/fix.ts';
import type { Location } from '../diagnostics/source.ts';
import { onlyNear, suggest } from '../diagnostics/suggest.ts';
import type { NamedArgument } from '../model/action.ts';
import type { ScriptFacts, ScriptParameter } from '../values/script-facts.ts';
import type { Check } from './check.ts';
import { rightScripts } from './parsed-scripts.ts';

/** What `parameters` passes and what the script's `param` block declares are the same. */
export const scriptParameters: Check = {
  name: 'script-parameters',
  sees: 'names',
  description: 'What is passed to a script is what its "param" declares',
  run(subject, { report }) {
    for (const { action, facts, at } of rightScripts(subject)) {
      if (facts.hasDynamicParameters) continue;
      for (const { name, nameLocation } of action.parameters) {
        if (meant(name, facts).length > 0 || isCommon(name)) continue;
        const fix = rename(name, nameLocation, action.parameters, facts);
        report({
          code: 'unknown-script-parameter',
          severity: 'error',
          message: `the script has no parameter "${name}"`,
          location: nameLocation,
          help: helpFor(name, facts),
          ...(fix && { fix }),
        });
      }
      for (const parameter of facts.parameters) {
        if (!parameter.mandatory || isPassed(parameter, action.parameters, facts)) continue;
        report({
          code: 'missing-script-parameter',
          severity: 'error',
          message: `the script cannot do without its parameter "${parameter.name}", which is not passed`,
          location: action.location,
          related: [{ message: 'it is declared here', location: at(parameter) }],
          help: `pass it: "parameters: { ${parameter.name}: … }"`,
        });
      }
    }
  },
};

/** Those that a name can mean, as PowerShell finds them: itself or an alias, else all that begin with it. */
function meant(name: string, { parameters }: ScriptFacts): readonly ScriptParameter[] {
  const wanted = name.toLowerCase();
  const names = (parameter: ScriptParameter): string[] =>
    [parameter.name, ...parameter.aliases].map((each) => each.toLowerCase());
  const exact = parameters.filter((parameter) => names(parameter).includes(wanted));
  if (exact.length > 0) return exact;
  return parameters.filter((parameter) => names(parameter).some((each) => each.startsWith(wanted)));
}

function isPassed(parameter: ScriptParameter, passed: readonly NamedArgument[], facts: ScriptFacts): boolean {
  return passed.some(({ name }) => meant(name, facts).includes(parameter));
}

/** Of scripts with `[CmdletBinding()]`: about_CommonParameters. */
const COMMON = [
  'Verbose',
  'Debug',
  'ErrorAction',
  'WarningAction',
  'InformationAction',
  'ProgressAction',
  'ErrorVariable',
  'WarningVariable',
  'InformationVariable',
  'OutVariable',
  'OutBuffer',
  'PipelineVariable',
  'WhatIf',
  'Confirm',
].map((name) => name.toLowerCase());

function isCommon(name: string): boolean {
  return COMMON.some((common) => common.startsWith(name.toLowerCase()));
}

/** The name of the script's parameter that was meant, unless that is passed as well. */
function rename(
  name: string,
  location: Location,
  passed: readonly NamedArgument[],
  { parameters }: ScriptFacts,
): Fix | undefined {
  const near = onlyNear(
    name,
    parameters.map((parameter) => parameter.name),
  );
  if (near === undefined || passed.some((each) => each.name.toLowerCase() === near.toLowerCase()))
    return undefined;
  return replacing(location, name, near);
}

function helpFor(name: string, { parameters, hasParameterBlock }: ScriptFacts): string {
  const names = parameters.map((parameter) => parameter.name);
  const near = suggest(name, names);
  if (near !== undefined) return `did you mean "${near}"?`;
  return hasParameterBlock && names.length > 0
    ? `declare it in the script's "param"; there ${names.length === 1 ? 'is' : 'are'} ${names.map((each) => `"${each}"`).join(', ')}`
    : `declare it at the beginning of the script: param($${name})`;
}
