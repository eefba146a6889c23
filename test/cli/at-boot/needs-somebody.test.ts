import { expect } from 'chai';
import { needsSomebody } from '../../../src/cli/at-boot/needs-somebody.ts';
import { plannedRestarts } from '../../../src/cli/at-boot/local-restarts.ts';
import { planFor } from '../../harness/play.ts';

/** What is said of a run with a restart in the middle. */
function said(text: string, { yes = false, isRead = false } = {}): readonly string[] {
  const { plan, diagnostics } = planFor(text, {});
  if (!plan) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const restarts = plannedRestarts(plan);
  expect(restarts).to.have.lengthOf(1);
  return needsSomebody({ plan }, restarts, { yes, verbose: 0 }, () => isRead, { currentDirectory: '/' }).map(
    ({ message }) => message,
  );
}

describe('What a run needs somebody for behind a restart', () => {
  const asks = '{ name: Asks, confirm: Really?, debug: {} }';

  it('is a question behind it, unless --yes answers it', () => {
    expect(said(`tasks: [{ reboot: {} }, ${asks}]`)).to.deep.equal([
      '--resume-at-boot: "Asks" (test.yml:1) asks the operator behind the restart; nothing was run',
    ]);
    expect(said(`tasks: [{ reboot: {} }, ${asks}]`, { yes: true })).to.deep.equal([]);
    expect(said(`tasks: [${asks}, { reboot: {} }]`)).to.deep.equal([]);
  });

  it('is a question before it that comes again in a loop', () => {
    const loop = `tasks: [{ loop: [1, 2], block: [${asks}, { reboot: {} }] }]`;
    expect(said(loop)).to.have.lengthOf(1);
  });

  it('is a pause that only the operator ends', () => {
    const pause = '{ name: Waits, pause: { prompt: Look } }';
    expect(said(`tasks: [{ reboot: {} }, ${pause}]`, { yes: true })).to.have.lengthOf(1);
  });

  it('is what was typed unseen before it', () => {
    const typed = '{ name: Typed, pause: { prompt: Password, echo: false }, register: typed }';
    expect(said(`tasks: [${typed}, { reboot: {} }]`)[0]).to.contain(
      'what is typed at "Typed" is not on record',
    );
  });

  it('is a result before it that is read and not on record', () => {
    const hidden = 'tasks: [{ Get-Date: {}, no_log: true, register: seen }, { reboot: {} }]';
    expect(said(hidden, { isRead: true })[0]).to.contain('what "seen" has is needed');
    expect(said(hidden)).to.deep.equal([]);
  });
});
