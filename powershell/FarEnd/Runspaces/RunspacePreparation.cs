using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Runbook.FarEnd.Rehearsal;

namespace Runbook.FarEnd.Runspaces;

/// <summary>Makes a runspace ready for its tasks: imports the modules of the session, or those of a rehearsal.</summary>
internal static class RunspacePreparation
{
    /// <summary>What could not be done.</summary>
    internal static IEnumerable<OpenFailure> Prepare(TaskRunspace runspace, OpenRequest request)
    {
        Baseline.Begin(runspace.Scope);
        runspace.Host.Width = request.Width;
        runspace.Reading.UnionWith(request.Reading);
        return request.RehearsalDirectory is null ? Import(runspace, request.Modules) : Rehearse(runspace, request);
    }

    private static IEnumerable<OpenFailure> Import(TaskRunspace runspace, List<string> modules)
    {
        var failures = new List<OpenFailure>();
        foreach (var module in modules)
        {
            using var shell = PowerShell.Create();
            shell.AddCommand("Import-Module").AddParameter("Name", module).AddParameter("Global", true).AddParameter("ErrorAction", ActionPreference.Stop)
                .AddParameter("WarningAction", ActionPreference.SilentlyContinue).AddParameter("Verbose", false);
            try
            {
                runspace.Run(shell);
            }
            catch (RuntimeException error)
            {
                failures.Add(new OpenFailure(module, error.ErrorRecord?.ToString() ?? error.Message, error.ErrorRecord?.FullyQualifiedErrorId ?? string.Empty));
            }
        }

        return failures;
    }

    private static IEnumerable<OpenFailure> Rehearse(TaskRunspace runspace, OpenRequest request)
    {
        runspace.Guard = new RehearsalGuard(request.RehearsalDirectory!, request.AllowsDotNet);
        using var script = new StreamReader(typeof(RunspacePreparation).Assembly.GetManifestResourceStream("Prepare.ps1")!);
        using var shell = PowerShell.Create();
        shell.AddScript(script.ReadToEnd()).AddParameter("Directory", request.RehearsalDirectory).AddParameter("Support", request.RehearsalSupport)
            .AddParameter("Commands", Path.Combine(Path.GetDirectoryName(request.RehearsalSupport)!, "RehearsalCommands.psm1"))
            .AddParameter("Modules", request.Modules.ToArray()).AddParameter("Allowed", BaseCommands.Names)
            .AddParameter("TaskScripts", runspace.TaskScripts);
        return runspace.Run(shell).Select(failure => ((IEnumerable)failure.BaseObject).Cast<object>().Select(text => text.ToString() ?? string.Empty).ToArray())
            .Select(texts => new OpenFailure(texts[0], texts[1], texts[2])).ToList();
    }
}
