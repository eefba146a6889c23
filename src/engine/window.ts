import { settingValue } from '../model/setting.ts';
import type { ProgramBlock } from '../program/program.ts';
import { nameOf } from './node-name.ts';
import { idOf, scopeOf, type Around, type OpenWindow } from './around.ts';
import type { Run } from './run.ts';

/** The window of a block that has one. */
export function openWindow(block: ProgramBlock, around: Around, run: Run): OpenWindow | undefined {
  const { window } = block.source;
  if (!window) return undefined;
  const id = idOf(block, around);
  const cancels: (() => void)[] = [];
  let close: OpenWindow['close'] = () => undefined;
  let begun = false;
  let undone: boolean | undefined;

  const begin = () => {
    if (begun) return;
    begun = true;
    const scope = scopeOf(block, around);
    const name = nameOf(block, around);
    const limit = settingValue(window.limit, scope);
    const warnAfter = window.warnAfter ? settingValue(window.warnAfter, scope) : null;
    const start = run.now();
    run.emit({ type: 'window-opened', time: start, id, name, limit, warnAfter });
    if (warnAfter !== null) {
      const warn = (time: number) => {
        // Of one that is told of too late the overrun says all.
        const elapsed = time - start;
        if (elapsed < limit) run.emit({ type: 'window-warned', time, id, name, elapsed, limit });
      };
      cancels.push(run.alarms.set(start + warnAfter, warn));
    }
    let overrun = false;
    const exceed = (time: number) => {
      overrun = true;
      run.emit({ type: 'window-overrun', time, id, name, elapsed: time - start, limit });
    };
    cancels.push(run.alarms.set(start + limit, exceed));
    close = (ending) => {
      for (const cancel of cancels) cancel();
      const time = run.now();
      if (!overrun && time - start >= limit) exceed(time);
      const about = { time, id, name, elapsed: time - start, limit, overrun };
      if (ending === 'next' || ending === 'ended') run.emit({ type: 'window-closed', ...about });
      else run.emit({ type: 'window-left', ...about, why: ending, ...(undone === true ? { undone } : {}) });
    };
  };
  return {
    begin,
    undone: (well) => {
      undone = well && undone !== false;
    },
    close: (ending) => close(ending),
  };
}
