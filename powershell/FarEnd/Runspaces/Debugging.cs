using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace Runbook.FarEnd.Runspaces;

/// <summary>Nobody sits at a session with a debugger: what would wait for one fails at once, as what asks the user does.</summary>
internal static class Debugging
{
    private const string NobodyDebugs =
        "nobody can debug here: a session is not interactive. Take out what waits for a debugger (Wait-Debugger, a breakpoint)";

    /// <summary>Debug-Runspace asks no debugger of this runspace: it waits for the other one. A function goes before a cmdlet.</summary>
    internal static SessionStateFunctionEntry Refusal => new(
        "Debug-Runspace",
        $"[CmdletBinding()] param([object]$Runspace, [string]$Name, [int]$Id, [guid]$InstanceId, [switch]$BreakAll) throw '{NobodyDebugs}'");

    internal static void Refuse(Runspace runspace)
    {
        // An exception, not ResumeAction.Stop: that would look as if somebody had stopped the task.
        runspace.Debugger.DebuggerStop += (_, _) => throw new HostException(NobodyDebugs);
    }
}
