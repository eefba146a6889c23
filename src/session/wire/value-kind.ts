/** What a value is, before its content. The far end's ValueKind.cs has the same table; a test compares them. */
export const ValueKind = {
  Null: 'N',
  True: 'T',
  False: 'F',
  Int32: 'i',
  Int64: 'l',
  UInt64: 'u',
  Double: 'd',
  String: 's',
  /** A scalar that is carried as its exact text: the type's name, the text. */
  Typed: 't',
  Bytes: 'b',
  Enum: 'e',
  List: 'a',
  Hashtable: 'h',
  Ordered: 'o',
  /** Type names, text, whether it was cut, properties. */
  Object: 'p',
  Secret: 'x',
  /** A live object's number. From the far end, its copy follows; from the runner, nothing. */
  Live: '@',
} as const;
