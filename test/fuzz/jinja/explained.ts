import type { Outcome } from './compare-with-jinja.ts';
import type { JinjaCase } from './python-jinja.ts';

/** Headings of docs/expressions.md that evaluate-jinja.py can make Jinja2 follow: nothing but what they say explains a difference. */
export const ADAPTED = [
  'Undefined',
  'Lists',
  'Infinity',
  'Names',
  'YAML',
  'Dates',
  'URLs',
  'Negative zero',
  'Attributes',
  'Wrong types',
] as const;

/** What is alike but for one documented thing that Jinja2 cannot be made to do. */
interface Alike {
  readonly heading: string;
  readonly holds: (each: JinjaCase, ours: Outcome, theirs: Outcome) => boolean;
}

export const ALIKE: readonly Alike[] = [
  {
    heading: 'Unicode',
    // Characters that Python's tables do not have yet; it does not look at such cases.
    holds: (_, __, theirs) => 'error' in theirs && theirs.error === 'Unicode',
  },
  {
    heading: 'Regular expressions',
    // One that is written down is looked at before anything runs, also where nothing would come to it.
    holds: (_, ours) => 'error' in ours && / is not a regular expression: /.test(ours.error),
  },
  {
    heading: 'YAML',
    // What PyYAML escapes, or takes for a line break, is written as it is, or escaped.
    holds: (each) =>
      /_yaml/.test(each.source) &&
      /[\u0085\u2028\u2029\u{10000}-\u{10ffff}]/u.test(each.source + JSON.stringify(each.variables)),
  },
  {
    heading: 'JSON',
    holds: ({ source }, ours, theirs) =>
      /sort_keys|to_nice_json/.test(source) &&
      'value' in ours &&
      'error' in theirs &&
      theirs.error.includes("'<' not supported between instances of"),
  },
  {
    heading: 'Powers',
    // The last bit of a float.
    holds: ({ source }, ours, theirs) => {
      const [one, other] = [floatIn(ours), floatIn(theirs)];
      return /\bpow\b|\*\*/.test(source) && Math.abs(one - other) <= Math.abs(one) * Number.EPSILON;
    },
  },
  {
    heading: 'Wrong types',
    holds: (_, ours, theirs) =>
      ('error' in ours && /^filter "(urlsplit|b64encode)" needs a string, not /.test(ours.error)) ||
      ('error' in ours && /^a (list|mapping) cannot be the key of a mapping$/.test(ours.error)) ||
      ('error' in ours && /^"b" of filter "(intersect|difference)" must be a list, not /.test(ours.error)) ||
      ('error' in theirs && theirs.error.endsWith('object cannot be interpreted as an integer')),
  },
];

/** NaN where it is none. */
function floatIn(outcome: Outcome): number {
  return 'value' in outcome ? Number(/^float (\S+)$/.exec(outcome.value)?.[1] ?? Number.NaN) : Number.NaN;
}
