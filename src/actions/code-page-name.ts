import { findEncoding } from '../values/text-encoding.ts';
import type { Value } from '../values/value.ts';

const UTF8 = 65001n;

/** The encoding of a code page, by its number; UTF-8 where it is none that is known. */
export function codePageName(page: Value | undefined): string {
  const encoding = typeof page !== 'bigint' || page === UTF8 ? undefined : findEncoding(`cp${page}`);
  return encoding?.name ?? 'utf-8';
}
