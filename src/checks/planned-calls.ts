import type { CommandCall, PlannedCall } from '../catalog/index.ts';
import type { CmdletAction } from '../model/action.ts';
import { commandBringers } from '../program/command-bringers.ts';
import { argumentPlaces, commandName, commandUses } from '../program/command-uses.ts';
import { nodesOf } from '../program/nodes-of.ts';
import { mayBeOmitted } from '../program/omitting-names.ts';
import { setsDefaultValues } from '../program/sets-default-values.ts';
import type { Program } from '../program/program.ts';
import { shapesOf } from './argument-shapes.ts';
import { namesOf, type RunbookNames } from './runbook-names.ts';

/** All calls of a program, whatever its parameters are going to be. */
export function plannedCalls(program: Program): readonly PlannedCall[] {
  const names = namesOf(program);
  const nodes = nodesOf(program);
  const places = new Map(nodes.map((node, index) => [node.id, index]));
  const brought = commandBringers(nodes);
  const open = setsDefaultValues(program);
  return commandUses(program).map(({ task, action }) => ({
    name: commandName(action),
    location: action.location,
    call: { ...callOf(action, names, program), open },
    places: argumentPlaces(action),
    brought: brought(action.name, places.get(task.id) ?? 0),
  }));
}

/** A call as far as the runbook alone says what it gives. */
export function callOf({ parameters }: CmdletAction, names: RunbookNames, program: Program): CommandCall {
  return {
    arguments: parameters.map(({ name, value }) => ({
      name,
      values: shapesOf(value, names),
      perhaps: mayBeOmitted(value, program),
    })),
  };
}
