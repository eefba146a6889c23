import { expect } from 'chai';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { filesIn } from '../harness/files-in.ts';

describe('a default that is made of other parameters', () => {
  const load = (params: readonly string[], files: Readonly<Record<string, string>> = {}) =>
    loadRunbook(
      {
        path: 'site.yml',
        text: `params:\n${params.map((line) => `  ${line}\n`).join('')}vars: { base: x }\ntasks:\n  - debug:\n`,
      },
      { fileSystem: filesIn(files) },
    );
  const said = (...params: readonly string[]): readonly string[] =>
    load(params).diagnostics.map(({ code, message, help = '' }) => `${code}: ${message} = ${help}`);
  const refused = (declaration: string): string =>
    said('site: { type: string, default: main }', `made: ${declaration}`, 'late: { type: string }').join(
      '\n',
    );

  it('is read where it reads those before it', () => {
    expect(
      said(
        'home: { env: HOME }',
        'site: { type: string, required: true }',
        "path: { default: 'D:\\\\{{ site }}' }",
        "many: { type: integer, default: '{{ site | length }}' }",
        "list: { type: list, default: ['{{ many }}', { a: '{{ path }}' }] }",
        'key: { secret: true, required: true }',
        "login: { secret: true, default: '{{ key }}' }",
        `where: { type: string, default: "{{ lookup('env', 'HOME') }}{# a comment #}" }`,
      ),
    ).to.deep.equal([]);
  });

  it('reads nothing else', () => {
    const mistakes: readonly (readonly [string, string])[] = [
      ['{{ late }}', 'reads "late", which comes after it = put "late" before "made"'],
      ['{{ made }}', 'is made of itself'],
      ['{{ base }}', 'reads "base", which is no parameter'],
      ['{{ sitte }}', 'reads "sitte", which is no parameter = did you mean "site"?'],
      ['{{ ansible_check_mode }}', 'reads "ansible_check_mode", which is no parameter'],
      ['{{ now().year }}', 'reads the clock'],
      ["{{ '%Y' | strftime }}", 'reads the clock'],
      ['{{ site }}{{ late }}', 'reads "late"'],
      ['{{ site if site is defined else late }}', 'reads "late"'],
    ];
    for (const [text, message] of mistakes)
      expect(refused(`{ type: string, default: "${text}" }`), text).to.contain(
        `default-template: the default of "made" ${message}`,
      );
    expect(refused(`{ type: string, default: "{{ lookup('env', 'HOME') }}" }`)).to.contain(
      'undeclared-input',
    );
    expect(refused(`{ type: string, default: "{{ lookup('file', 'x') }}" }`)).not.to.equal('');
    expect(refused('{ type: list, default: [x, "{{ late }}"] }')).to.contain('reads "late"');
  });

  it('has the form of its type', () => {
    expect(refused("{ type: integer, default: '1{{ site }}' }")).to.contain('"default" takes an integer');
    expect(refused("{ type: mapping, default: ['{{ site }}'] }")).to.contain('"default" takes a mapping');
    expect(refused("{ type: mapping, default: { '{{ site }}': 1 } }")).to.contain('templated-key');
    expect(refused("{ type: string, default: '{% if site %}{% endif %}' }")).to.contain('template-statement');
    expect(refused("{ type: string, default: '{{ site' }")).to.contain('unclosed-template');
    expect(refused("{ type: string, required: true, default: '{{ site }}' }")).to.contain(
      'contradictory-keys',
    );
  });

  it('of a secret is made of another', () => {
    expect(refused("{ secret: true, default: '{{ site }}-2' }")).to.contain('secret-default');
    expect(refused('{ secret: true, default: "{{ \'hunter22\' }}" }')).to.contain('secret-default');
  });

  it('in a file of tasks is a variable that is made when it is read', () => {
    const text = `params: { site: { type: string, required: true } }
tasks:
  - import_tasks: more.yml
    vars: { name: web }
`;
    const more = (path: string) =>
      `params: { name: { type: string }, path: { type: string, default: '${path}' } }\ntasks:\n  - debug: { msg: '{{ path }}' }\n`;
    const diagnostics = (path: string) =>
      loadRunbook(
        { path: 'site.yml', text },
        { fileSystem: filesIn({ 'more.yml': more(path) }) },
      ).diagnostics.map(({ message }) => message);
    expect(diagnostics('D:\\{{ name }}')).to.deep.equal([]);
    expect(diagnostics('D:\\{{ site }}')).to.deep.equal([
      'the default of "path" reads "site", which is no parameter',
    ]);
  });
});
