import type { OutputStream } from '../events/run-event.ts';
import type { Mask } from '../secrets/mask.ts';
import type { MaskStream } from '../secrets/mask-stream.ts';

/** Shows records, each a text of whole lines; the lines of a secret may come in several of them. */
export interface ShownRecords {
  show(stream: OutputStream, text: string): void;
  /** Shows what was held back: the task's attempt has ended. */
  end(): void;
}

/** A stream's records as one text, in which secrets are found; the beginning of what may become one waits for the next record. */
interface Waiting {
  readonly masked: MaskStream;
  text: string;
}

export function createShownRecords(
  mask: Pick<Mask, 'isEmpty' | 'maskStream'>,
  emit: (stream: OutputStream, text: string) => void,
): ShownRecords {
  const waiting = new Map<OutputStream, Waiting>();
  return {
    show(stream, text) {
      if (mask.isEmpty) {
        emit(stream, text);
        return;
      }
      let held = waiting.get(stream);
      if (!held) waiting.set(stream, (held = { masked: mask.maskStream(), text: '' }));
      held.text += held.masked.push(`${text}\n`);
      if (!held.text.endsWith('\n')) return;
      emit(stream, held.text.slice(0, -1));
      held.text = '';
    },
    end() {
      for (const [stream, { masked, text }] of waiting) {
        const rest = text + masked.end();
        if (rest !== '') emit(stream, rest.endsWith('\n') ? rest.slice(0, -1) : rest);
      }
      waiting.clear();
    },
  };
}
