import { hostname } from 'node:os';
import { expect } from 'chai';
import { typeOfValue, type Type } from '../../src/expression/types/index.ts';
import { FACT_GROUPS, HOST_FACTS } from '../../src/model/host-fact-table.ts';
import type { SshConnection } from '../../src/session/connection.ts';
import { hostFacts, type HostSaid } from '../../src/session/host-facts.ts';
import type { LiveSession } from '../../src/session/live-session.ts';
import { sshd, startSshHost, type SshHost } from '../harness/ssh-host.ts';
import { openTestSession, output, testPowerShell } from './test-session.ts';

describe('Facts of the host of a session', function () {
  describe('on this machine', () => {
    sayWhatItIs(() => openTestSession());

    describe('and what is asked of it', () => {
      let session: LiveSession;
      before(async () => (session = await openTestSession()));
      after(() => session.close());

      it('is no group that is not there', async () => {
        expect(await hostFacts(session, ['nothing'], 10_000)).to.deep.equal({ facts: new Map(), notes: [] });
      });

      it('is told, or told of in the notes where it takes longer than it may', async () => {
        const { facts, notes } = await hostFacts(session, FACT_GROUPS, 0);
        for (const note of notes) expect(note).to.match(/^[a-z_]+: this was not told within 0 s$/);
        for (const group of FACT_GROUPS) {
          const told = HOST_FACTS.filter((fact) => fact.group === group && facts.has(fact.name));
          const noted = notes.some((note) => note.startsWith(`${group}: `));
          if (told.length > 0 || group !== 'windows_domain') expect(noted, group).to.equal(told.length === 0);
        }
      });

      it('is the same in a session that is held to the language alone', async () => {
        const constrained = await openTestSession();
        try {
          await output(constrained, "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'");
          const { facts } = await hostFacts(constrained, ['platform'], 10_000);
          expect(facts.get('hostname')).to.equal(hostname().split('.')[0]);
        } finally {
          await constrained.close();
        }
      });
    });
  });

  describe('over SSH', () => {
    let host: SshHost;
    before(async function () {
      // Counted by mocha as what it is: not run.
      if (sshd === undefined) this.skip();
      host = await startSshHost({ powershell: await testPowerShell() });
    });
    after(() => (sshd === undefined ? undefined : host.close()));
    sayWhatItIs(() => {
      const connection: SshConnection = host.connection;
      return openTestSession({ connection });
    });
  });
});

function sayWhatItIs(open: () => Promise<LiveSession>): void {
  let session: LiveSession;
  let said: HostSaid;
  before(async () => {
    session = await open();
    said = await hostFacts(session, FACT_GROUPS, 10_000);
  });
  after(() => session.close());

  it('are each of the type that checks know, or null', () => {
    for (const { name, type, values } of HOST_FACTS) {
      const value = said.facts.get(name) ?? null;
      if (value === null) continue;
      expect(fits(typeOfValue(value), type), `"${name}"`).to.equal(true);
      if (values) expect(values, name).to.include(value);
    }
  });

  it('are none but those of the table, and nothing keeps them from being told', () => {
    const names = HOST_FACTS.map(({ name }) => name);
    expect(names).to.include.members([...said.facts.keys()]);
    expect(said.notes).to.deep.equal([]);
  });

  it('are what the system and PowerShell say themselves', async () => {
    const [version, edition, cores] = await output(
      session,
      '$PSVersionTable.PSVersion.Major; $PSVersionTable.PSEdition; [Environment]::ProcessorCount',
    );
    expect(said.facts.get('powershell_version')).to.equal(version);
    expect(said.facts.get('powershell_edition')).to.equal(edition);
    expect(said.facts.get('hostname')).to.equal(hostname().split('.')[0]);
    if (process.platform !== 'linux') return;
    expect(said.facts.get('system')).to.equal('Linux');
    expect(Number(said.facts.get('processor_vcpus'))).to.be.at.least(Number(cores));
    for (const name of ['windows_domain', 'windows_domain_role', 'netbios_name', 'os_product_type'])
      expect(said.facts.get(name) ?? null, name).to.equal(null);
  });
}

/** Whether what a value is, as far as it goes, is what it may be. */
function fits(value: Type, allowed: Type): boolean {
  if (value === 'any' || allowed === 'any') return true;
  return value.every((each) =>
    allowed.some((may) => {
      if (each.kind === 'mapping' && may.kind === 'mapping') {
        const { members } = may;
        return (
          !members ||
          [...(each.members ?? [])].every(([name, type]) => {
            const member = members.get(name);
            return member !== undefined && fits(type, member);
          })
        );
      }
      if (each.kind === 'list' && may.kind === 'list') return fits(each.items, may.items);
      return each.kind === may.kind;
    }),
  );
}
