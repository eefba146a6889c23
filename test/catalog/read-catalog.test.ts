import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CatalogJson } from '../../src/catalog/catalog-json.ts';
import { readCatalog, readCatalogByLine } from '../../src/catalog/read-catalog.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';

const names = ['lync-server-2013', 'powershell-7.6', 'windows-powershell-5.1'];

describe('A catalog with a line for each command', () => {
  for (const name of names) {
    it(`says the same as all of it: ${name}`, () => {
      const bytes = readFileSync(join(packageDirectory, 'catalogs', `${name}.json`));
      const json = JSON.parse(bytes.toString('utf8')) as CatalogJson;
      const [lines, whole] = [readCatalogByLine(bytes), readCatalog(json)];
      expect(lines.names()).to.deep.equal(Object.keys(json.commands));
      for (const command of lines.names()) {
        expect(lines.command(command.toUpperCase())).to.deep.equal(whole.command(command));
      }
      expect(lines.modules).to.deep.equal(whole.modules);
      for (const alias of Object.keys(json.aliases)) expect(lines.alias(alias)).to.equal(whole.alias(alias));
      expect(lines.command('Get-Nothing')).to.equal(undefined);
      expect(lines.command('__proto__')).to.equal(undefined);
    });
  }

  it('refuses a text that has another form', () => {
    const text = JSON.stringify({ format: 1, commands: {}, aliases: {} });
    expect(() => readCatalogByLine(Buffer.from(text))).to.throw(SyntaxError);
  });
});
