import { mappingOf, stringType, type Type } from '../expression/types/index.ts';
import type { Mapping, Value } from '../values/value.ts';
import { FACT_GROUPS, HOST_FACTS, perhaps, type FactGroup, type HostFact } from './host-fact-table.ts';

/** The variable that has them all. */
export const FACTS_VARIABLE = 'ansible_facts';

/** Of the play's time, by Ansible's names: all texts. */
export const dateTimeType: Type = mappingOf(
  new Map(
    'date time year month day hour minute second weekday weekday_number weeknumber epoch iso8601 iso8601_micro iso8601_basic iso8601_basic_short tz tz_offset'
      .split(' ')
      .map((name) => [name, stringType] as const),
  ),
);

const byName: ReadonlyMap<string, HostFact> = new Map(HOST_FACTS.map((fact) => [fact.name, fact]));

const PREFIX = 'ansible_';

/** The fact that a variable of its own has: `ansible_os_family`. */
export function factOfVariable(variable: string): HostFact | undefined {
  return variable.startsWith(PREFIX) ? byName.get(variable.slice(PREFIX.length)) : undefined;
}

export function factNamed(name: string): HostFact | undefined {
  return byName.get(name);
}

/** The facts of these groups, by their types as they are gathered. */
export function factsIn(groups: readonly FactGroup[]): ReadonlyMap<string, Type> {
  const facts = HOST_FACTS.filter(({ group }) => groups.includes(group));
  return new Map(facts.map(({ name, type }) => [name, perhaps(type)]));
}

/** Every variable that gathering these groups gives a value, by its type. As in Ansible each fact has one of its own, too. */
export function factVariables(groups: readonly FactGroup[]): ReadonlyMap<string, Type> {
  const facts = factsIn(groups);
  return new Map<string, Type>([
    [FACTS_VARIABLE, mappingOf(new Map([...facts, ['date_time', dateTimeType]]), `"${FACTS_VARIABLE}"`)],
    ...Array.from(facts, ([name, type]) => [`${PREFIX}${name}`, type] as const),
  ]);
}

/** The variables that facts have, whichever are gathered. */
export const FACT_VARIABLES: ReadonlySet<string> = new Set(factVariables(FACT_GROUPS).keys());

/** The variables of these facts, with `ansible_facts` first. */
export function variablesOfFacts(facts: Mapping): ReadonlyMap<string, Value> {
  const own = HOST_FACTS.flatMap(({ name }) => {
    const value = facts.get(name);
    return value === undefined ? [] : [[`${PREFIX}${name}`, value] as const];
  });
  return new Map<string, Value>([[FACTS_VARIABLE, facts], ...own]);
}
