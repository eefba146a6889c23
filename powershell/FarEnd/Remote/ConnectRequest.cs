using System.Collections.Generic;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Remote;

/// <summary>The host that the session is to be on. src/session/wire/connect-request.ts writes it in this order.</summary>
internal sealed class ConnectRequest
{
    internal ConnectRequest(PayloadReader input)
    {
        this.IsSsh = input.Boolean();
        this.Host = input.Text();
        this.Port = input.Int32();
        this.User = input.TextOrNull();
        this.KeyFile = input.TextOrNull();
        this.Password = input.TextOrNull();
        this.Authentication = input.TextOrNull();
        this.ConfigurationName = input.TextOrNull();
        this.UseSsl = input.Boolean();
        this.Patience = input.Int32();
        for (var count = input.Count(); count > 0; count--)
        {
            this.Options[input.Text()] = input.Text();
        }

        for (var count = input.Count(); count > 0; count--)
        {
            this.Variables[input.Text()] = input.Text();
        }
    }

    /// <summary>Else over WinRM.</summary>
    internal bool IsSsh { get; }

    internal string Host { get; }

    /// <summary>0 for the usual one.</summary>
    internal int Port { get; }

    internal string? User { get; }

    internal string? KeyFile { get; }

    internal string? Password { get; }

    internal string? Authentication { get; }

    internal string? ConfigurationName { get; }

    internal bool UseSsl { get; }

    /// <summary>Milliseconds until a host that does not answer counts as unreachable.</summary>
    internal int Patience { get; }

    /// <summary>Of ssh.</summary>
    internal Dictionary<string, string> Options { get; } = new();

    /// <summary>Environment variables of the session's process.</summary>
    internal Dictionary<string, string> Variables { get; } = new();
}
