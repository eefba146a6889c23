import { shapeOf, type CallArgument, type PlannedCall, type Shape } from '../catalog/index.ts';
import { EvaluationError } from '../expression/index.ts';
import type { NamedArgument } from '../model/action.ts';
import { evaluateArgument } from '../model/argument.ts';
import { commandBringers } from '../program/command-bringers.ts';
import { argumentPlaces, commandName, commandUses } from '../program/command-uses.ts';
import { nodesOf } from '../program/nodes-of.ts';
import { mayBeOmitted } from '../program/omitting-names.ts';
import { setsDefaultValues } from '../program/sets-default-values.ts';
import { Omit } from '../values/value.ts';
import { knownScope, knownVariables, type KnownScope } from './known-scope.ts';
import type { Plan } from './plan.ts';

/** The calls that a run may come to, with the values that are known: those of tasks that are left out, or sure to be skipped, are not among them. */
export function callsToResolve(plan: Plan): readonly PlannedCall[] {
  const { program, parameters, magic } = plan;
  const variables = knownVariables(program, parameters, magic);
  const mayRun = (id: string): boolean => plan.selected(id) && plan.decision(id)?.kind !== 'skipped';
  const nodes = nodesOf(program).filter(({ id }) => mayRun(id));
  const places = new Map(nodes.map((node, index) => [node.id, index]));
  const brought = commandBringers(nodes);
  const open = setsDefaultValues(program);
  return commandUses(program).flatMap(({ task, action }): PlannedCall[] => {
    const index = places.get(task.id);
    if (index === undefined) return [];
    const known = knownScope(variables, task.layers, task.loops);
    return [
      {
        name: commandName(action),
        location: action.location,
        call: {
          open,
          arguments: action.parameters.flatMap(
            (parameter) => argumentOf(parameter, known) ?? unknownArgument(parameter, plan),
          ),
        },
        places: argumentPlaces(action),
        brought: brought(action.name, index),
      },
    ];
  });
}

/** With the value that it has before the run, which may be none; undefined where that is not known. */
function argumentOf({ name, value }: NamedArgument, known: KnownScope): CallArgument | undefined {
  if (known.unknownIn(value).length > 0) return undefined;
  try {
    const given = evaluateArgument(value, known.scope);
    if (given instanceof Omit) return { name, values: undefined, perhaps: true };
    return { name, values: listOf(shapeOf(given)) };
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

function unknownArgument({ name, value }: NamedArgument, { program }: Plan): CallArgument {
  return { name, values: undefined, perhaps: mayBeOmitted(value, program) };
}

function listOf(shape: Shape | undefined): readonly Shape[] | undefined {
  return shape && [shape];
}
