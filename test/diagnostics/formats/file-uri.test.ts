import { posix, win32 } from 'node:path';
import { expect } from 'chai';
import { fileUri, pathInRoot } from '../../../src/diagnostics/formats/file-uri.ts';
import { sarifPlace } from '../../../src/diagnostics/formats/sarif-result.ts';

const linux = { root: '/src/ops', currentDirectory: '/src/ops/runbooks', paths: posix };
const windows = { root: 'D:\\src\\ops', currentDirectory: 'D:\\src\\ops\\runbooks', paths: win32 };

describe('The places of files in reports', () => {
  const cases = [
    { from: linux, file: 'site.yml', uri: 'runbooks/site.yml', inside: true },
    { from: linux, file: '/src/ops/a.yml', uri: 'a.yml', inside: true },
    { from: linux, file: 'a b#1?50%.yml', uri: 'runbooks/a%20b%231%3F50%25.yml', inside: true },
    { from: linux, file: 'größe/日.yml', uri: 'runbooks/gr%C3%B6%C3%9Fe/%E6%97%A5.yml', inside: true },
    { from: linux, file: 'c:/x.yml', uri: 'runbooks/c%3A/x.yml', inside: true },
    { from: linux, file: 'a\\b.yml', uri: 'runbooks/a%5Cb.yml', inside: true },
    { from: linux, file: '..twice.yml', uri: 'runbooks/..twice.yml', inside: true },
    { from: linux, file: '../../other/a b.yml', uri: 'file:///src/other/a%20b.yml', inside: false },
    { from: linux, file: 'half\ud800.yml', uri: 'runbooks/half%EF%BF%BD.yml', inside: true },
    { from: windows, file: 'sub\\a b.yml', uri: 'runbooks/sub/a%20b.yml', inside: true },
    { from: windows, file: 'd:\\SRC\\ops\\a.yml', uri: 'a.yml', inside: true },
    { from: windows, file: 'E:\\other\\50%.yml', uri: 'file:///E:/other/50%25.yml', inside: false },
    { from: windows, file: '\\\\nas\\share\\a b.yml', uri: 'file://nas/share/a%20b.yml', inside: false },
  ];
  for (const { from, file, uri, inside } of cases) {
    it(`${from.paths === win32 ? 'Windows' : 'Linux'}: ${JSON.stringify(file)} is ${uri}`, () => {
      expect(sarifPlace(file, from)).to.deep.equal(inside ? { uri, uriBaseId: 'SRCROOT' } : { uri });
      expect(() => new URL(uri, 'file:///root/')).not.to.throw();
      expect(pathInRoot(file, from) !== undefined).to.equal(inside);
    });
  }

  it('have a root that is a folder', () => {
    expect(fileUri('D:\\my work', win32)).to.equal('file:///D:/my%20work');
    expect(fileUri('/', posix)).to.equal('file:///');
  });
});
