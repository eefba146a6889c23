/** The kinds of messages. The far end's MessageKind.cs has the same table; a test compares them. */
export const MessageKind = {
  // From the far end.
  Token: 'T',
  Hello: 'H',
  Opened: 'o',
  Closed: 'x',
  Records: 'r',
  Done: 'D',
  Pong: 'p',
  Parsed: 's',
  Listed: 'j',
  Written: 'w',
  Unconnected: 'u',

  // From the runner.
  Open: 'O',
  Close: 'X',
  Invoke: 'I',
  Stop: 'S',
  Acknowledge: 'A',
  Release: 'F',
  Ping: 'P',
  Parse: 'Q',
  Connect: 'N',
  List: 'J',
  Kill: 'K',
  End: 'C',
} as const;

export type MessageKind = (typeof MessageKind)[keyof typeof MessageKind];

/** What the far end may send. */
export const fromFarEnd: readonly MessageKind[] = [
  MessageKind.Token,
  MessageKind.Hello,
  MessageKind.Opened,
  MessageKind.Closed,
  MessageKind.Records,
  MessageKind.Done,
  MessageKind.Pong,
  MessageKind.Parsed,
  MessageKind.Listed,
  MessageKind.Written,
  MessageKind.Unconnected,
];
