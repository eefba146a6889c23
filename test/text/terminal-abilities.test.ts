import { expect } from 'chai';
import { terminalAbilities } from '../../src/text/terminal-abilities.ts';

describe('terminal abilities', () => {
  const terminal = { isTTY: true };
  it('draws on a terminal, in colours', () => {
    expect(terminalAbilities(terminal, {})).to.deep.equal({ live: true, colours: true });
  });
  it('does not draw into a pipe', () => {
    expect(terminalAbilities({}, {})).to.deep.equal({ live: false, colours: false });
  });
  it('does not draw on a dumb terminal', () => {
    expect(terminalAbilities(terminal, { TERM: 'dumb' })).to.deep.equal({ live: false, colours: false });
  });
  it('leaves colours out where NO_COLOR has a value', () => {
    expect(terminalAbilities(terminal, { NO_COLOR: '1' })).to.deep.equal({ live: true, colours: false });
    expect(terminalAbilities(terminal, { NO_COLOR: '' })).to.deep.equal({ live: true, colours: true });
  });
  it('has colours in a pipe where FORCE_COLOR has a value, whatever NO_COLOR says, and none where that is 0', () => {
    expect(terminalAbilities({}, { FORCE_COLOR: '1', NO_COLOR: '1' })).to.deep.equal({
      live: false,
      colours: true,
    });
    expect(terminalAbilities({}, { FORCE_COLOR: '' }).colours).to.equal(false);
    expect(terminalAbilities(terminal, { FORCE_COLOR: '0' })).to.deep.equal({ live: true, colours: false });
  });
  it('does what the command line asks for before all else', () => {
    expect(terminalAbilities({}, { NO_COLOR: '1' }, true).colours).to.equal(true);
    expect(terminalAbilities(terminal, { FORCE_COLOR: '1' }, false)).to.deep.equal({
      live: true,
      colours: false,
    });
  });
});
