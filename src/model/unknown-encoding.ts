import { suggest } from '../diagnostics/suggest.ts';
import { encodingNames } from '../values/text-encoding.ts';

/** What is said of a name that is none of an encoding, before the run or in it. */
export function unknownEncoding(name: string): { readonly message: string; readonly help: string } {
  return { message: `there is no encoding "${name}"`, help: helpFor(name) };
}

function helpFor(name: string): string {
  if (/^(?:ansi|oem|default)$/i.test(name)) {
    return 'that differs from machine to machine: name the code page, such as cp850 (oem) or windows-1252 (ansi)';
  }
  const near = suggest(name, encodingNames);
  return near === undefined ? `known are ${encodingNames.join(', ')}` : `did you mean "${near}"?`;
}
