import { expect } from 'chai';
import { createSystemClock } from '../../src/time/system-clock.ts';

/** A machine whose clock can be set, and that can sleep. */
function machine() {
  const now = { wall: 1_000_000, elapsed: 50, uptime: 7_000 };
  return {
    sources: { wall: () => now.wall, elapsed: () => now.elapsed, uptime: () => now.uptime },
    pass: (ms: number) => {
      now.wall += ms;
      now.elapsed += ms;
      now.uptime += ms;
    },
    set: (ms: number) => void (now.wall += ms),
    sleep: (ms: number) => {
      now.wall += ms;
      now.uptime += ms;
    },
  };
}

describe('the clock of a run', () => {
  for (const jump of [3_600_000, -3_600_000, 2_000, -2_000]) {
    it(`goes on as before when the system's is set by ${jump / 1000} s`, () => {
      const { sources, pass, set } = machine();
      const clock = createSystemClock(undefined, sources);
      pass(500);
      set(jump);
      expect(clock.now()).to.equal(1_000_500);
      pass(250);
      expect(clock.now()).to.equal(1_000_750);
    });
  }

  it('counts the time that the machine sleeps, once, whatever is set meanwhile', () => {
    const { sources, pass, set, sleep } = machine();
    const clock = createSystemClock(undefined, sources);
    pass(500);
    sleep(60_000);
    set(-3_600_000);
    expect(clock.now()).to.equal(1_060_500);
    pass(10);
    expect(clock.now()).to.equal(1_060_510);
    sleep(5_000);
    expect(clock.now()).to.equal(1_065_510);
  });

  it('begins no earlier than it is told, and goes on from there', () => {
    const { sources, pass } = machine();
    const clock = createSystemClock(2_000_000, sources);
    expect(clock.now()).to.equal(2_000_000);
    pass(1_500);
    expect(clock.now()).to.equal(2_001_500);
    expect(createSystemClock(5, sources).now()).to.equal(1_001_500);
  });
});
