import { expect } from 'chai';
import { hasFormat, type TextFormat } from '../../src/document/has-format.ts';

describe('The format of a text', () => {
  const cases: readonly (readonly [TextFormat, string, string])[] = [
    ['hostname', 'sql01.contoso.com', 'sql_01 com'],
    ['ipv4', '10.0.0.1', '10.0.0.256'],
    ['ipv6', 'fe80::1', 'fe80::g'],
    ['email', 'a@contoso.com', 'a at contoso.com'],
    ['uri', 'https://contoso.com/a', 'contoso.com'],
    ['uuid', '123e4567-e89b-12d3-a456-426614174000', '123e4567'],
    ['date', '2024-02-29', '2023-02-29'],
    ['time', '23:30:00Z', '23:30'],
    ['date-time', '2024-02-29T23:30:00Z', '2024-02-29'],
    ['duration', 'PT30M', '30 minutes'],
  ];
  for (const [format, right, wrong] of cases) {
    it(`knows "${format}"`, () => {
      expect(hasFormat(format, right)).to.equal(true);
      expect(hasFormat(format, wrong)).to.equal(false);
    });
  }
});
