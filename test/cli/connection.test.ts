import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { Command } from 'commander';
import { applyCommand } from '../../src/cli/apply/apply.ts';
import { addConnectionOptions, type ConnectionFlags } from '../../src/cli/connection/connection-options.ts';
import { readConnectionFile } from '../../src/cli/connection/read-connection-file.ts';
import { CONNECTION_KEYS } from '../../src/model/connection.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { findConnection, type ConnectionRequest } from '../../src/cli/connection/find-connection.ts';
import type { Environment } from '../../src/cli/environment.ts';
import { readSchema } from '../../src/document/schema.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';
import type { Connection } from '../../src/session/connection.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary-folder.ts';

const SITE = 'name: Look\ntasks:\n  - Get-Date: {}\n';

describe('The way to a host', () => {
  const folder = temporaryFolder({
    key: 'a key',
    'site.yml': SITE,
    'remote.yml': `connection: ssh\n${SITE}`,
    'ssh.yml':
      'host: fromfile\nconnection: ssh\nuser: file\nport: 2200\nkey_file: key\noptions: { ConnectTimeout: 7, Compression: true }\n',
    'winrm.yml':
      'host: sql01\nconnection: winrm\nuser: CONTOSO\\admin\nuse_ssl: true\nauthentication: credssp\npassword: { file: secret }\n',
    'from-env.yml': 'host: sql01\nconnection: winrm\nuser: admin\npassword: { env: OWN_PASSWORD }\n',
    secret: 'of the file\n',
    'typed.yml': 'host: sql01\nconnection: winrm\nuser: admin\npassword: hunter2-of-mine\n',
    'broken.yml': 'host: sql01\npassword: {env: "hunter2-of-mine\n',
    'wrong.yml': 'host: a,b\nconnection: ssh\nauthentication: basic\n',
    'schema.yml': 'host: a\nport: many\nusr: x\npassword: { env: A, file: b }\n',
  });

  const found = (flags: ConnectionFlags, more: Partial<ConnectionRequest> = {}, variables = {}) => {
    const none = new Writable({ write: (_chunk, _encoding, done) => done() });
    const environment: Environment = {
      stdin: Readable.from([]),
      stdout: none,
      stderr: none,
      variables,
      currentDirectory: folder.path,
      packageDirectory,
      now: () => 0,
      exitCode: 0,
    };
    const request: ConnectionRequest = {
      flags,
      otherwise: undefined,
      purpose: 'open',
      platform: 'win32',
      ...more,
    };
    return findConnection(request, environment);
  };
  const connection = async (...args: Parameters<typeof found>): Promise<Connection | undefined> => {
    const result = await found(...args);
    if (!('connection' in result))
      throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
    return result.connection;
  };
  const refused = async (...args: Parameters<typeof found>): Promise<string> => {
    const result = await found(...args);
    if ('connection' in result) throw new Error('it was not refused');
    return `${result.exitCode}: ${result.diagnostics.map(({ message }) => message).join('\n')}`;
  };

  it('is none where nobody names a host', async () => {
    expect(await connection({})).to.equal(undefined);
    expect(await connection({}, { otherwise: { user: 'admin' } })).to.equal(undefined);
    expect(await connection({ inventory: 'localhost', connection: 'local' })).to.equal(undefined);
  });

  it('is WinRM from Windows and ssh from elsewhere, where nobody says which', async () => {
    const flags = { inventory: 'web1' };
    expect(await connection(flags)).to.deep.equal({ kind: 'winrm', host: 'web1' });
    expect(await connection(flags, { platform: 'linux' })).to.deep.equal({ kind: 'ssh', host: 'web1' });
    expect(await connection({ inventory: 'web1,' }, { platform: 'linux' })).to.deep.equal({
      kind: 'ssh',
      host: 'web1',
    });
    expect((await connection({ inventory: '[fe80::1]', connection: 'ssh' }))?.host).to.equal('fe80::1');
  });

  it('is what the command line says, before the connection file, before the play', async () => {
    const otherwise = {
      type: 'ssh',
      user: 'play',
      port: 2222,
      options: new Map([
        ['ConnectTimeout', '1'],
        ['LogLevel', 'QUIET'],
      ]),
    } as const;
    expect(
      await connection({ inventory: 'web1', connectionFile: 'ssh.yml', user: 'me' }, { otherwise }),
    ).to.deep.equal({
      kind: 'ssh',
      host: 'web1',
      port: 2200,
      user: 'me',
      keyFile: `${folder.path}/key`,
      options: new Map([
        ['ConnectTimeout', '7'],
        ['LogLevel', 'QUIET'],
        ['Compression', 'yes'],
      ]),
    });
    expect(
      await connection({ inventory: 'web1' }, { otherwise: { ...otherwise, options: new Map() } }),
    ).to.deep.equal({
      kind: 'ssh',
      host: 'web1',
      port: 2222,
      user: 'play',
    });
  });

  it('leaves out what is said of another type of connection', async () => {
    const otherwise = { type: 'winrm', user: 'play', authentication: 'kerberos', useSsl: true } as const;
    expect(await connection({ inventory: 'web1', connection: 'ssh' }, { otherwise })).to.deep.equal({
      kind: 'ssh',
      host: 'web1',
    });
  });

  it('takes a password from the variable, before where the connection file says', async () => {
    const password = async (file: string, variables: object) => {
      const to = await connection({ connectionFile: file }, {}, variables);
      return to?.kind === 'winrm' ? to.password?.reveal() : undefined;
    };
    expect(await password('winrm.yml', {})).to.equal('of the file');
    expect(await password('winrm.yml', { RUNBOOK_CONNECTION_PASSWORD: 'of the variable' })).to.equal(
      'of the variable',
    );
    expect(await password('from-env.yml', { OWN_PASSWORD: 'of its own' })).to.equal('of its own');
    expect(JSON.stringify(await connection({ connectionFile: 'winrm.yml' }))).not.to.include('of the file');
  });

  it('needs no password, no host and no Windows where nobody connects', async () => {
    const more = { purpose: 'show', platform: 'linux' } as const;
    const flags = {
      inventory: 'sql01',
      connection: 'winrm',
      user: 'admin',
      authentication: 'credssp',
    } as const;
    expect(await connection(flags, more)).to.deep.equal({
      kind: 'winrm',
      host: 'sql01',
      user: 'admin',
      authentication: 'credssp',
    });
    expect(await connection({}, { ...more, otherwise: { type: 'winrm' } })).to.equal(undefined);
  });

  for (const [what, flags, expected, more] of [
    ['several hosts', { inventory: 'a,b' }, '4: -i "a,b" names several hosts, and a run has one'],
    [
      'an inventory',
      { inventory: 'hosts.ini' },
      '4: -i "hosts.ini" names a file, and there are no inventories: it takes one host',
    ],
    [
      'a folder',
      { inventory: './hosts' },
      '4: -i "./hosts" names a file, and there are no inventories: it takes one host',
    ],
    [
      'an option',
      { inventory: '-oProxyCommand=x' },
      '4: -i "-oProxyCommand=x" is no name and no address of a host',
    ],
    ['an account', { inventory: 'me@web1' }, '4: -i "me@web1" has an account in it'],
    ['a port', { inventory: 'web1:22' }, '4: -i "web1:22" has a port in it'],
    ['nothing', { inventory: '' }, '4: -i "" is no name and no address of a host'],
    [
      'a host that is not this machine',
      { inventory: 'web1', connection: 'local' },
      '4: the connection is local, which is this machine, and the host is "web1"; nothing was run',
    ],
    ['no host', { connection: 'ssh' }, '4: the connection is ssh, and no host is named; nothing was run'],
    [
      'an account without a host',
      { user: 'x' },
      '4: --user says how a host is reached, and no host is named; nothing was run',
    ],
    [
      'a key with WinRM',
      { inventory: 'a', keyFile: 'key' },
      '4: --key-file belongs to ssh, and this is winrm; nothing was run',
    ],
    [
      'TLS with ssh',
      { inventory: 'a', connection: 'ssh', useSsl: true },
      '4: --use-ssl belongs to winrm, and this is ssh; nothing was run',
    ],
    [
      'a key that is not there',
      { inventory: 'a', connection: 'ssh', privateKey: '/no/key' },
      '4: --key-file names "/no/key", which is not there; nothing was run',
    ],
    [
      'a password with ssh',
      { inventory: 'a', connection: 'ssh', askConnectionPassword: true },
      '4: --ask-connection-password asks for what ssh has no use for: there a key or an agent proves who it is; nothing was run',
    ],
    [
      'a password of nobody',
      { inventory: 'a', askConnectionPassword: true },
      '4: --ask-connection-password asks for a password, and no account is named; nothing was run',
    ],
    [
      'an account without a password',
      { inventory: 'a', user: 'me' },
      '4: winrm needs the password of "me", and nobody gives it',
    ],
    [
      'CredSSP without an account',
      { inventory: 'a', authentication: 'credssp' },
      '4: --authentication is credssp, which needs an account and its password; nothing was run',
    ],
    [
      'a password that can be read',
      { inventory: 'a', user: 'me', authentication: 'basic' },
      '4: --authentication is basic, which sends the password as it is: without TLS everybody on the way can read it; nothing was run',
    ],
    [
      'a variable that is not set',
      { connectionFile: 'from-env.yml' },
      '4: the variable "OWN_PASSWORD" is to have the password, and is not set',
    ],
    [
      'WinRM from elsewhere',
      { inventory: 'a', connection: 'winrm' },
      '3: "a" is to be reached over WinRM, and runbook is not on Windows: PowerShell has no WinRM elsewhere; nothing was run',
      { platform: 'linux' },
    ],
  ] as const satisfies readonly (readonly [string, ConnectionFlags, string, Partial<ConnectionRequest>?])[]) {
    it(`is refused with ${what}`, async () => {
      expect(await refused(flags, more ?? {})).to.equal(expected);
    });
  }

  const apply = (...args: readonly string[]) =>
    runCommand(applyCommandOf, ['--no-journal', ...args], { directory: folder.path });
  const applyCommandOf = (environment: Environment) => applyCommand(environment, undefined);

  it('is not shown with a password that stands in its file', async () => {
    for (const file of ['typed.yml', 'broken.yml']) {
      const { stderr, exitCode } = await apply('site.yml', '--connection-file', file);
      expect(stderr).to.include(`${file}:`).and.not.to.include('hunter2');
      expect(exitCode).to.equal(4);
    }
  });

  it('is refused at its place in the file', async () => {
    const { stderr } = await apply('site.yml', '--connection-file', 'schema.yml');
    expect(stderr)
      .to.include('schema.yml:2:7: error: "port" takes an integer')
      .and.to.include('schema.yml:3:1: error: "usr" is not a key of the file')
      .and.to.include('schema.yml:4:11: error: "password"');
    const wrong = await apply('site.yml', '--connection-file', 'wrong.yml');
    expect(wrong.stderr)
      .to.include('wrong.yml:1:7: error: "host" names several hosts')
      .and.to.include('wrong.yml:3:1: error: "authentication" belongs to winrm, and this is ssh');
  });

  it('is refused before anything runs', async () => {
    const { stdout, stderr, exitCode } = await apply('remote.yml');
    expect(stdout).to.equal('');
    expect(stderr).to.include(
      'the connection is ssh, and no host is named; nothing was run [wrong-connection]',
    );
    expect(exitCode).to.equal(4);
  });
});

