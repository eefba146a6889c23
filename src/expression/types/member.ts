import { unionOf, type ObjectType, type Type } from './type.ts';

/** What a member of a value can be; nothing where no value of the type has it. */
export function memberOf(type: Type, name: string): Type | undefined {
  if (type === 'any' || type.length === 0) return 'any';
  const found: Type[] = [];
  for (const alternative of type) {
    if (alternative.kind === 'object' && hasProperty(alternative, name)) return 'any';
    if (alternative.kind !== 'mapping') continue;
    const { members } = alternative;
    const member: Type | undefined = members ? members.get(name) : 'any';
    if (member) found.push(member);
  }
  return found.length === 0 ? undefined : unionOf(found);
}

function hasProperty({ properties }: ObjectType, name: string): boolean {
  const wanted = name.toLowerCase();
  return properties.some((property) => property.toLowerCase() === wanted);
}

/** The names of all members that values of the type can have. */
export function membersOf(type: Type): readonly string[] {
  if (type === 'any') return [];
  const names = type.flatMap((alternative) =>
    alternative.kind === 'mapping'
      ? [...(alternative.members?.keys() ?? [])]
      : alternative.kind === 'object'
        ? alternative.properties
        : [],
  );
  return [...new Set(names)];
}
