import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type {
  CodeAction,
  CodeLens,
  Diagnostic,
  DocumentSymbol,
  Hover,
  Location,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { LanguageClient, type OpenedText } from './language-client.ts';

const runbook = `params:
  edition: { type: string, enum: [enterprise, standard], default: standard, description: What it is }
vars:
  site: "{{ edition }}-a"
tasks:
  - name: Look
    Get-Service: { Name: w3svc, ErrorAction: stop }
    register: state
    notify: Restart it
  - choose:
      - when: edition == 'standard'
        debug: { msg: "{{ site | upper }}" }
      - when: edition == 'enterprise'
        debug: { msg: "{{ state.output }}" }
handlers:
  - name: Restart it
    debug: { msg: again }
`;

describe('runbook lsp: places and names', () => {
  const client = new LanguageClient();
  before(() => client.start());
  after(() => client.stop());

  /** With the cursor in the middle of the n-th time that a word stands there. */
  const open = (word: string, nth = 1, text = runbook, name = 'site.yml'): Promise<OpenedText> => {
    let at = -1;
    for (let count = 0; count < nth; count++) at = text.indexOf(word, at + 1);
    expect(at, word).to.be.at.least(0);
    return client.open(name, `${text.slice(0, at + 1)}‸${text.slice(at + 1)}`);
  };
  const hover = async (opened: OpenedText) => {
    const found = await client.at<Hover | null>('hover', opened);
    return (found?.contents as { value: string } | undefined)?.value ?? '';
  };
  const lines = (found: readonly Location[]) => found.map(({ range }) => range.start.line);

  it('shows the parameter sets of a command', async () => {
    const text = await hover(await open('Get-Service'));
    expect(text)
      .to.contain('Get-Service [[-Name] <String[]>]')
      .and.to.contain('catalog windows-powershell-5.1');
  });

  it('shows what a parameter takes', async () => {
    const text = await hover(await open('ErrorAction'));
    expect(text).to.contain('**-ErrorAction** of Get-Service').and.to.contain('`SilentlyContinue`');
    expect(await hover(await open('Name:')))
      .to.contain('**-Name**')
      .and.to.contain('String[]');
  });

  it('explains keywords', async () => {
    expect(await hover(await open('notify')))
      .to.contain('**notify**')
      .and.to.contain('handlers that are to run');
    expect(await hover(await open('params'))).to.contain("runbook's inputs");
  });

  it('shows what is known of a variable, and where it comes from', async () => {
    const text = await hover(await open('edition', 3));
    expect(text)
      .to.contain('**edition**: a string')
      .and.to.contain('What it is')
      .and.to.contain('"enterprise"');
    expect(text).to.contain('- parameter, line 2');
    expect(await hover(await open('state.output')))
      .to.contain('a mapping')
      .and.to.contain('- register, line 8');
  });

  it('shows what a fact of the host is, and what it can be', async () => {
    const text = "tasks:\n  - debug: { msg: a }\n    when: ansible_os_family == 'Windows'\n";
    expect(await hover(await open('ansible_os_family', 1, text, 'facts.yml')))
      .to.contain('**ansible_os_family**: a string')
      .and.to.contain('A fact of the host: the kind of system; one of `Windows`, `Debian`');
  });

  it('shows what a filter takes, and what an expression comes to', async () => {
    expect(await hover(await open('upper'))).to.equal('`upper()`');
    expect(await hover(await open("== 'standard'"))).to.contain('`true`');
    expect(await hover(await open("== 'enterprise'"))).to.contain('`false`');
  });

  it('goes to parameters, vars, registered results and handlers', async () => {
    const target = async (word: string, nth: number) =>
      lines(await client.at<Location[]>('definition', await open(word, nth)));
    expect(await target('edition', 3)).to.deep.equal([1]);
    expect(await target('site |', 1)).to.deep.equal([3]);
    expect(await target('state.output', 1)).to.deep.equal([7]);
    expect(await target('Restart it', 1)).to.deep.equal([15]);
  });

  it('goes to the files of includes, and from them to what stands in the runbook', async () => {
    const main = 'vars: { limit: 5 }\ntasks:\n  - import_tasks: part.yml\n';
    client.sandbox.file('main.yml', main);
    client.sandbox.file('part.yml', '- debug: { msg: "{{ limit }}" }\n');
    const opened = await open('part.yml', 1, main, 'main.yml');
    const [file] = await client.at<Location[]>('definition', opened);
    expect(file?.uri).to.equal(client.uriOf('part.yml'));
    await client.close(opened);
    const part = await open('limit', 1, '- debug: { msg: "{{ limit }}" }\n', 'part.yml');
    const [definition] = await client.at<Location[]>('definition', part);
    expect(definition).to.deep.include({ uri: client.uriOf('main.yml') });
    expect(definition?.range.start).to.deep.equal({ line: 0, character: 8 });
  });

  it('finds every place of a name', async () => {
    const context = { includeDeclaration: true };
    const all = await client.at<Location[]>('references', await open('edition', 1), { context });
    expect(lines(all)).to.deep.equal([1, 3, 10, 12]);
    const read = await client.at<Location[]>('references', await open('edition', 1), {
      context: { includeDeclaration: false },
    });
    expect(lines(read)).to.deep.equal([3, 10, 12]);
  });

  it('renames in all places, the scenarios included', async () => {
    client.sandbox.file('site/rehearsal/scenarios/one.yml', 'parameters: { edition: standard }\n');
    const edit = await client.at<WorkspaceEdit>('rename', await open('edition', 2), { newName: 'kind' });
    const changes = edit.changes ?? {};
    expect(changes[client.uriOf('site.yml')]?.map(({ range }) => range.start.line)).to.deep.equal([
      1, 3, 10, 12,
    ]);
    expect(changes[client.uriOf('site/rehearsal/scenarios/one.yml')]).to.deep.equal([
      { range: { start: { line: 0, character: 14 }, end: { line: 0, character: 21 } }, newText: 'kind' },
    ]);
    const handler = await client.at<WorkspaceEdit>('rename', await open('Restart it', 2), {
      newName: 'Begin anew',
    });
    expect(handler.changes?.[client.uriOf('site.yml')]?.map(({ range }) => range.start.line)).to.have.members(
      [8, 15],
    );
  });

  it('refuses to rename what cannot be renamed, and names that are none', async () => {
    const refusal = async (opened: OpenedText, newName: string) =>
      client.at<unknown>('rename', opened, { newName }).then(
        () => 'renamed',
        (error: unknown) => (error as Error).message,
      );
    expect(await refusal(await open('Get-Service'), 'a')).to.contain('only variables');
    expect(await refusal(await open('edition', 2), '1st')).to.contain('"1st" is no name of a variable');
    expect(await refusal(await open('edition', 2), 'site')).to.contain('there is a variable "site" already');
    const runners = await open(
      'ansible_check_mode',
      1,
      'tasks:\n  - debug: { msg: "{{ ansible_check_mode }}" }\n',
      'runner.yml',
    );
    expect(await refusal(runners, 'mode')).to.contain('a variable of the runner');
    const prepared = await client.at<{ placeholder: string }>('prepareRename', await open('site |'));
    expect(prepared.placeholder).to.equal('site');
  });

  it('outlines a file', async () => {
    const { uri } = await open('edition');
    const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument: { uri },
    });
    expect(symbols.map(({ name }) => name)).to.deep.equal(['edition', 'Look', 'choose', 'Restart it']);
    expect(symbols[2]?.children?.map(({ name }) => name)).to.deep.equal(['debug', 'debug']);
  });

  it('shows decisions of the plan, and what is proved', async () => {
    const { uri } = await open('edition');
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    const at = (line: number) =>
      lenses.filter(({ range }) => range.start.line === line).map(({ command }) => command?.title);
    expect(at(5)).to.deep.equal(['runs']);
    expect(at(10)).to.deep.equal(['runs']);
    expect(at(12)).to.deep.equal(["skipped: edition == 'enterprise' is false"]);
    expect(at(9).join()).to.contain('exactly one branch runs');
    expect(at(15)).to.deep.equal(['decided at run time']);
  });

  it('tells mistakes while typing, with their pages, and mends them', async () => {
    const { uri, text } = await client.open('wrong.yml', 'tasks:\n  - Get-Servce: { Name: a }\n');
    const [mistake] = await client.diagnostics(uri, (all) => all.length > 0);
    expect(mistake).to.deep.include({ code: 'unknown-command', severity: 1, source: 'runbook' });
    expect(mistake?.message).to.contain('did you mean "Get-Service"?');
    expect(mistake?.range).to.deep.equal({
      start: { line: 1, character: 4 },
      end: { line: 1, character: 14 },
    });
    expect(readFileSync(new URL(mistake?.codeDescription?.href ?? ''), 'utf8')).to.contain(
      '# `unknown-command`',
    );
    const [action] = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: mistake?.range,
      context: { diagnostics: [] },
    });
    expect(action?.edit?.changes?.[uri]).to.deep.equal([{ range: mistake?.range, newText: 'Get-Service' }]);
    await client.notify('textDocument/didChange', {
      textDocument: { uri, version: 100 },
      contentChanges: [{ range: mistake?.range, text: 'Get-Service' }],
    });
    expect(text).to.contain('Get-Servce');
    expect(await client.diagnostics(uri, (all) => all.length === 0)).to.deep.equal([]);
  });

  it('tells what never runs as such, with the places that belong to it', async () => {
    const { uri } = await client.open(
      'never.yml',
      'params: { a: { type: boolean, default: true }, a2: { type: integer } }\ntasks:\n  - debug: { msg: "{{ a2 }}" }\n    when: [a, not a]\n  - name: A\n    name: B\n    debug: { msg: b }\n',
    );
    const all = await client.diagnostics(uri, (found) => found.length > 1);
    const of = (code: string): Diagnostic | undefined => all.find((each) => each.code === code);
    expect(of('never-runs')?.tags).to.deep.equal([1]);
    const [related] = of('duplicate-key')?.relatedInformation ?? [];
    expect(related?.location.range.start.line).to.equal(4);
  });

  it('checks unsaved texts of included files with the runbook', async () => {
    client.sandbox.file('whole.yml', 'tasks:\n  - import_tasks: piece.yml\n');
    client.sandbox.file('piece.yml', '- debug: { msg: fine }\n');
    await client.open('whole.yml', 'tasks:\n  - import_tasks: piece.yml\n');
    const { uri } = await client.open('piece.yml', '- debug: { msg: "{{ nobody }}" }\n');
    const [mistake] = await client.diagnostics(uri, (all) => all.length > 0);
    expect(mistake?.message).to.contain('unknown variable "nobody"');
  });

  it('tells what is wrong in scripts', async () => {
    const { uri } = await client.open('script.yml', 'tasks:\n  - powershell: |\n      if ($true) { 1\n');
    const [mistake] = await client.diagnostics(uri, (all) =>
      all.some(({ code }) => code === 'script-syntax'),
    );
    expect(mistake?.range.start.line).to.equal(2);
  });

  it('counts characters as the editor does', async () => {
    const other = new LanguageClient();
    const { capabilities } = await other.start({ positionEncodings: ['utf-8'] });
    expect(capabilities.positionEncoding).to.equal('utf-8');
    const { uri } = await other.open('wide.yml', 'tasks:\n  - { name: "😀ä", Get-Servce: { Name: a } }\n');
    const [mistake] = await other.diagnostics(uri, (all) => all.length > 0);
    expect(mistake?.range.start).to.deep.equal({ line: 1, character: 22 });
    expect(await other.stop()).to.equal(0);
  });
});
