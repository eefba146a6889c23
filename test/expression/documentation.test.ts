import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { sourceTextOf } from '../../src/diagnostics/source.ts';
import {
  evaluate,
  evaluateCondition,
  EvaluationError,
  filterNames,
  functionNames,
  methodNames,
  type NamedSignature,
  parseExpression,
  parseTemplate,
  render,
  type Scope,
  scopeOf,
  testNames,
} from '../../src/expression/index.ts';
import { leftOutFilters, leftOutFunctions, leftOutTests } from '../../src/expression/left-out.ts';
import type { Value } from '../../src/values/value.ts';
import { differences } from './goldens/golden-cases.ts';

const text = readFileSync(new URL('../../docs/expressions.md', import.meta.url), 'utf8').replaceAll(
  '\r\n',
  '\n',
);

/** The lines of all fenced blocks of a kind, below a heading of the second level where one is given. */
function blocks(kind: string, heading?: string): string[] {
  const within = heading === undefined ? text : section(heading);
  return [...within.matchAll(new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\`$`, 'gm'))].flatMap(([, body = '']) =>
    body.split('\n').filter((line) => line !== ''),
  );
}

function section(heading: string): string {
  const start = text.indexOf(`\n## ${heading}\n`);
  expect(start, `the heading "${heading}"`).to.be.greaterThan(0);
  const end = text.indexOf('\n## ', start + 1);
  return text.slice(start, end === -1 ? undefined : end);
}

function variables(): Scope {
  const none = scopeOf(new Map());
  const entries = blocks('variables').map((line): [string, Value] => {
    const [name = '', ...written] = line.split(' = ');
    return [name, valueOf(written.join(' = '), none)];
  });
  return scopeOf(new Map(entries));
}

function valueOf(expression: string, scope: Scope): Value {
  const { value, diagnostics } = parseExpression(sourceTextOf(expression));
  if (!value || diagnostics[0]) throw new Error(`${expression}: ${diagnostics[0]?.message ?? 'nothing'}`);
  return evaluate(value, scope);
}

/** What the example gives, or `error:` with the message. */
function outcome(kind: string, source: string, scope: Scope): Value {
  const parse = () =>
    kind === 'templates' ? parseTemplate(sourceTextOf(source)) : parseExpression(sourceTextOf(source));
  const { value, diagnostics } = parse();
  if (!value || diagnostics[0]) return `error: ${diagnostics[0]?.message ?? ''}`;
  try {
    if ('parts' in value) return render(value, scope);
    return kind === 'conditions' ? evaluateCondition(value, scope) : evaluate(value, scope);
  } catch (error) {
    if (error instanceof EvaluationError) return `error: ${error.diagnostic.message}`;
    throw error;
  }
}

describe('docs/expressions.md', () => {
  const scope = variables();

  for (const kind of ['expressions', 'templates', 'conditions']) {
    for (const line of blocks(kind)) {
      it(`${kind}: ${line}`, () => {
        const [source = '', written = ''] = line.split(' ⇒ ');
        const expected = written.startsWith('error: ') ? written : valueOf(written, scope);
        expect(outcome(kind, source, scope)).to.deep.equal(expected);
      });
    }
  }

  /** What the lists of a section name: `name(…)` for what is defined, a bare name for an alias. */
  function listed(heading: string): string[] {
    const items = section(heading).match(/^- [^]*?(?=\n- |\n\n)/gm) ?? [];
    const names = items.flatMap((item) => {
      const head = item.slice(0, item.search(/`:\s/) + 1);
      return [...head.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
    });
    return names.sort();
  }

  function defined(all: readonly NamedSignature[]): string[] {
    return all
      .map(({ name, aliasOf, shown }) => (name === aliasOf || shownWithSignature(name) ? shown : name))
      .sort();
    function shownWithSignature(name: string): boolean {
      return listed('Filters').includes(`${name}()`);
    }
  }

  it('lists exactly the filters that there are', () => {
    expect(listed('Filters')).to.deep.equal(defined(filterNames()));
  });

  it('lists exactly the tests that there are', () => {
    expect(listed('Tests')).to.deep.equal(defined(testNames()));
  });

  it('lists exactly the methods and functions that there are', () => {
    const methods = section('Methods and functions');
    for (const [kind, names] of Object.entries(methodNames())) {
      const list = new RegExp(`^- ${kind}: ([^]*?)(?=\\n- |\\n\\n)`, 'm').exec(methods)?.[1] ?? '';
      expect(
        [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name),
        kind,
      ).to.deep.equal([...names].sort());
    }
    for (const { shown } of functionNames()) expect(methods).to.contain(`\`${shown}\``);
  });

  it('lists exactly what is left out', () => {
    const list = (kind: string) => {
      const found =
        new RegExp(`^- ${kind}: ([^]*?)(?=\\n- |\\n\\n)`, 'm').exec(
          text.slice(text.indexOf('### Not offered')),
        )?.[1] ?? '';
      const withoutReasons = found.replaceAll(/\([^)]*\)/g, '');
      return [...withoutReasons.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? '').sort();
    };
    expect(list('filters')).to.deep.equal([...leftOutFilters.keys()].sort());
    expect(list('tests')).to.deep.equal([...leftOutTests.keys()].sort());
    expect(list('functions')).to.deep.equal([...leftOutFunctions.keys()].sort());
  });

  it('has an example of every filter and test', () => {
    const filterExamples = blocks('expressions', 'Filters').join('\n');
    for (const { name } of filterNames()) {
      expect(filterExamples, `filter ${name}`).to.match(new RegExp(`\\| ${name}\\b|map\\('${name}'`));
    }
    const testExamples = blocks('expressions', 'Tests').join('\n');
    for (const { name, aliasOf } of testNames()) {
      if (name === aliasOf) expect(testExamples, `test ${name}`).to.match(new RegExp(`is (not )?${name}\\b`));
    }
  });

  it('has a heading for every kind of deliberate difference', () => {
    const found = [...section('Where this differs from Jinja2 and Ansible').matchAll(/^### (.+)$/gm)].map(
      ([, name]) => name,
    );
    for (const name of Object.keys(differences)) expect(found).to.include(name);
  });
});
