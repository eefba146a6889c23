import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createMask } from '../../src/secrets/mask.ts';
import { secretsIn } from '../../src/values/secrets-in.ts';
import { Secret } from '../../src/values/value.ts';
import type { AskParameter } from '../../src/parameters/bind-parameters.ts';
import { rank, type GivenValue } from '../../src/parameters/given-value.ts';
import { bind, type BindRequest } from './bind.ts';

/** Answers each parameter from a list, and writes down what was asked and what was wrong with an answer. */
function answering(
  answers: Readonly<Record<string, readonly string[]>>,
): AskParameter & { readonly log: string[] } {
  const log: string[] = [];
  const left = new Map(Object.entries(answers).map(([name, texts]) => [name, [...texts]]));
  const ask: AskParameter = (parameter, check) => {
    const text = left.get(parameter.name)?.shift();
    log.push(parameter.name);
    const problem = text === undefined ? undefined : check(text);
    if (problem !== undefined) log.push(problem);
    return Promise.resolve(text);
  };
  return Object.assign(ask, { log });
}

describe('parameters', () => {
  let directory: string;
  before(() => (directory = mkdtempSync(join(tmpdir(), 'runbook-parameters-'))));
  after(() => rmSync(directory, { recursive: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return name;
  };

  describe('where a value comes from', () => {
    const params = 'x: { type: string, default: default }';
    const scenario: GivenValue[] = [
      {
        name: 'x',
        content: { kind: 'value', value: 'scenario' },
        origin: { kind: 'scenario', location: undefined },
        rank: rank.scenario,
      },
    ];
    const variables = { RUNBOOK_PARAM_X: 'variable' };

    it('is -e before a file, a variable, a scenario and the default', async () => {
      const files = [file('x.yml', 'x: file\n')];
      const all = await bind(params, { e: ['x=flag'], files, variables, scenario, directory });
      expect([all.values?.get('x'), all.origins.x]).to.deep.equal(['flag', '-e']);
      const withoutFlag = await bind(params, { files, variables, scenario, directory });
      expect([withoutFlag.values?.get('x'), withoutFlag.origins.x]).to.deep.equal(['file', 'x.yml:1:4']);
      const withoutFile = await bind(params, { variables, scenario });
      expect([withoutFile.values?.get('x'), withoutFile.origins.x]).to.deep.equal([
        'variable',
        'RUNBOOK_PARAM_X',
      ]);
      const rehearsed = await bind(params, { scenario });
      expect([rehearsed.values?.get('x'), rehearsed.origins.x]).to.deep.equal(['scenario', 'scenario']);
      const alone = await bind(params);
      expect([alone.values?.get('x'), alone.origins.x]).to.deep.equal(['default', 'default']);
    });

    it('is the last one of two -e and of two files', async () => {
      expect((await bind(params, { e: ['x=first', 'x=second'] })).values?.get('x')).to.equal('second');
      const files = [file('one.yml', 'x: first\n'), file('two.yml', 'x: second\n')];
      expect((await bind(params, { files, directory })).values?.get('x')).to.equal('second');
    });

    it('is a file for -e @file, which still beats --params-file', async () => {
      const e = [`@${file('extra.json', '{"x": "extra"}')}`];
      const bound = await bind(params, { e, files: [file('x.yml', 'x: file\n')], directory });
      expect([bound.values?.get('x'), bound.origins.x]).to.deep.equal(['extra', 'extra.json:1:7']);
    });

    it('is standard input for a file named -', async () => {
      const bound = await bind(params, { files: ['-'], stdin: 'x: from input\n' });
      expect([bound.values?.get('x'), bound.origins.x]).to.deep.equal(['from input', '<stdin>:1:4']);
    });

    it('is a variable whatever the case of its name, and an empty one is none', async () => {
      expect((await bind(params, { variables: { runbook_param_x: 'v' } })).values?.get('x')).to.equal('v');
      expect((await bind(params, { variables: { RUNBOOK_PARAM_X: '' } })).values?.get('x')).to.equal(
        'default',
      );
    });

    it('is the variable that the parameter names, where nobody gives one but the default', async () => {
      const own = `x: { env: SITE_X, default: default }`;
      const set = { SITE_X: 'own' };
      const found = async (request: BindRequest) => {
        const { values, origins } = await bind(own, request);
        return [values?.get('x'), origins.x];
      };
      expect(await found({ variables: set })).to.deep.equal(['own', 'SITE_X']);
      expect(await found({ variables: { site_x: 'small', ...set } })).to.deep.equal(['own', 'SITE_X']);
      expect(await found({ variables: { Site_X: 'other case' } })).to.deep.equal(['other case', 'Site_X']);
      expect(await found({ variables: { SITE_X: '' } })).to.deep.equal(['default', 'default']);
      expect(await found({ variables: { ...set, ...variables } })).to.deep.equal([
        'variable',
        'RUNBOOK_PARAM_X',
      ]);
      expect(await found({ variables: set, scenario })).to.deep.equal(['scenario', 'scenario']);
      expect(await found({ variables: set, e: ['x=flag'] })).to.deep.equal(['flag', '-e']);
    });

    it('has the type and the rules of the parameter where it is a variable that this names', async () => {
      const port = 'port: { type: integer, env: SITE_PORT, maximum: 65535 }';
      expect((await bind(port, { variables: { SITE_PORT: '8080' } })).values?.get('port')).to.equal(8080n);
      expect((await bind(port, { variables: { SITE_PORT: '70000' } })).said.join()).to.include(
        'the parameter "port" is 70000; the most is 65535 (from SITE_PORT)',
      );
      const secret = 'pw: { env: SITE_PW, secret: true, required: true }';
      const { values } = await bind(secret, { variables: { SITE_PW: 'Tr0ub4dor' } });
      expect(values?.get('pw')).to.be.instanceOf(Secret);
    });

    it('is nothing where none is given: the parameter is not defined', async () => {
      const { values, said } = await bind('x: { type: string }');
      expect(values?.has('x')).to.equal(false);
      expect(said).to.deep.equal([]);
    });
  });

  describe("texts become values of the parameter's type", () => {
    const cases: [string, string, unknown][] = [
      ['string', '42', '42'],
      ['string', '', ''],
      ['integer', '42', 42n],
      ['integer', '-9007199254740993', -9007199254740993n],
      ['integer', '+7', 7n],
      ['number', '1.5', 1.5],
      ['number', '2e3', 2000],
      ['number', '7', 7n],
      ['boolean', 'true', true],
      ['boolean', 'False', false],
      ['list', '["a", 1, true]', ['a', 1n, true]],
      ['list', '[]', []],
      ['mapping', '{a: {b: 2}}', new Map([['a', new Map([['b', 2n]])]])],
    ];
    for (const [type, text, value] of cases) {
      it(`"${text}" is a ${type}`, async () => {
        const bound = await bind(`x: { type: ${type} }`, {
          variables: { RUNBOOK_PARAM_X: text === '' ? ' ' : text },
        });
        if (text !== '') expect(bound.values?.get('x'), bound.said.join('\n')).to.deep.equal(value);
        const flag = await bind(`x: { type: ${type} }`, { e: [`x=${text}`] });
        expect(flag.values?.get('x'), flag.said.join('\n')).to.deep.equal(value);
      });
    }
  });

  describe('what does not fit is said, with where it came from', () => {
    const cases: [string, string, string, string][] = [
      [
        'type: integer',
        '4x',
        'is "4x", which is not an integer (from -e)',
        'write digits only, such as 42 or -1',
      ],
      [
        'type: integer',
        '1.5',
        'is "1.5", which is not an integer (from -e)',
        'write digits only, such as 42 or -1',
      ],
      ['type: boolean', 'yes', 'is "yes", which is not a boolean (from -e)', 'write true'],
      ['type: boolean', 'off', 'is "off", which is not a boolean (from -e)', 'write false'],
      ['type: boolean', 'maybe', 'is "maybe", which is not a boolean (from -e)', 'write true or false'],
      [
        'type: number',
        'Infinity',
        'is "Infinity", which is not a number (from -e)',
        'write a number such as 42, 1.5 or 2e3',
      ],
      [
        'type: list',
        'a,b',
        'is "a,b", which is not a list (from -e)',
        'write it as JSON or YAML: ["a", "b"]',
      ],
      ['type: mapping', '[1]', 'is the list, not a mapping (from -e)', ''],
      [
        'type: string, enum: [enterprise, standard]',
        'standart',
        'is "standart"; accepted: "enterprise", "standard" (from -e)',
        'did you mean "standard"?',
      ],
      [
        'type: string, pattern: "^[a-z]+$"',
        'A1',
        'is "A1", which does not match the pattern ^[a-z]+$ (from -e)',
        '',
      ],
      [
        'type: string, format: hostname',
        'not_a_host!',
        'is "not_a_host!", which is not the name of a host (from -e)',
        '',
      ],
      ['type: string, minimum: 3', 'ab', 'has 2 characters; the least is 3 (from -e)', ''],
      ['type: integer, maximum: 10', '11', 'is 11; the most is 10 (from -e)', ''],
      ['type: list, maximum: 1', '[1, 2]', 'has 2 items; the most is 1 (from -e)', ''],
    ];
    for (const [declaration, text, problem, help] of cases) {
      it(`{ ${declaration} } ${problem}`, async () => {
        const { values, said } = await bind(`x: { ${declaration} }`, { e: [`x=${text}`] });
        expect(values).to.equal(undefined);
        expect(said).to.have.length(1);
        expect(said[0]).to.contain(`the parameter "x" ${problem}`);
        if (help !== '') expect(said[0]).to.contain(`= ${help}`);
      });
    }

    it('a value of a file keeps its type, and the line is shown', async () => {
      const { said } = await bind('x: { type: string }\nz: { type: boolean }', {
        files: [file('types.yml', 'x: 12\nz: "true"\n')],
        directory,
      });
      expect(said.join('\n')).to.contain(
        'types.yml:1:4: error: the parameter "x" is the integer 12, not a string [parameter-type]',
      );
      expect(said.join('\n')).to.contain('  1 | x: 12\n    |    ^^\n');
      expect(said.join('\n')).to.contain('= write it in quotes');
      expect(said.join('\n')).to.contain('the parameter "z" is the string "true", not a boolean');
      expect(said.join('\n')).to.contain('= write true, without quotes');
    });

    it('a null is no value', async () => {
      const { said } = await bind('x: { type: string }', { files: [file('null.yml', 'x:\n')], directory });
      expect(said.join()).to.contain('the parameter "x" has no value').and.to.contain('leave it out');
    });

    it('all mistakes come together', async () => {
      const { said } = await bind(
        'a: { type: integer }\nb: { type: boolean }\nc: { type: string, required: true }\nd: { type: string, enum: [x], minimum: 9 }',
        { e: ['a=one', 'cc=1', 'd=y'], variables: { RUNBOOK_PARAM_B: 'no' } },
      );
      const codes = said.map((each) => /\[([a-z-]+)\]/.exec(each)?.[1]);
      expect(codes).to.deep.equal([
        'parameter-unknown',
        'parameter-type',
        'parameter-type',
        'parameter-enum',
        'parameter-range',
        'parameter-missing',
      ]);
      expect(said.join('\n')).to.contain('(from RUNBOOK_PARAM_B)');
    });

    it('an unknown name gets the nearest one; of a variable it is a warning', async () => {
      const flag = await bind('edition: { type: string }', { e: ['editoin=x'] });
      expect(flag.said[0]).to.equal(
        'error: the runbook has no parameter "editoin" (from -e) [parameter-unknown]\n  = did you mean "edition"?',
      );
      const variable = await bind('edition: { type: string }', { variables: { RUNBOOK_PARAM_EDITIO: 'x' } });
      expect(variable.values).not.to.equal(undefined);
      expect(variable.said[0]).to.match(/^warning: .*\(from RUNBOOK_PARAM_EDITIO\)/);
    });

    it('a file that cannot be read is said, and nothing is reported as missing because of it', async () => {
      const { said, values } = await bind('x: { type: string, required: true }', {
        files: ['absent.yml'],
        directory,
      });
      expect(values).to.equal(undefined);
      expect(said).to.have.length(1);
      expect(said[0]).to.contain('"absent.yml" cannot be read: there is no such file');
    });

    it('a file that is a list is said', async () => {
      const { said } = await bind('x: { type: string }', { files: [file('list.yml', '- x\n')], directory });
      expect(said[0]).to.contain('list.yml:1:1: error: a file of parameters is a mapping of names to values');
    });
  });

  describe('what is required', () => {
    const params = `
edition: { type: string, enum: [enterprise, standard], required: true }
collocated: { type: boolean, required_when: edition == 'enterprise' }
sql: { type: string, required_when: edition == 'enterprise' and collocated }`;

    it('and missing is said with every way to give it', async () => {
      const { said } = await bind(params, { e: ['edition=enterprise'] });
      expect(said).to.have.length(1);
      expect(said[0]).to.contain(
        'the parameter "collocated" has no value (it is required when edition == \'enterprise\')',
      );
      expect(said[0]).to.contain('-e collocated=VALUE').and.to.contain('--params-file FILE');
      expect(said[0]).to.contain('RUNBOOK_PARAM_COLLOCATED').and.to.contain('on a terminal to be asked');
    });

    it('depends on the other parameters', async () => {
      const standard = await bind(params, { e: ['edition=standard'] });
      expect(standard.said).to.deep.equal([]);
      const without = await bind(params, { e: ['edition=enterprise collocated=false'] });
      expect(without.said).to.deep.equal([]);
      const withSql = await bind(params, { e: ['edition=enterprise collocated=true'] });
      expect(withSql.said.join()).to.contain('the parameter "sql" has no value');
    });

    it('is not guessed where a parameter that it depends on is wrong', async () => {
      const { said } = await bind(params, { e: ['edition=enterprize'] });
      expect(said).to.have.length(1);
      expect(said[0]).to.contain('did you mean "enterprise"?');
    });

    it('is asked for in the order of need, and only what the answers make necessary', async () => {
      const reversed = params.trim().split('\n').toReversed().join('\n');
      const enterprise = answering({ edition: ['enterprise'], collocated: ['true'], sql: ['sql01'] });
      const bound = await bind(reversed, { ask: enterprise });
      expect(enterprise.log).to.deep.equal(['edition', 'collocated', 'sql']);
      expect(bound.values).to.deep.equal(
        new Map<string, unknown>([
          ['sql', 'sql01'],
          ['collocated', true],
          ['edition', 'enterprise'],
        ]),
      );
      expect(bound.origins).to.deep.equal({ edition: 'answer', collocated: 'answer', sql: 'answer' });

      const standard = answering({ edition: ['standard'] });
      await bind(params, { ask: standard });
      expect(standard.log).to.deep.equal(['edition']);
    });

    it('is asked for again until it fits', async () => {
      const ask = answering({ edition: ['both', 'standard'] });
      const { values } = await bind(params, { ask });
      expect(values?.get('edition')).to.equal('standard');
      expect(ask.log).to.deep.equal(['edition', 'is "both"; accepted: "enterprise", "standard"', 'edition']);
    });

    it('is reported where the operator gives no answer', async () => {
      const { values, said } = await bind(params, { ask: answering({}) });
      expect(values).to.equal(undefined);
      expect(said.join()).to.contain('the parameter "edition" has no value');
    });

    it('is not asked for while other values are wrong', async () => {
      const ask = answering({ edition: ['standard'] });
      await bind(params, { e: ['collocated=perhaps'], ask });
      expect(ask.log).to.deep.equal([]);
    });

    it('stays open for a plan, with what may be required because of it', async () => {
      const { open, said } = await bind(params, { leaveOpen: true });
      expect(said).to.deep.equal([]);
      expect(open).to.deep.equal(['edition', 'collocated', 'sql']);
      expect((await bind(params, { e: ['edition=standard'], leaveOpen: true })).open).to.deep.equal([]);
    });

    it("by a condition on a parameter without a value is the runbook's mistake", async () => {
      const { said } = await bind("a: { type: string }\nb: { type: string, required_when: a == 'x' }");
      expect(said.join()).to.contain('site.yml:3:37: error:').and.to.contain('"a"');
    });
  });

  describe('secrets', () => {
    const params =
      'password: { type: string, secret: true, required: true }\nlevel: { type: integer, default: 1 }';

    it('that end with a line break are warned of, with the place and the mend, and hidden without it, too', async () => {
      const name = file('break.yml', 'password: |\n  hunter22\n');
      const bySource = [
        await bind(params, { files: [name], directory }),
        await bind(params, { variables: { RUNBOOK_PARAM_PASSWORD: 'hunter22\r\n' } }),
      ];
      for (const { said, values } of bySource) {
        expect(said).to.have.length(1);
        expect(said[0]).to.contain('warning').and.to.contain('[secret-line-break]').and.to.contain('`|-`');
        expect(said[0]).to.not.contain('hunter22');
        const [secret = ''] = secretsIn(values?.values() ?? []);
        const mask = createMask();
        mask.add(secret);
        expect(mask.mask('it is hunter22!')).to.equal('it is ********!');
      }
      expect(bySource[0]?.said[0]).to.contain('break.yml:1:11');
      expect(bySource[1]?.said[0]).to.contain('RUNBOOK_PARAM_PASSWORD');
    });

    it('that have line breaks within are not', async () => {
      const name = file('lines.yml', 'password: "-----BEGIN\\n-----END"\n');
      expect((await bind(params, { files: [name], directory })).said).to.deep.equal([]);
    });

    it('are values that do not show themselves', async () => {
      const { values } = await bind(params, { variables: { RUNBOOK_PARAM_PASSWORD: 'hunter22' } });
      const password = values?.get('password');
      expect(password).to.be.instanceOf(Secret);
      expect((password as Secret).reveal()).to.equal('hunter22');
    });

    it('are refused on the command line, and not repeated', async () => {
      for (const e of ['password=hunter22', '{"password": "hunter22"}']) {
        const { values, said } = await bind(params, { e: [e] });
        expect(values).to.equal(undefined);
        expect(said).to.have.length(1);
        expect(said[0]).to.contain('[secret-on-command-line]').and.to.contain('--params-file');
        expect(said.join()).not.to.contain('hunter22');
      }
    });

    it('come from a file, also one named by -e, and from standard input', async () => {
      const name = file('secret.yml', 'password: hunter22\n');
      for (const request of [
        { files: [name] },
        { e: [`@${name}`] },
        { files: ['-'], stdin: 'password: hunter22\n' },
      ]) {
        const { values, said } = await bind(params, { ...request, directory });
        expect(said).to.deep.equal([]);
        expect(values?.get('password')).to.be.instanceOf(Secret);
      }
    });

    it('shorter than four characters are refused: they could not be masked', async () => {
      const { said } = await bind(params, { variables: { RUNBOOK_PARAM_PASSWORD: 'abc' } });
      expect(said[0]).to.contain('has fewer than 4 characters').and.to.contain('[secret-too-short]');
      expect(said[0]).not.to.contain('abc');
    });

    it('do not appear with the line that a mistake stands in', async () => {
      const texts = [
        '{"level": "three", "password": "hunter22"}',
        '{"password": "hunter22", "level": }',
        '{"passwrd": "hunter22"}',
        'password: [hunter22]\n',
        'password: "hunter22\n',
        '- hunter22\n',
      ];
      for (const text of texts) {
        const { said, values } = await bind(params, { files: [file('one-line.json', text)], directory });
        expect(values, text).to.equal(undefined);
        expect(said.join('\n'), text).not.to.contain('hunter22');
        expect(said.join('\n'), text).to.match(/one-line\.json:\d+:\d+/);
      }
    });

    it('that miss are not asked for by -e', async () => {
      const { said } = await bind(params);
      expect(said[0]).to.contain('-e refuses secrets').and.to.contain('RUNBOOK_PARAM_PASSWORD');
      expect(said[0]).not.to.contain('-e password=');
    });
  });

  describe('items', () => {
    const params = `
servers: { type: list, items: { type: string, format: hostname } }
ports: { type: mapping, items: { type: integer, minimum: 1, maximum: 65535 } }
rows: { type: list, items: { type: list, maximum: 2, items: { enum: [a, b] } } }
many: { type: list, items: { type: integer } }`;

    it('are accepted where they keep the rules, from everywhere', async () => {
      const { values, said } = await bind(params, {
        e: ['servers=[web01, db.example.com]', 'ports={http: 80}'],
        files: [file('items.yml', 'rows: [[a, b], []]\n')],
        variables: { RUNBOOK_PARAM_MANY: '[1, 2]' },
        directory,
      });
      expect(said).to.deep.equal([]);
      expect(values?.get('rows')).to.deep.equal([['a', 'b'], []]);
    });

    it('that do not keep them are told with their places', async () => {
      const { said } = await bind(params, {
        e: ['servers=[web01, "web 02", 3]', 'ports={http: 0, "a b": x}'],
        files: [file('wrong.yml', 'rows: [[a, c], [a, b, a]]\n')],
        variables: { RUNBOOK_PARAM_MANY: '[a, b, c, d, e, f, g]' },
        directory,
      });
      const text = said.join('\n');
      for (const part of [
        '"servers[1]" is "web 02", which is not the name of a host (from -e) [parameter-format]',
        '"servers[2]" is the integer 3, not a string (from -e) [parameter-type]',
        '"ports.http" is 0; the least is 1 (from -e) [parameter-range]',
        `"ports['a b']" is the string "x", not an integer (from -e) [parameter-type]`,
        '"rows[0][1]" is "c"; accepted: "a", "b" [parameter-enum]',
        '"rows[1]" has 3 items; the most is 2 [parameter-range]',
        '"many[4]" is the string "e", not an integer',
      ]) {
        expect(text).to.contain(part);
      }
      expect(text).to.not.contain('many[5]');
    });

    it('nothing of a value is shown where names may have been mixed up with those of secrets', async () => {
      const declared =
        'word: { secret: true }\nport: { type: integer }\nkind: { enum: [ab, abc] }\nname: { pattern: ^x }\nrows: { type: list, items: { type: integer } }\nsite: { type: mapping, items: { type: integer } }';
      const given =
        'word: abcd\nport: Hunter2\nkind: Hunter2\nname: Hunter2\u00a0\nrows: [1, Hunter2]\nsite: { Hunter2: Hunter2 }\n';
      const { said } = await bind(declared, { files: [file('mixed.yml', given)], directory });
      const text = said.join('\n');
      for (const part of [
        '"port" is the string, not an integer',
        '"kind" is a value that is not shown; accepted: "ab"',
        '"rows[1]" is',
        '"site" is',
      ])
        expect(text).to.contain(part);
      expect(text).not.to.contain('Hunter2');
    });

    it('a property that there is not is named, but not of a file that may hold secrets', async () => {
      const server = 'server: { type: mapping, required: [host], properties: { host: { type: string } } }';
      const plain = await bind(server, { files: [file('a.yml', 'server: { hots: x }\n')], directory });
      expect(plain.said.join('\n'))
        .to.contain('"server" has no "host" [parameter-property]')
        .and.to.contain('"server" has a property that it does not take: "hots" [parameter-property]')
        .and.to.contain('did you mean "host"?');
      const secret = await bind(`${server}\nword: { secret: true }`, {
        files: [file('b.yml', 'server: { Hunter2: x }\nword: abcd\n')],
        directory,
      });
      expect(secret.said.join('\n'))
        .to.contain('"server" has a property that it does not take (from')
        .and.not.to.contain('Hunter2');
    });
  });

  describe('what was typed on the command line', () => {
    const params = 'l: { type: list }\nm: { type: mapping }';

    it('is refused where a digit of it would be lost', async () => {
      for (const [e, lost] of [
        ['l=[0024]', '0024 in it would be the number 24'],
        ['l=[[1.10]]', '1.10 in it would be the number 1.1'],
        ['m={a: -007}', '-007 in it would be the number -7'],
        ['{"l": [5.00]}', '5.00 in it would be the number 5'],
      ] as const) {
        const { values, said } = await bind(params, { e: [e] });
        expect(values, e).to.equal(undefined);
        expect(said.join('\n'), e).to.contain(lost);
      }
    });

    it('is taken where nothing is lost', async () => {
      const { values } = await bind(params, { e: ['l=[24, 0, 1.1, 1.0, 0.5, "0024", \'1.10\', 1e3]'] });
      expect(values?.get('l')).to.deep.equal([24n, 0n, 1.1, 1, 0.5, '0024', '1.10', 1000]);
    });
  });

  it('are refused where two variables give different values for one', async () => {
    const variables = { RUNBOOK_PARAM_EDITION: 'a', RUNBOOK_PARAM_edition: 'b' };
    const { values, said } = await bind('edition: { type: string }', { variables });
    expect(values).to.equal(undefined);
    expect(said[0]).to.contain(
      'two variables give the parameter "edition" different values: RUNBOOK_PARAM_EDITION and RUNBOOK_PARAM_edition',
    );
    const same = await bind('edition: { type: string }', {
      variables: { ...variables, RUNBOOK_PARAM_edition: 'a' },
    });
    expect(same.values?.get('edition')).to.equal('a');
  });

  describe('characters that look like others, or like nothing', () => {
    const params =
      'edition: { enum: [core, full] }\nserver: { type: string }\ncount: { type: integer }\npw: { secret: true }';

    it('are named where a value is not accepted, and where a name is not known', async () => {
      const { said } = await bind(params, {
        e: ['edition=c\u043ere', 'ser\u200bver=a'],
        variables: { RUNBOOK_PARAM_COUNT: '3\u00a0\u200b' },
      });
      const text = said.join('\n');
      expect(text).to.contain(
        'accepted: "core", "full": the "о" in it is U+043E CYRILLIC SMALL LETTER O (from -e)',
      );
      expect(text).to.contain(
        'no parameter "ser\\u200bver" (from -e): it has U+200B ZERO WIDTH SPACE in it, behind "ser"',
      );
      expect(text).to.contain('which is not an integer: it ends with U+00A0 NO-BREAK SPACE, and 1 more');
    });

    it('are warned of in a value that any text can be, and a secret shows nothing of itself', async () => {
      const { values, said } = await bind(params, {
        variables: { RUNBOOK_PARAM_SERVER: 'sql01\u00a0', RUNBOOK_PARAM_PW: 'hunter22\u200b' },
      });
      expect(values?.get('server')).to.equal('sql01\u00a0');
      expect(said).to.have.length(2);
      expect(said[0]).to.match(
        /^warning: .*"server": it ends with U\+00A0 NO-BREAK SPACE \(from RUNBOOK_PARAM_SERVER\)/,
      );
      expect(said[1])
        .to.match(/^warning: the secret "pw" has a character in it/)
        .and.not.contain('U+200B');
    });

    it('are nothing to remark in prose', async () => {
      const { said } = await bind(params, { e: ['server="a – b, “c” 5\u00a0% d"'] });
      expect(said).to.deep.equal([]);
    });
  });
});
