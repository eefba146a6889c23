import { expect } from 'chai';
import { nearCommand } from '../../src/catalog/near-command.ts';
import { shippedCatalogs } from '../../src/catalog/shipped-catalogs.ts';

const { desktop, core, products } = shippedCatalogs;
const all = [...new Set([desktop(), core(), ...products()].flatMap((catalog) => catalog.names()))];

describe('The command that a misspelt name is near to', () => {
  const slips: Readonly<Record<string, string>> = {
    'Get-Servce': 'Get-Service',
    'get-servcie': 'Get-Service',
    'Strat-Service': 'Start-Service',
    'Stop-CsWindowsServices': 'Stop-CsWindowsService',
    'Get-NetAdpater': 'Get-NetAdapter',
    'Install-CsDatabsae': 'Install-CsDatabase',
    'Get-ChildItme': 'Get-ChildItem',
  };
  for (const [wrong, right] of Object.entries(slips)) {
    it(`is ${right} for ${wrong}`, () => expect(nearCommand(wrong, all)).to.equal(right));
  }

  const others = [
    'Get-NetAdapterRsx',
    'Get-Disk2',
    'Get-VM',
    'Get-ContosoService',
    'Set-Foo',
    'Wipe-Service',
    'Get',
  ];
  for (const name of others) {
    it(`is none for ${name}`, () => expect(nearCommand(name, all)).to.equal(undefined));
  }

  it('is hardly ever another command, for a command that exists', () => {
    const some = all.filter((_, index) => index % 5 === 0);
    const mistaken = some.filter((name) =>
      nearCommand(
        name,
        all.filter((each) => each.toLowerCase() !== name.toLowerCase()),
      ),
    );
    expect(mistaken.length / some.length).to.be.below(0.005);
  });
});
