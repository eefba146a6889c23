import { expect } from 'chai';
import { createShownRecords } from '../../src/engine/shown-records.ts';
import { createMask } from '../../src/secrets/mask.ts';

function shownOf(...secrets: string[]) {
  const mask = createMask();
  for (const secret of secrets) mask.add(secret);
  const shown: string[] = [];
  const records = createShownRecords(mask, (stream, text) => shown.push(`${stream}: ${text}`));
  return { mask, shown, records };
}

describe('records that are shown', () => {
  it('hide a secret that goes over several of one stream', () => {
    const { shown, records } = shownOf('Passw0rd-2026');
    records.show('output', 'Word : Passw');
    records.show('warning', 'meanwhile');
    records.show('output', '       0rd-2026');
    records.show('output', 'next');
    records.end();
    expect(shown).to.deep.equal([
      'warning: meanwhile',
      'output: Word : ********\n       ********',
      'output: next',
    ]);
  });

  it('come one by one, at once, where no secret begins', () => {
    const { shown, records } = shownOf('Passw0rd-2026');
    records.show('output', 'one\ntwo');
    expect(shown).to.deep.equal(['output: one\ntwo']);
    records.show('output', '');
    records.show('output', 'Pas');
    expect(shown.slice(1)).to.deep.equal(['output: ', 'output: Pas']);
  });

  it('come at the end where what began was no secret', () => {
    const { shown, records } = shownOf('Passw0rd-2026');
    records.show('output', 'Passw');
    expect(shown).to.deep.equal([]);
    records.end();
    expect(shown).to.deep.equal(['output: Passw']);
    records.end();
    expect(shown).to.have.lengthOf(1);
  });

  it('know secrets that are learnt on the way', () => {
    const { mask, shown, records } = shownOf();
    records.show('output', 'Passw');
    mask.add('Passw0rd-2026');
    records.show('output', 'Passw0rd-2026');
    records.end();
    expect(shown).to.deep.equal(['output: Passw', 'output: ********']);
  });

  it('are whole where a secret ends with the line', () => {
    const { shown, records } = shownOf('Passw0rd\n');
    records.show('output', 'Passw0rd');
    records.end();
    expect(shown).to.deep.equal(['output: ********']);
  });
});
