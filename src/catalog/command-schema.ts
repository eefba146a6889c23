import type { ParameterFacts } from './catalog.ts';
import { setTitle, syntaxOf } from './command-syntax.ts';
import { describeParameter } from './describe-parameter.ts';
import type { KnownCommand } from './known-commands.ts';
import { mayHaveMore } from './may-have-more.ts';
import { parameterSchema } from './parameter-schema.ts';

/** Where the schema of a parameter that many commands have stands. */
export type SharedSchema = (kind: 'common' | 'shouldProcess') => string;

/**
 * A JSON Schema of a command's parameters in a runbook, with their descriptions. Names that it does not have are not refused: PowerShell takes aliases, beginnings and any case.
 * The parameters that commands have in common are taken from what `shared` points to.
 */
export function commandSchema(command: KnownCommand, shared: SharedSchema): object {
  const { facts } = command;
  const common = [
    ...(facts.takesCommon ? [{ $ref: shared('common') }] : []),
    ...(facts.shouldProcess === false ? [] : [{ $ref: shared('shouldProcess') }]),
  ];
  const own = {
    type: 'object',
    properties: Object.fromEntries(
      [...facts.parameters].map(([name, each]) => [
        name,
        {
          description: describeParameter(command, name, each),
          ...parameterSchema(each, mayHaveMore(command)),
        },
      ]),
    ),
    ...(common.length > 0 && { allOf: common }),
  };
  return { description: commandDescription(command), anyOf: [{ type: 'null' }, own] };
}

/** The same for parameters that commands have in common. */
export function sharedSchema(parameters: ReadonlyMap<string, ParameterFacts>): object {
  return {
    type: 'object',
    properties: Object.fromEntries(
      [...parameters].map(([name, each]) => [
        name,
        { description: `${each.type ?? 'Object'}, of every command.`, ...parameterSchema(each) },
      ]),
    ),
  };
}

function commandDescription({ catalog, facts }: KnownCommand): string {
  const of = facts.module === null ? '' : ` of the module "${facts.module}"`;
  const sets = [...facts.sets].map(([set, uses]) => {
    const syntax = syntaxOf(facts, uses).join(' ');
    return `${setTitle(facts, set)}: ${syntax === '' ? '(none)' : syntax}`;
  });
  return [`A command${of} (catalog ${catalog.name}, ${catalog.version}).`, ...sets].join('\n');
}