describe('docs/remote.md', () => {
  const markdown = readFileSync(join(packageDirectory, 'docs', 'remote.md'), 'utf8');
  const [, runbook = ''] = /^```yaml\n(.*?)^```/ms.exec(markdown) ?? [];
  const [, name = '', file = ''] = /^```yaml (\S+)\n(.*?)^```/ms.exec(markdown) ?? [];
  const folder = temporaryFolder({ [name]: file });

  it('has a runbook in which nothing is wrong', () => {
    const loaded = loadRunbook({ path: 'site.yml', text: runbook });
    expect(loaded.diagnostics).to.deep.equal([]);
    expect(loaded.runbook?.plays[0]?.connection).to.include({ type: 'ssh', user: 'admin' });
  });

  it('has a connection file that is read', async () => {
    const read = await readConnectionFile(name, { currentDirectory: folder.path });
    expect(read).to.deep.include({
      host: 'LYNCSQL01',
      settings: { type: 'winrm', user: 'CONTOSO\\admin', authentication: 'credssp', useSsl: true },
    });
  });

  it('names every option of the command line, and every key', () => {
    const { options } = addConnectionOptions(new Command());
    for (const { short, long } of options)
      for (const each of [short, long]) if (each) expect(markdown).to.include(`\`${each}`.slice(1));
    for (const key of Object.keys(CONNECTION_KEYS)) expect(markdown).to.include(`| \`${key}\` |`);
  });
});

describe('schemas/connection.schema.json', () => {
  interface Schema {
    readonly properties: Readonly<Record<string, unknown>>;
    readonly examples: readonly unknown[];
  }
  const schema = readSchema('connection') as Schema;

  it('has the keys of a play, with the same words, and those of the host and its password', () => {
    const { $defs } = JSON.parse(readFileSync(`${packageDirectory}/schemas/runbook.schema.json`, 'utf8')) as {
      $defs: Record<string, Schema>;
    };
    const { host, password, connection: type, ...settings } = schema.properties;
    const shared = { type, ...settings };
    expect([host, password]).not.to.include(undefined);
    expect(shared).to.deep.equal($defs['connectionSettings']?.properties);
  });

  it('accepts its own examples', () => {
    const validate = new Ajv2020({ strict: true }).compile(schema);
    for (const example of schema.examples)
      expect(validate(example), JSON.stringify(validate.errors)).to.equal(true);
  });
});
