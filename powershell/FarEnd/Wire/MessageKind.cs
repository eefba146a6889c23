namespace Runbook.FarEnd.Wire;

/// <summary>The kinds of messages. src/session/wire/message-kind.ts has the same table; a test compares them.</summary>
internal static class MessageKind
{
    // From the far end.
    internal const char Token = 'T';
    internal const char Hello = 'H';
    internal const char Opened = 'o';
    internal const char Closed = 'x';
    internal const char Records = 'r';
    internal const char Done = 'D';
    internal const char Pong = 'p';
    internal const char Parsed = 's';
    internal const char Listed = 'j';
    internal const char Written = 'w';
    internal const char Unconnected = 'u';

    // From the runner.
    internal const char Open = 'O';
    internal const char Close = 'X';
    internal const char Invoke = 'I';
    internal const char Stop = 'S';
    internal const char Acknowledge = 'A';
    internal const char Release = 'F';
    internal const char Ping = 'P';
    internal const char Parse = 'Q';
    internal const char Connect = 'N';
    internal const char List = 'J';
    internal const char Kill = 'K';
    internal const char End = 'C';
}
