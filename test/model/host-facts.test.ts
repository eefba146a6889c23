import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { readDocument } from '../../src/document/read-document.ts';
import { schemaValidator } from '../../src/document/schema-validator.ts';
import { validateDocument } from '../../src/document/validate-document.ts';
import { nameOfType, typeOfValue, type Type } from '../../src/expression/types/index.ts';
import { FACT_GROUPS, HOST_FACTS, type HostFact } from '../../src/model/host-fact-table.ts';
import { toJson } from '../../src/values/json.ts';
import { root } from '../harness/paths.ts';

/** With `UPDATE_GOLDENS=1` the tables of docs/facts.md and the facts of the scenarios' schema are written anew: look at the difference before committing it. */
const update = process.env['UPDATE_GOLDENS'] === '1';

describe('The facts of a host', () => {
  it('are each of their type, and of their closed set, where they are simulated', () => {
    for (const { name, type, values, simulated } of HOST_FACTS) {
      if (simulated === null) continue;
      expect(kindsOf(type), name).to.include.members(kindsOf(typeOfValue(simulated)));
      if (values) expect(values, name).to.include(simulated);
    }
  });

  it('have one name each', () => {
    const names = HOST_FACTS.map(({ name }) => name);
    expect(names).to.deep.equal([...new Set(names)]);
    for (const name of names) expect(name).to.match(/^[a-z][a-z0-9_]*$/);
  });

  it('stand in docs/facts.md, group by group', () => {
    const file = join(root, 'docs', 'facts.md');
    const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    const written = FACT_GROUPS.reduce(
      (page, group) =>
        page.replace(
          new RegExp(`(^## \`${group}\`\\n.*?\\n\\n)\\| Fact .*?\\n\\n`, 'ms'),
          (_, begin: string) => `${begin}${tableOf(group)}\n\n`,
        ),
      text,
    );
    if (update) writeFileSync(file, written);
    expect(text).to.equal(written);
    for (const group of FACT_GROUPS) expect(text).to.contain(tableOf(group));
  });

  it('are said by a scenario as docs/facts.md shows it', () => {
    const page = readFileSync(join(root, 'docs', 'facts.md'), 'utf8').replaceAll('\r\n', '\n');
    const [, text = ''] = /^```yaml scenario\n(.*?)^```$/ms.exec(page) ?? [];
    const { document } = readDocument('scenario.yml', { readFile: () => Buffer.from(text) });
    expect(document?.root.kind).to.equal('mapping');
    expect(document && validateDocument(document, schemaValidator('scenario'))).to.deep.equal([]);
  });

  it('are what a scenario can say', async () => {
    const file = join(root, 'schemas', 'scenario.schema.json');
    const text = readFileSync(file, 'utf8');
    const schema = JSON.parse(text) as { properties: { facts: { properties: object } } };
    const facts = Object.fromEntries(HOST_FACTS.map((fact) => [fact.name, schemaOf(fact)]));
    if (update) {
      schema.properties.facts.properties = facts;
      writeFileSync(file, await format(JSON.stringify(schema), { parser: 'json', printWidth: 110 }));
    }
    expect(schema.properties.facts.properties).to.deep.equal(facts);
  });
});

function tableOf(group: HostFact['group']): string {
  const rows = HOST_FACTS.filter((fact) => fact.group === group).map(
    ({ name, type, values, about, simulated }) => {
      const set = values ? `: ${values.map((value) => `\`${value}\``).join(', ')}` : '';
      return `| \`${name}\` | ${nameOfType(type)} | ${about}${set} | ${simulatedText(simulated)} |`;
    },
  );
  return ['| Fact | Type | What it is | In a rehearsal |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function simulatedText(value: HostFact['simulated']): string {
  if (value === '') return '(empty)';
  if (value === null) return '`null`';
  const json = toJson(value);
  if (typeof json === 'object') return Array.isArray(json) && json.length === 0 ? '`[]`' : '…';
  return `\`${typeof json === 'string' ? json : JSON.stringify(json)}\``;
}

/** What waits for a restart is said once, where the restart is. */
const OF_RESTART = ['reboot_pending', 'reboot_pending_reasons'];

function schemaOf({ name, type, values, about }: HostFact): object {
  if (OF_RESTART.includes(name))
    return {
      not: {},
      description: 'say under "state" what waits for a restart: "reboot: { pending: [Windows Update] }"',
    };
  const description = `${about.slice(0, 1).toUpperCase()}${about.slice(1)}.`;
  if (values) return { description, enum: [...values, null] };
  return { description, ...ofType(type), type: [kindOf(type), 'null'] };
}

function ofType(type: Type): object {
  const [only] = type === 'any' ? [] : type;
  if (only?.kind === 'list') return { items: { type: kindOf(only.items), ...ofType(only.items) } };
  if (only?.kind === 'mapping' && only.members)
    return {
      properties: Object.fromEntries(
        Array.from(only.members, ([name, member]) => [
          name,
          {
            type:
              member === 'any' || member.length < 2
                ? kindOf(member)
                : member.map(({ kind }) => schemaKind(kind)),
            ...ofType(member),
          },
        ]),
      ),
      additionalProperties: false,
    };
  return {};
}

function kindOf(type: Type): string {
  const [only] = type === 'any' ? [] : type;
  return schemaKind(only?.kind ?? 'null');
}

function schemaKind(kind: string): string {
  const kinds: Readonly<Record<string, string>> = { list: 'array', mapping: 'object' };
  return kinds[kind] ?? kind;
}

function kindsOf(type: Type): readonly string[] {
  return type === 'any' ? [] : type.map(({ kind }) => kind);
}
