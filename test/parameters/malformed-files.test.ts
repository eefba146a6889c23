import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { bind } from './bind.ts';

/** Every piece of these is a secret: the words that no message may have. */
const SECRET = /hunter|swordfish|passphrase/i;

const ONLY_A_NAME = 'pw: x\nHunter2: y';
const spellings: readonly string[] = [
  'pw: Hunter2: swordfish',
  'pw: "Hunter2" swordfish',
  "pw: 'Hunter2'swordfish'",
  'pw: "Hunter2',
  "pw: 'Hunter2",
  'pw: {{ Hunter2 }}',
  'pw: {{ Hunter2 }} swordfish',
  'pw: {Hunter2',
  'pw: [Hunter2',
  'pw: {a: Hunter2[0]}',
  'pw: [Hunter2{swordfish}]',
  'pw: ]Hunter2',
  'pw: }Hunter2',
  'pw: @Hunter2',
  'pw: `Hunter2`',
  'pw: %Hunter2',
  'pw: *Hunter2',
  'pw: &Hunter2',
  'pw: &Hunter2 &swordfish x',
  'pw: !Hunter2 swordfish',
  'pw: !<Hunter2> swordfish',
  'pw: |Hunter2',
  'pw: >Hunter2 swordfish',
  'pw: |9\n Hunter2',
  'pw:Hunter2',
  'pw:Hunter2\nother: 1',
  'pw Hunter2',
  'pw = Hunter2',
  'pw: "Hunter2\\q"',
  'pw: "Hunter2\\xzz"',
  'pw: Hunter2\n swordfish: x',
  'pw: Hunter2\n  swordfish\n x: y',
  'pw:\n\tHunter2: swordfish',
  'pw: ? Hunter2',
  '? Hunter2 : swordfish',
  '? [Hunter2]\n: x',
  '- pw: Hunter2',
  'Hunter2',
  ONLY_A_NAME,
  'pw: x\npw: Hunter2',
  'pw: {Hunter2: 1, Hunter2: 2}',
  'pw: x\n--- Hunter2\npw: swordfish',
  '%Hunter2 swordfish\n---\npw: x',
  '%YAML Hunter2\n---\npw: x',
  'pw: [Hunter2, *swordfish]',
  'pw: x\n<<: Hunter2',
  'pw: \'Hunter2\' # x\n "swordfish"',
  'pw: {\n  passphrase: Hunter2\n',
];

describe('a mistake in a file of parameters', () => {
  const directory = mkdtempSync(join(tmpdir(), 'runbook-'));
  after(() => rmSync(directory, { recursive: true, force: true }));

  for (const params of ['pw: { type: string, secret: true }', 'name: { type: string }']) {
    for (const text of spellings) {
      // Where no parameter is secret, a name that is not known is said.
      if (text === ONLY_A_NAME && !params.startsWith('pw')) continue;
      it(`never shows the value: ${JSON.stringify(text)} for ${params.slice(0, 2)}`, async () => {
        writeFileSync(join(directory, 'p.yml'), `${text}\n`);
        const { said } = await bind(params, { files: ['p.yml'], directory });
        expect(said).not.to.deep.equal([]);
        for (const each of said) expect(each).not.to.match(SECRET);
        expect(said.join('\n')).to.match(/p\.yml:\d+:\d+/);
      });
    }
  }

  it('names the cause', async () => {
    writeFileSync(join(directory, 'p.yml'), 'pw: Hunter2: swordfish\n');
    const { said } = await bind('pw: { type: string, secret: true }', { files: ['p.yml'], directory });
    expect(said).to.deep.equal([
      'p.yml:1:5: error: a value with ": " in it has to be quoted, or it reads as a second key [colon-in-value]\n' +
        '  = put the value in quotes',
    ]);
  });

  it('is as silent in -e and in a variable', async () => {
    const params = 'list: { type: list }';
    const { said } = await bind(params, { variables: { RUNBOOK_PARAM_LIST: '[Hunter2: swordfish: x]' } });
    expect(said).to.have.length(1);
    expect(said[0]).not.to.match(SECRET);
    const given = await bind(params, { e: ['{pw: Hunter2: swordfish}'] });
    expect(given.said).to.have.length(1);
    expect(given.said[0]).not.to.match(SECRET);
  });
});
