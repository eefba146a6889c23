using System;

namespace Runbook.FarEnd.Runspaces;

/// <summary>What a task may leave as it is when it ends: the task's keyword <c>keep</c>. src/session/call-request.ts writes the same numbers.</summary>
[Flags]
internal enum Keep
{
    Nothing = 0,
    Location = 1,
    Environment = 2,
    Preferences = 4,
    Culture = 8,
    Encodings = 16,
}
