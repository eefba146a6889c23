import { nodeOf } from '../events/instance.ts';
import type { RunEvent } from '../events/run-event.ts';
import type { ResumePoint } from './entry.ts';

/** Finds out, while a run goes on, from where it would go on if it ended badly now. */
export interface ResumePoints {
  handle(event: RunEvent): void;
  /** Something may have been changed. */
  acted(): void;
  /** Undefined where nothing has ended it. */
  find(): ResumePoint | undefined;
}

interface Begun {
  readonly id: string;
  readonly name: string;
  /** The entry that came next. */
  readonly at: number;
}

interface SectionRun {
  /** The block that it belongs to. */
  readonly block: string;
  readonly name: string;
  readonly since: number;
  hasActed: boolean;
}

const SECTION = /\/(?:rescue|always|undo)$/;

/** `position`: the number of the entry that comes next. */
export function createResumePoints(position: () => number): ResumePoints {
  const begun = new Map<string, Begun>();
  /** Ended badly, and not mended by now, in order. */
  let bad: Begun[] = [];
  const open: SectionRun[] = [];
  const sections: SectionRun[] = [];

  return {
    handle(event) {
      switch (event.type) {
        case 'task-started':
          begun.set(event.id, { id: event.id, name: event.name, at: position() });
          return;
        case 'task-finished': {
          const found = begun.get(event.id);
          if (found && (event.status === 'failed' || event.status === 'stopped')) bad.push(found);
          return;
        }
        case 'block-started': {
          if (event.part === 'block') {
            begun.set(event.id, { id: event.id, name: event.name, at: position() });
            return;
          }
          const block = event.id.replace(SECTION, '');
          const section = { block, name: event.name, since: position(), hasActed: false };
          open.push(section);
          sections.push(section);
          return;
        }
        case 'block-finished':
          if (event.part !== 'block') open.pop();
          if (event.part === 'rescue' && event.status === 'rescued') {
            const block = event.id.replace(SECTION, '');
            bad = bad.filter(({ id }) => !isInside(id, block));
          }
          return;
        default:
          return;
      }
    },
    acted() {
      for (const section of open) section.hasActed = true;
    },
    find() {
      const [first] = bad;
      if (!first) return undefined;
      const blocks = sections
        .filter(({ block, since, hasActed }) => hasActed && since >= first.at && isInside(first.id, block))
        .toSorted((a, b) => a.block.length - b.block.length);
      const [outermost] = blocks;
      if (outermost === undefined) return { at: first.at, id: first.id, name: first.name };
      const starts = [...begun.values()]
        .filter(({ id }) => isInside(id, outermost.block))
        .map(({ at }) => at);
      return { at: Math.min(first.at, ...starts), id: first.id, name: first.name, anew: outermost.name };
    },
  };
}

/** Whether an instance is inside of a block's; the play has all. */
function isInside(id: string, block: string): boolean {
  return block === '' || id.startsWith(`${block}/`) || !nodeOf(block).includes('/');
}
