using System;

namespace Runbook.FarEnd.Remote;

/// <summary>Why there is no session on the host. src/session/connect-failure.ts has the words for each code.</summary>
internal sealed class ConnectFailure : Exception
{
    internal ConnectFailure(string code, string message)
        : base(message) => this.Code = code;

    internal string Code { get; }
}
