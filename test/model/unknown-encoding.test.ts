import { expect } from 'chai';
import { unknownEncoding } from '../../src/model/unknown-encoding.ts';

describe('the name of an encoding that nobody knows', () => {
  it('is nearly another one, or one of many', () => {
    expect(unknownEncoding('utf-61le').help).to.equal('did you mean "utf-16le"?');
    expect(unknownEncoding('windows-1522').help).to.equal('did you mean "windows-1252"?');
    expect(unknownEncoding('nothing like that').help).to.contain('known are utf-8, ');
  });

  it('may be one that differs from machine to machine', () => {
    expect(unknownEncoding('OEM').help).to.contain('cp850');
  });
});
