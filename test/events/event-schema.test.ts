import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import type { RunEvent } from '../../src/events/run-event.ts';
import { EVERY_EVENT, OPTIONAL_MEMBERS } from './every-event.ts';
import { badRun, goodRun } from './sample-run.ts';

interface EventSchema {
  readonly oneOf: readonly { readonly $ref: string }[];
  readonly $defs: Readonly<Record<string, Definition>>;
}
interface Definition {
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, object>>;
}

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/event.schema.json', import.meta.url), 'utf8'),
) as EventSchema;
const validate = new Ajv2020({ strict: true }).compile(schema);
const optional: Readonly<Record<string, object>> = OPTIONAL_MEMBERS;

function expectValid(event: object): void {
  expect(validate(event), `${JSON.stringify(event)} ${JSON.stringify(validate.errors)}`).to.equal(true);
}

describe('schemas/event.schema.json', () => {
  it('has one definition for each event, and no other', () => {
    expect(schema.oneOf.map(({ $ref }) => $ref.replace('#/$defs/', ''))).to.have.members(
      Object.keys(EVERY_EVENT),
    );
  });

  for (const [type, event] of Object.entries(EVERY_EVENT) as [string, RunEvent][]) {
    it(`has the members of ${type}, each explained, and asks for those that are always there`, () => {
      const definition = schema.$defs[type]!;
      const extra = type === 'run-started' ? ['format'] : [];
      expect(Object.keys(definition.properties!)).to.have.members([...Object.keys(event), ...extra]);
      const missable = Object.keys(optional[type] ?? {});
      expect(definition.required).to.have.members(
        Object.keys(event).filter((key) => !missable.includes(key)),
      );
      for (const [name, property] of [['', definition], ...Object.entries(definition.properties!)] as const) {
        if (name !== 'type') expect('description' in property || '$ref' in property, name).to.equal(true);
      }
    });

    it(`accepts ${type}, and refuses it without a member or with a wrong one`, () => {
      expectValid(event);
      for (const key of Object.keys(event)) {
        const rest = Object.fromEntries(Object.entries(event).filter(([name]) => name !== key));
        expect(validate(rest), `without ${key}`).to.equal(key in (optional[type] ?? {}));
        if (key !== 'result')
          expect(validate({ ...event, [key]: { not: 'right' } }), `wrong ${key}`).to.equal(false);
      }
    });
  }

  it('accepts whole runs', () => {
    for (const event of [...goodRun(), ...badRun()]) expectValid(event);
  });
});
