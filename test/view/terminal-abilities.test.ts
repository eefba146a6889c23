import { expect } from 'chai';
import { terminalAbilities } from '../../src/view/terminal-abilities.ts';

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
});
