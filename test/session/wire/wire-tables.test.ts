import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { fromFarEnd, MessageKind } from '../../../src/session/wire/message-kind.ts';
import { RecordKind } from '../../../src/session/wire/record-kind.ts';
import { ValueKind } from '../../../src/session/wire/value-kind.ts';
import { root } from '../../harness/paths.ts';

/** The constants of a C# class. */
function tableIn(name: string): Record<string, string> {
  const text = readFileSync(join(root, 'powershell', 'FarEnd', 'Wire', `${name}.cs`), 'utf8');
  return Object.fromEntries(
    [...text.matchAll(/const char (\w+) = '(.)';/g)].map(([, key = '', kind = '']) => [key, kind]),
  );
}

describe('the two ends of the wire', () => {
  for (const [name, table] of Object.entries({ MessageKind, RecordKind, ValueKind })) {
    it(`have the same ${name}s`, () => {
      expect(tableIn(name)).to.deep.equal({ ...table });
      expect(new Set(Object.values(table)).size).to.equal(Object.keys(table).length);
    });
  }

  it('agree on what the far end may send', () => {
    const text = readFileSync(join(root, 'powershell', 'FarEnd', 'Wire', 'MessageKind.cs'), 'utf8');
    const [ours = ''] = text.split('// From the runner.');
    const names = [...ours.matchAll(/const char (\w+) =/g)].map(([, key]) => key as keyof typeof MessageKind);
    expect(fromFarEnd).to.have.members(names.map((key) => MessageKind[key]));
  });

  it('agree on how many objects the far end keeps', () => {
    const near = readFileSync(join(root, 'src', 'session', 'live-objects.ts'), 'utf8');
    const far = readFileSync(join(root, 'powershell', 'FarEnd', 'Values', 'LiveObjects.cs'), 'utf8');
    expect(/MOST = ([\d_]+)/.exec(near)?.[1]).to.equal(/Most = ([\d_]+)/.exec(far)?.[1]);
  });
});
