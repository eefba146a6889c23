import { expect } from 'chai';
import { checkCall, knownCommands, type CallArgument } from '../../src/catalog/index.ts';
import { shippedCatalogs } from '../../src/catalog/shipped-catalogs.ts';

const { desktop, core, products } = shippedCatalogs;

function codes(
  name: string,
  given: readonly CallArgument[],
  more: { piped?: boolean; open?: boolean } = {},
): string[] {
  const found = knownCommands({ edition: 'desktop', modules: [], catalogs: [] }).find(name);
  if (found.kind !== 'known') throw new Error(found.kind);
  return checkCall(found.commands, { arguments: given, ...more }).map(({ code }) => code);
}

const unknown = (name?: string): CallArgument => ({ name, values: undefined });

describe('A call of a catalogued command', () => {
  for (const catalog of [desktop(), core(), ...products()]) {
    it(`is right with all that a parameter set demands: ${catalog.name}`, () => {
      for (const name of catalog.names()) {
        const facts = catalog.command(name)!;
        for (const [set, uses] of facts.sets) {
          const given = [...uses].flatMap(([each, { mandatory }]) =>
            mandatory === true ? [unknown(each)] : [],
          );
          expect(checkCall([{ catalog, facts }], { arguments: given }), `${name}, ${set}`).to.deep.equal([]);
          const all = [...uses.keys()].map((each) => unknown(each));
          expect(checkCall([{ catalog, facts }], { arguments: all }), `${name}, all of ${set}`).to.deep.equal(
            [],
          );
        }
      }
    });
  }

  it('takes values by their places', () => {
    expect(codes('Stop-Service', [unknown()])).to.deep.equal([]);
    expect(codes('Copy-Item', [unknown(), unknown()])).to.deep.equal([]);
    expect(codes('Copy-Item', [unknown(), unknown(), unknown()])).to.deep.equal([]);
    expect(codes('Start-Sleep', [unknown(), unknown()])).to.deep.equal(['no-parameter-set']);
    expect(codes('Start-Sleep', [unknown('Seconds'), unknown()])).to.deep.equal(['no-parameter-set']);
  });

  it('gets what is mandatory from the pipeline, or from what is splatted', () => {
    expect(codes('Stop-Service', [])).to.deep.equal(['missing-parameter']);
    expect(codes('Stop-Service', [], { piped: true })).to.deep.equal([]);
    expect(codes('Stop-Service', [], { open: true })).to.deep.equal([]);
  });

  it('may lack what is perhaps given', () => {
    expect(codes('Stop-Service', [{ ...unknown('Name'), perhaps: true }])).to.deep.equal([]);
    expect(
      codes('Stop-Service', [{ ...unknown('Name'), perhaps: true }, unknown('DisplayName')]),
    ).to.deep.equal([]);
  });

  it('is found by an alias of the command', () => {
    const found = knownCommands({ edition: 'core', modules: [], catalogs: [] }).find('gci');
    expect(found.kind === 'known' && found.commands[0].facts.name).to.equal('Get-ChildItem');
  });

  it('takes several names of an enumeration, beginnings and numbers, but of a set one of it exactly', () => {
    const text = (name: string, value: string): CallArgument => ({ name, values: [{ kind: 'text', value }] });
    const service = (value: string) => codes('Set-Service', [unknown('Name'), text('StartupType', value)]);
    expect(service('auto')).to.deep.equal([]);
    expect(service('2')).to.deep.equal([]);
    expect(service('Sometimes')).to.deep.equal(['wrong-parameter-value']);
    const level = (value: string) => codes('Get-EventLog', [unknown('LogName'), text('EntryType', value)]);
    expect(level('warning')).to.deep.equal([]);
    expect(level('warn')).to.deep.equal(['wrong-parameter-value']);
  });
});
