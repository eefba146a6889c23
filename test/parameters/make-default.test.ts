import { expect } from 'chai';
import { Secret, type Value } from '../../src/values/value.ts';
import { bind, type BindRequest } from './bind.ts';

const path = `
site: { type: string, default: main }
path: { type: string, default: 'D:\\Sites\\{{ site }}' }
`;

describe('defaults that are made of earlier parameters', () => {
  const valuesOf = async (params: string, request: BindRequest = {}) => {
    const { values, said } = await bind(params, request);
    expect(said).to.deep.equal([]);
    return Object.fromEntries(values ?? []);
  };
  const saidOf = async (params: string, request: BindRequest = {}) => {
    const { values, said } = await bind(params, request);
    expect(values).to.equal(undefined);
    return said;
  };

  it('see their values, given or defaults', async () => {
    expect(await valuesOf(path)).to.deep.equal({ site: 'main', path: 'D:\\Sites\\main' });
    expect(await valuesOf(path, { e: ['site=lab'] })).to.deep.equal({ site: 'lab', path: 'D:\\Sites\\lab' });
    const given = await bind(path, { e: ['path=E:\\'] });
    expect(given.values?.get('path')).to.equal('E:\\');
    expect(given.origins).to.deep.equal({ site: 'default', path: '-e' });
    expect((await bind(path)).origins['path']).to.equal('default');
  });

  it('keep the type of a whole expression, and are one after another', async () => {
    const params = `
workers: { type: integer, required: true, maximum: 100 }
retries: { type: integer, default: '{{ workers * 2 }}' }
most: { type: number, default: '{{ retries / 4 }}' }
many: { type: boolean, default: '{{ retries > 5 }}' }
ports: { type: list, items: { type: integer }, default: ['{{ workers }}', 80] }
server: { type: mapping, properties: { host: { type: string } }, default: { host: 'web{{ workers }}' } }
`;
    const values = await valuesOf(params, { e: ['workers=3'] });
    expect(values).to.deep.equal({
      workers: 3n,
      retries: 6n,
      most: 1.5,
      many: true,
      ports: [3n, 80n],
      server: new Map<string, Value>([['host', 'web3']]),
    });
  });

  it('are checked as what is given is, with their place', async () => {
    const params = `
workers: { type: integer, default: 2 }
retries: { type: integer, maximum: 10, default: '{{ workers * 2 }}' }
`;
    expect(await saidOf(params, { e: ['workers=6'] })).to.deep.equal([
      `site.yml:3:51: error: the parameter "retries" is 12; the most is 10 (from its default) [parameter-range]
  3 |   retries: { type: integer, maximum: 10, default: '{{ workers * 2 }}' }
    |                                                   ^^^^^^^^^^^^^^^^^^^
  site.yml:3:3: "retries" is declared here`,
    ]);
    const rules: readonly (readonly [string, string])[] = [
      ["enum: [a, b], default: '{{ x }}'", 'parameter-enum'],
      ["pattern: '^a', default: '{{ x }}'", 'parameter-pattern'],
      ["format: ipv4, default: '{{ x }}'", 'parameter-format'],
      ["minimum: 3, default: '{{ x }}'", 'parameter-range'],
      ["type: boolean, default: '{{ x | from_json }}'", 'parameter-type'],
      ["type: list, items: { type: string }, default: ['{{ x | length }}']", 'parameter-type'],
      ["type: mapping, properties: { a: {} }, default: '{{ {x: 1} }}'", 'parameter-property'],
    ];
    for (const [rule, code] of rules) {
      const [first] = await saidOf(`x: { required: true }\nmade: { ${rule} }`, { e: ['x=42'] });
      expect(first, rule)
        .to.match(/"made[^"]*" .* \(from its default\)/)
        .and.to.contain(`[${code}]`);
    }
  });

  it('may ask whether one was given, and are a mistake where they need it', async () => {
    const asks = `
site: { type: string }
path: { type: string, default: "{{ site | default('none') }}" }
`;
    expect(await valuesOf(asks)).to.deep.equal({ path: 'none' });
    const needs = `
site: { type: string }
path: { type: string, default: 'D:\\{{ site }}' }
`;
    expect(await valuesOf(needs, { e: ['site=a', 'path=b'] })).to.deep.equal({ site: 'a', path: 'b' });
    const [said] = await saidOf(needs);
    expect(said).to.match(/^site.yml:3:\d+: error: the default of the parameter "path" cannot be made: /);
    expect(said).to.contain('site.yml:3:3: "path" is declared here');
  });

  it('of a secret are secret, whatever the parameter says, and are not shown', async () => {
    const params = `
password: { type: string, secret: true, required: true }
login: { type: string, default: 'admin:{{ password }}' }
key: { type: string, secret: true, default: '{{ password | upper }}' }
logins: { type: list, default: ['{{ login }}', plain] }
`;
    const variables = { RUNBOOK_PARAM_PASSWORD: 'hunter22' };
    const { values } = await bind(params, { variables });
    expect(
      [values?.get('login'), values?.get('key')].map((each) => each instanceof Secret && each.reveal()),
    ).to.deep.equal(['admin:hunter22', 'HUNTER22']);
    const [first, second] = values?.get('logins') as readonly Value[];
    expect([first instanceof Secret, second]).to.deep.equal([true, 'plain']);
    for (const wrong of [
      "pattern: '^x', default: '{{ password }}'",
      "default: '{{ {}[password] }}'",
      "default: '{{ password | int(none) + password }}'",
    ]) {
      const said = await saidOf(
        `password: { type: string, secret: true, required: true }\nlogin: { ${wrong} }`,
        { variables },
      );
      expect(said.join('\n'), wrong).not.to.contain('hunter22');
    }
  });

  it('wait for what is asked on a terminal', async () => {
    const params = `
site: { type: string, required: true }
path: { type: string, default: 'D:\\{{ site }}' }
`;
    const values = await valuesOf(params, { ask: () => Promise.resolve('lab') });
    expect(values).to.deep.equal({ site: 'lab', path: 'D:\\lab' });
  });

  it('say nothing more of what is missing, and are open where that is', async () => {
    const params = `
site: { type: string, required: true }
path: { type: string, default: 'D:\\{{ site }}' }
log: { type: string, required_when: "path == 'D:\\\\lab'" }
`;
    expect(await saidOf(params)).to.have.length(1);
    const { values, open } = await bind(params, { leaveOpen: true });
    expect(values?.size).to.equal(0);
    expect(open).to.deep.equal(['site', 'path', 'log']);
    expect((await saidOf(params, { e: ['site=lab'] }))[0]).to.contain('the parameter "log" has no value');
    expect(await valuesOf(params, { e: ['site=x'] })).to.deep.equal({ site: 'x', path: 'D:\\x' });
  });
});
