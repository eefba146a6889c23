import { expect } from 'chai';
import { encodeData } from '../../../src/session/clixml/encode-data.ts';
import { OrderedMapping } from '../../../src/values/value.ts';
import { openTestSession, output } from '../test-session.ts';

describe('data as CLIXML', () => {
  it('holds no character that XML does not allow', () => {
    const all = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code)).join('');
    expect(encodeData(`${all}\ud800\ufffe`)).to.match(/^[\x20-\x7e\xa0-\u20ff]*$/);
  });

  it('is read by PowerShell itself', async () => {
    const session = await openTestSession();
    const state = new OrderedMapping([
      ['text', '_x0041_ <&> \u0001 \ud83d\ude00'],
      ['list', [1n, 2n ** 40n, 2.5, true, null, []]],
      ['inner', new Map([['n', -0]])],
    ]);
    const [back] = await output(
      session,
      'param($Document) $d = [Management.Automation.PSSerializer]::Deserialize($Document); , @($d.text, $d.list, $d.inner.n)',
      { Document: encodeData(state) },
    );
    expect(back).to.deep.equal(['_x0041_ <&> \u0001 \ud83d\ude00', state.get('list'), -0]);
    await session.close();
  });
});
