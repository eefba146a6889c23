import { checkCall, type CallFinding } from '../catalog/index.ts';
import type { CmdletAction } from '../model/action.ts';
import { mayBeOmitted, shapesOf } from './argument-shapes.ts';
import type { Check } from './check.ts';
import { commandsOf, commandUses } from './commands-of.ts';
import { namesOf } from './runbook-names.ts';

/** A call that PowerShell would refuse: names, values and parameter sets. */
export const commandCall: Check = {
  name: 'command-call',
  description: 'Calls keep to the parameters, the values and the parameter sets of their commands',
  run(subject, { report }) {
    const names = namesOf(subject.program);
    for (const { action } of commandUses(subject)) {
      const lookup = commandsOf(subject).find(action.name, action.module);
      if (lookup.kind !== 'known') continue;
      const call = {
        arguments: action.parameters.map(({ name, value }) => ({
          name,
          values: shapesOf(value, names),
          perhaps: mayBeOmitted(value, names),
        })),
      };
      for (const finding of checkCall(lookup.commands, call)) {
        const { code, severity, message, help } = finding;
        const location = locationOf(finding, action);
        report({ code, severity, message, location, ...(help === undefined ? {} : { help }) });
      }
    }
  },
};

/** A name is to blame for itself, a value for what it is. */
function locationOf({ argument, code }: CallFinding, action: CmdletAction): CmdletAction['location'] {
  const parameter = argument === undefined ? undefined : action.parameters[argument];
  if (!parameter) return action.location;
  const isValue = code === 'wrong-parameter-type' || code === 'wrong-parameter-value';
  return isValue ? parameter.value.location : parameter.nameLocation;
}
