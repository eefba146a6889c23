import { createRecordReader, type RecordReader } from './record-reader.ts';

/** Takes the CLIXML out of text that comes in pieces. */
export interface ClixmlFilter {
  write(text: string): string;
  end(): string;
}

/** What a PowerShell writes where it believes that its caller is a PowerShell, too, as it does whenever it gets `-EncodedCommand`. */
const BEGINNINGS = ['#< CLIXML\n<Objs', '#< CLIXML\r\n<Objs'] as const;

/** Gives the records of a nested PowerShell's CLIXML as texts, each as soon as it is complete, and everything else as it is. */
export function createClixmlFilter(): ClixmlFilter {
  let rest = '';
  let atLineStart = true;
  let records: RecordReader | undefined;

  const give = (text: string): string => {
    if (text !== '') atLineStart = text.endsWith('\n');
    return text;
  };
  /** Gives what stands before CLIXML, or before what may become some. */
  const readText = (): string => {
    const at = findBeginning(rest, atLineStart);
    const text = give(rest.slice(0, at));
    rest = rest.slice(at);
    const begin = BEGINNINGS.find((each) => rest.startsWith(each));
    if (begin !== undefined) {
      records = createRecordReader();
      rest = rest.slice(begin.length - '<Objs'.length);
    }
    return text;
  };
  const read = (): string => {
    let given = '';
    for (;;) {
      if (records) {
        const { text, left } = records.read(rest);
        given += text;
        rest = left ?? '';
        if (left === undefined) return given;
        records = undefined;
        // The next one's begins there without a line end.
        atLineStart = true;
      }
      given += readText();
      if (!rest.startsWith('<Objs')) return given;
    }
  };

  return {
    write(text) {
      rest += text;
      return read();
    },
    end() {
      const given = records ? records.end() : rest;
      rest = '';
      records = undefined;
      return given;
    },
  };
}

function hasBegun(text: string): boolean {
  return BEGINNINGS.some((each) => text.startsWith(each));
}

/** Where CLIXML begins, or what is perhaps the first part of its beginning; the text's length where it does not. */
function findBeginning(text: string, atLineStart: boolean): number {
  for (let at = text.indexOf('#'); at !== -1; at = text.indexOf('#', at + 1)) {
    if (at === 0 ? !atLineStart : text[at - 1] !== '\n') continue;
    const here = text.slice(at);
    if (hasBegun(here) || BEGINNINGS.some((each) => each.startsWith(here))) return at;
  }
  return text.length;
}
