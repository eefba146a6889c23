import { referencesIn } from '../references-in.ts';
import type { Parameter } from '../runbook.ts';
import { report, type Conversion } from './conversion.ts';
import { didYouMean, list } from './fields.ts';

/**
 * The parameter, without its default where that cannot be made: parameters are bound in their order before anything runs, and what a default is made of are the parameters before it.
 * `after`: the names of those that come later.
 */
export function checkDefault(
  conversion: Conversion,
  parameter: Parameter,
  before: ReadonlyMap<string, Parameter>,
  after: ReadonlySet<string>,
): Parameter {
  const { name, secret, default: argument } = parameter;
  if (!argument || argument.kind === 'value') return parameter;
  const read = referencesIn(argument);
  const wrong = read.filter((reference) => !before.has(reference.name));
  for (const each of wrong) {
    const { message, help } = whatIsRead(each.name, name, before, after);
    report(conversion, 'default-template', `the default of "${name}" ${message}`, each.location, { help });
  }
  const isOpen = secret && !read.some((reference) => before.get(reference.name)?.secret);
  if (isOpen) {
    report(
      conversion,
      'secret-default',
      `the secret "${name}" cannot have a default that is made of no secret: it would stand in this file`,
      argument,
      { help: 'leave it out, or make it of a secret parameter before it' },
    );
  }
  return wrong.length > 0 || isOpen ? { ...parameter, default: undefined } : parameter;
}

function whatIsRead(
  wanted: string,
  name: string,
  before: ReadonlyMap<string, Parameter>,
  after: ReadonlySet<string>,
): { readonly message: string; readonly help: string } {
  const canUse = `it is made before the run: it can use ${namesOf(before)}`;
  if (wanted === name) return { message: 'is made of itself', help: canUse };
  if (after.has(wanted))
    return {
      message: `reads "${wanted}", which comes after it`,
      help: `put "${wanted}" before "${name}": parameters get their values in this order`,
    };
  if (wanted === CLOCK)
    return {
      message: 'reads the clock',
      help: 'it is made before the run, and again when the run is resumed: read the clock in a variable in "vars"',
    };
  return {
    message: `reads "${wanted}", which is no parameter`,
    help:
      (before.size > MOST_LOOKED_AT ? undefined : didYouMean(wanted, before.keys())) ??
      `${canUse}; what is made of other variables is a variable in "vars"`,
  };
}

function namesOf(before: ReadonlyMap<string, Parameter>): string {
  const { size } = before;
  if (size === 0) return 'parameters before it, and there are none';
  return size > MOST_NAMES ? 'the parameters before it' : list([...before.keys()]);
}

/** Thousands of mistakes beside thousands of names are no slips. */
const MOST_LOOKED_AT = 500;

/** Those of a list that is still read. */
const MOST_NAMES = 20;

/** What counts as read by whoever looks at the clock. */
const CLOCK = 'ansible_date_time';
