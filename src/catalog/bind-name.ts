import type { ParameterFacts } from './catalog.ts';
import type { KnownCommand } from './known-commands.ts';

/** What a parameter's name means to PowerShell. */
export type BoundName =
  | {
      readonly kind: 'bound';
      readonly name: string;
      readonly facts: ParameterFacts;
      readonly isCommon: boolean;
    }
  | { readonly kind: 'ambiguous'; readonly names: readonly string[] }
  | { readonly kind: 'unknown' };

/**
 * Finds a parameter as PowerShell does: by its name, by an alias, by an unambiguous beginning of one of them. Of beginnings the command's own parameters
 * come before the common ones.
 */
export function bindName(command: KnownCommand, written: string): BoundName {
  const wanted = written.toLowerCase();
  const all = namedParameters(command);
  const exact =
    all.find(({ name }) => name.toLowerCase() === wanted) ??
    all.find(({ facts }) => facts.aliases.some((alias) => alias.toLowerCase() === wanted));
  if (exact) return exact;
  const begun = all.filter(({ name, facts }) =>
    [name, ...facts.aliases].some((each) => each.toLowerCase().startsWith(wanted)),
  );
  const own = begun.filter(({ isCommon }) => !isCommon);
  const [first, ...more] = own.length > 0 ? own : begun;
  if (!first) return { kind: 'unknown' };
  return more.length > 0 ? { kind: 'ambiguous', names: [first, ...more].map(({ name }) => name) } : first;
}

/** The names of all that a command takes. */
export function parameterNames(command: KnownCommand): readonly string[] {
  return namedParameters(command).map(({ name }) => name);
}

type Bound = Extract<BoundName, { kind: 'bound' }>;

function namedParameters({ catalog, facts }: KnownCommand): readonly Bound[] {
  const bound =
    (isCommon: boolean) =>
    ([name, each]: readonly [string, ParameterFacts]) =>
      ({ kind: 'bound', name, facts: each, isCommon }) as const;
  return [
    ...[...facts.parameters].map(bound(false)),
    ...(facts.takesCommon ? [...catalog.commonParameters].map(bound(true)) : []),
    ...(facts.shouldProcess === false ? [] : [...catalog.shouldProcessParameters].map(bound(true))),
  ];
}
