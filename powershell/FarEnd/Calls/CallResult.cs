using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Calls;

/// <summary>How a call ended. src/session/call-result.ts reads it in this order.</summary>
internal sealed class CallResult
{
    internal const string Stopped = "stopped";
    internal const string FailedState = "failed";
    internal const string WhatIf = "what_if";
    internal const string NotRun = "not_run";

    internal string State { get; set; } = "completed";

    internal string Check { get; set; } = "run";

    internal string? CommandName { get; set; }

    /// <summary>In check mode: the module that would have had to be loaded, and so to run, for the command.</summary>
    internal string? UnloadedModule { get; set; }

    internal int? ExitCode { get; set; }

    internal int? LastExitCode { get; set; }

    /// <summary>The last exit code is that of a script file that was called, not of a native program.</summary>
    internal bool EndedByScript { get; set; }

    internal bool? Changed { get; set; }

    internal bool? Failed { get; set; }

    /// <summary>What a script left in $Runbook.Result, as a value.</summary>
    internal PayloadWriter? Returned { get; set; }

    internal ErrorFields? Failure { get; set; }

    /// <summary>Whether the ends of the call's output could be marked on stdout and stderr.</summary>
    internal bool Marked { get; set; }

    internal void Write(PayloadWriter output)
    {
        output.Text(this.State);
        output.Text(this.Check);
        output.Text(this.CommandName);
        output.Text(this.UnloadedModule);
        Number(output, this.ExitCode);
        Number(output, this.LastExitCode);
        output.Boolean(this.EndedByScript);
        Flag(output, this.Changed);
        Flag(output, this.Failed);
        output.Boolean(this.Marked);
        output.Boolean(this.Failure is not null);
        this.Failure?.Write(output);
        output.Boolean(this.Returned is not null);
        if (this.Returned is not null)
        {
            output.Bytes(this.Returned.Buffer, this.Returned.Length);
        }
    }

    private static void Number(PayloadWriter output, int? number)
    {
        output.Boolean(number is not null);
        output.Int32(number ?? 0);
    }

    private static void Flag(PayloadWriter output, bool? flag) => output.Byte((byte)(flag is null ? 2 : flag.Value ? 1 : 0));
}
