import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPTIONS_OF_ANSIBLE, withReason } from '../../src/cli/options-of-ansible.ts';
import { root } from '../harness/paths.ts';
import { createSandbox } from '../harness/sandbox.ts';

describe('An option of ansible-playbook that is not here', () => {
  it('is refused with the reason, and a misspelt one as before', async () => {
    const sandbox = createSandbox();
    try {
      sandbox.file('site.yml', 'tasks: [{ debug: {} }]\n');
      const limited = await sandbox.run(['apply', 'site.yml', '--limit', 'web01']);
      expect(limited.exitCode).to.equal(4);
      expect(limited.stdout).to.equal('');
      expect(limited.stderr).to.equal(
        "error: unknown option '--limit'\n  = a runbook runs on one host, which is this machine: start runbook there\n",
      );
      const misspelt = await sandbox.run(['apply', 'site.yml', '--tag', 'x']);
      expect(misspelt.exitCode).to.equal(4);
      expect(misspelt.stderr).to.equal("error: unknown option '--tag'\n(Did you mean --tags?)\n");
    } finally {
      sandbox.dispose();
    }
  });

  it('has its reason instead of a name that is like it, and with a value behind it', () => {
    const said = "error: unknown option '--vault-id=prod'\n(Did you mean --tags?)\n";
    expect(withReason(said)).to.equal(
      'error: unknown option \'--vault-id=prod\'\n  = secrets are parameters with "secret: true", see docs/secrets.md\n',
    );
    expect(withReason("error: missing required argument 'file'\n")).to.equal(
      "error: missing required argument 'file'\n",
    );
  });

  it('stands in docs/ansible.md, each but the short ones, with what is said', () => {
    const text = readFileSync(join(root, 'docs', 'ansible.md'), 'utf8').replaceAll('\r\n', '\n');
    const [, section = ''] = text.split('\n## Options of ansible-playbook\n');
    const [table = ''] = section.split('\n## ');
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    const documented = rows.flatMap((row) => {
      const [, names = '', why = ''] = row.split('|');
      return [...names.matchAll(/`(--[\w-]+)`/g)].map(([, name = '']) => {
        const reason = OPTIONS_OF_ANSIBLE[name] ?? '';
        const plain = reason.replaceAll('"', '`').replace('docs/secrets.md', '[secrets](secrets.md)');
        expect(why.trim(), name).to.equal(plain);
        return name;
      });
    });
    const others = ['--inventory-file', '--key-file', '--ask-vault-pass', '--vault-pass-file'];
    const long = Object.keys(OPTIONS_OF_ANSIBLE).filter((name) => name.startsWith('--'));
    expect([...documented, ...others].sort()).to.deep.equal(long.sort());
  });
});
