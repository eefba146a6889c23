using System;
using System.Collections.Generic;
using System.Management.Automation;
using Runbook.FarEnd.Looks;
using Runbook.FarEnd.Machine;
using Runbook.FarEnd.Programs;
using Runbook.FarEnd.Files;
using Runbook.FarEnd.Rehearsal;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// What the runner itself asks of a session: cmdlets of the far end's own, known by names that no task can give another meaning. They need no script and no
/// import, and work in every language mode. src/session/own-command.ts calls them.
/// </summary>
internal static class OwnCommands
{
    private const string Module = @"Runbook.FarEnd\";

    private static readonly Dictionary<string, CmdletInfo> Known = new(StringComparer.Ordinal);

    static OwnCommands()
    {
        Add("Get-RunbookCommandFacts", typeof(DescribeCommands));
        Add("Get-RunbookPendingReboot", typeof(GetPendingRebootCommand));
        Add("Restart-RunbookMachine", typeof(RestartMachineCommand));
        Add("Get-RunbookFacts", typeof(GetFactsCommand));
        Add("Get-RunbookBootTime", typeof(GetBootTimeCommand));
        Add("Invoke-RunbookProgram", typeof(InvokeProgramCommand));
        Add("Wait-RunbookProcessEnd", typeof(WaitProcessEndCommand));
        Add("Get-RunbookPath", typeof(LookAtPathCommand));
        Add("Connect-RunbookPort", typeof(LookAtPortCommand));
        Add("Get-RunbookFile", typeof(GetFile));
        Add("Read-RunbookFile", typeof(ReadFile));
        Add("Get-RunbookFilePart", typeof(GetFilePart));
        Add("Write-RunbookFilePart", typeof(WriteFilePart));
        Add("Remove-RunbookFilePart", typeof(RemoveFilePart));
        Add("Complete-RunbookFile", typeof(CompleteFile));
        Add("New-RunbookFolder", typeof(NewFolder));
        Add("Invoke-RunbookRehearsal", typeof(CallRehearsal));
    }

    /// <summary>Null where a task's command is meant.</summary>
    internal static CmdletInfo? Find(string text) =>
        text.StartsWith(Module, StringComparison.Ordinal) && Known.TryGetValue(text.Substring(Module.Length), out var command) ? command : null;

    private static void Add(string name, Type type) => Known.Add(name, new CmdletInfo(name, type));
}
