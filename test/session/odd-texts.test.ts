import { expect } from 'chai';
import type { PSObject } from '../../src/values/value.ts';
import type { LiveSession } from '../../src/session/live-session.ts';
import { observe, openTestSession, scriptCall, type Observed } from './test-session.ts';

/** Texts that XML, UTF-8 or JSON cannot say by themselves. */
const TEXTS: Readonly<Record<string, string>> = {
  'U+FFFE and U+FFFF': 'a\ufffeb\uffffc',
  'non-characters of other planes': 'a\u{1fffe}b\u{10ffff}c\ufdd0',
  'a lone high surrogate': 'a\ud800b',
  'a lone low surrogate': 'a\udfffb',
  'surrogates in the wrong order': '\udc00\ud800',
  'NUL and other control characters': 'a\0b\u0001\u001f\u007f\u0085c',
};

describe('a text that other wires cannot carry', () => {
  let session: LiveSession;
  before(async () => {
    session = await openTestSession();
  });
  after(() => session.close());

  const run = (script: string, text: string): Promise<Observed> =>
    observe(session, scriptCall(`param([string]$T) ${script}`, { parameters: { T: text } }));
  const texts = ({ records }: Observed, stream: string) =>
    records
      .filter((record) => record.stream === stream)
      .map((record) => ('text' in record ? record.text : ''));

  for (const [title, text] of Object.entries(TEXTS)) {
    describe(title, () => {
      it('is whole in values, names of properties and keys, at any depth', async () => {
        const script = `[pscustomobject]@{ $T = $T; In = @{ $T = @($T, [pscustomobject]@{ $T = $T }) } }; $T`;
        const [object, plain] = (await run(script, text)).output;
        expect(plain).to.equal(text);
        const properties = (object as PSObject).properties;
        expect(properties.get(text)).to.equal(text);
        const inner = (properties.get('In') as ReadonlyMap<string, readonly [string, PSObject]>).get(text);
        expect(inner?.[0]).to.equal(text);
        expect(inner?.[1].properties.get(text)).to.equal(text);
      });

      it('is whole in warnings, verbose, debug and information records', async () => {
        const script = `Write-Warning $T; Write-Verbose $T -Verbose; $DebugPreference = 'Continue'; Write-Debug $T; Write-Information $T -Tags $T`;
        const observed = await run(script, text);
        for (const stream of ['warning', 'verbose', 'debug', 'information']) {
          expect(texts(observed, stream), stream).to.deep.equal([text]);
        }
      });

      it('is whole in the messages, ids and targets of errors, and in what ends the call', async () => {
        const { errors } = await run(
          `Write-Error $T -ErrorId $T -TargetObject $T -ErrorAction Continue; throw $T`,
          text,
        );
        expect(errors.map(({ message }) => message)).to.deep.equal([text, text]);
        expect(errors[0]).to.include({ target: text });
        expect(errors[0]?.id).to.contain(text);
      });

      it('is whole in the text of the host, in progress and in $Runbook.Result', async () => {
        const script = `Write-Host $T; Write-Progress -Activity "a$T" -Status "s$T"; $Runbook.Result = @{ $T = $T }`;
        const observed = await run(script, text);
        expect(texts(observed, 'host')).to.deep.equal([text]);
        expect(observed.records.find(({ stream }) => stream === 'progress')).to.include({
          activity: `a${text}`,
          status: `s${text}`,
        });
        expect([...(observed.runbook.result as ReadonlyMap<string, string>)]).to.deep.equal([[text, text]]);
      });
    });
  }
});
