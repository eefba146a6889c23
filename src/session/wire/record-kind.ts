/** What stands in a message of records. The far end's RecordKind.cs has the same table; a test compares them. */
export const RecordKind = {
  Output: 'o',
  /** An output object as it is at the call's end, where that differs from what was sent when it appeared. */
  Changed: 'c',
  Host: 'h',
  Error: 'e',
  NativeError: 'n',
  Warning: 'w',
  Verbose: 'v',
  Debug: 'd',
  Information: 'i',
  Progress: 'p',
} as const;
