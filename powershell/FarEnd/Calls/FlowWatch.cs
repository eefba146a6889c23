using System;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Calls;

/// <summary>
/// Sees how a script says its end, which PowerShell keeps to itself: an <c>exit</c> with something that is no exit code becomes 0 without a word, and what
/// a called script file exits with looks like a native program's code. Both go through exceptions on the pipeline's thread.
/// </summary>
internal sealed class FlowWatch : IDisposable
{
    private readonly TaskRunspace runspace;
    private Exception? conversion;
    private Exception? exit;

    /// <summary>Watches from now on.</summary>
    internal FlowWatch(TaskRunspace runspace)
    {
        this.runspace = runspace;
        AppDomain.CurrentDomain.FirstChanceException += this.Look;
    }

    /// <summary>The code of the last <c>exit</c> of any script; null where there was none.</summary>
    internal int? LastExit { get; private set; }

    /// <summary>What PowerShell says of the last <c>exit</c>'s value, where that is no exit code.</summary>
    internal string? Refused { get; private set; }

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= this.Look;

    /// <summary>The code that stands for a value which is none: the same bits where it is a number of 32 bits, as Windows has them, else 1.</summary>
    internal static int CodeOf(string words)
    {
        var parts = words.Split('"');
        return parts.Length > 1 && uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? unchecked((int)number) : 1;
    }

    private void Look(object sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs seen)
    {
        var error = seen.Exception;
        if (!this.runspace.IsCurrent)
        {
            return;
        }

        if (error is InvalidCastException or PSInvalidCastException)
        {
            this.conversion = IsOfExit() ? error : null;
        }
        else if (error.GetType().Name == "ExitException" && error.GetType().GetProperty("Argument")?.GetValue(error) is int code
            && !ReferenceEquals(error, this.exit))
        {
            // It goes through every pipeline on its way, and is seen in each.
            this.exit = error;
            this.LastExit = code;
            this.Refused = this.conversion?.Message;
            this.conversion = null;
        }
    }

    private static bool IsOfExit()
    {
        foreach (var frame in new StackTrace(fNeedFileInfo: false).GetFrames() ?? Array.Empty<StackFrame>())
        {
            if (frame.GetMethod()?.Name == "GetExitException")
            {
                return true;
            }
        }

        return false;
    }
}
