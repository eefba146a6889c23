import { callDiagnostic, checkCall } from '../catalog/index.ts';
import { argumentPlaces, commandUses } from '../program/command-uses.ts';
import { setsDefaultValues } from '../program/sets-default-values.ts';
import { callOf } from './planned-calls.ts';
import type { Check } from './check.ts';
import { commandsOf } from './commands-of.ts';
import { namesOf } from './runbook-names.ts';

/** A call that PowerShell would refuse: names, values and parameter sets. */
export const commandCall: Check = {
  name: 'command-call',
  sees: 'arguments',
  description: 'Calls keep to the parameters, the values and the parameter sets of their commands',
  run(subject, { report }) {
    const { program } = subject;
    const names = namesOf(program);
    const open = setsDefaultValues(program);
    for (const { action } of commandUses(program)) {
      const lookup = commandsOf(subject).find(action.name, action.module);
      if (lookup.kind !== 'known') continue;
      const places = argumentPlaces(action);
      const call = { ...callOf(action, names, program), open };
      for (const finding of checkCall(lookup.commands, call))
        report(callDiagnostic(finding, { location: action.location, call, places }));
    }
  },
};
