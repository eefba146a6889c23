import { expect } from 'chai';
import iconv from 'iconv-lite';
import { encodingNames, findEncoding } from '../../src/values/text-encoding.ts';

describe('the encodings that can be asked for', () => {
  it('are known to iconv', () => {
    const missing = encodingNames.filter((name) => !iconv.encodingExists(findEncoding(name)?.name ?? ''));
    expect(missing).to.deep.equal([]);
  });

  it('go by the names that .NET, PowerShell and Windows have for them', () => {
    const cases = {
      'UTF-8': 65001,
      utf8NoBOM: 65001,
      '65001': 65001,
      Unicode: 1200,
      'utf-16': 1200,
      CP850: 850,
      ibm850: 850,
      '850': 850,
      Windows1252: 1252,
      cp1252: 1252,
      'iso-8859-1': 28591,
      'us-ascii': 20127,
    };
    for (const [name, codePage] of Object.entries(cases))
      expect(findEncoding(name), name).to.include({ codePage });
  });
});
