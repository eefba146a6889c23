import { unescapeClixml } from './unescape-clixml.ts';

/** What PowerShell's own console writes before such a record. */
const LABELS: Readonly<Record<string, string>> = {
  warning: 'WARNING: ',
  verbose: 'VERBOSE: ',
  debug: 'DEBUG: ',
};

/** A text, which a process that was ended has perhaps not finished. */
const TEXT = /^<S S="(\w+)">([^<]*)/;
/** An object: the types that stand before its text have none of their own. */
const OBJECT = /^<Obj S="(\w+)"[^>]*>(?:<TN [^>]*>.*?<\/TN>|<TNRef [^>]*>)?<ToString>([^<]*)/s;

/**
 * One record of a stream, as PowerShell serializes it for its caller, as the lines that its console would show. Empty for progress, and
 * for output and information: those come on stdout, too.
 */
export function recordText(element: string): string {
  const [, stream = '', escaped = ''] = TEXT.exec(element) ?? OBJECT.exec(element) ?? [];
  const text = unescapeClixml(escaped);
  switch (stream.toLowerCase()) {
    case 'error':
      // As text it comes in pieces that have their own line ends.
      return element.startsWith('<S ') ? text : line(text);
    case 'warning':
    case 'verbose':
    case 'debug':
      return line(`${LABELS[stream.toLowerCase()] ?? ''}${text}`);
    default:
      return '';
  }
}

function line(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
