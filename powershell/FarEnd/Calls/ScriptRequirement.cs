using System.Management.Automation;
using Microsoft.PowerShell.Commands;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Calls;

/// <summary>
/// Gets what a script requires by "#Requires": its modules are imported where they are not there yet, as PowerShell does that for files, and so are its
/// snap-ins. To be called in the runspace.
/// </summary>
internal static class ScriptRequirement
{
    internal static bool Any(ScriptHead head) => head.Modules.Count > 0 || head.SnapIns.Count > 0;

    /// <summary>What could not be had; null where all is there.</summary>
    internal static ErrorFields? Get(ScriptHead head, TaskRunspace runspace)
    {
        foreach (var module in head.Modules)
        {
            if (runspace.Guard is { } guard)
            {
                if (!guard.Has(module.Name))
                {
                    return Missing($"the module {Words(module)} (#Requires -Modules)", guard.MissingModule(module.Name));
                }
            }
            else if (Failure("Import-Module", "FullyQualifiedName", module) is { } reason)
            {
                return Missing($"the module {Words(module)} (#Requires -Modules)", reason);
            }
        }

        foreach (var name in head.SnapIns)
        {
            if (Failure("Get-PSSnapin", "Name", name) is not null && Failure("Add-PSSnapin", "Name", name) is { } reason)
            {
                return Missing($"the snap-in {name} (#Requires -PSSnapin)", reason);
            }
        }

        return null;
    }

    private static string? Failure(string command, string parameter, object value)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(command).AddParameter(parameter, value).AddParameter("ErrorAction", ActionPreference.Stop).AddParameter("Verbose", false);
        if (command == "Import-Module")
        {
            shell.AddParameter("Global", true);
        }

        try
        {
            shell.Invoke();
            return null;
        }
        catch (CommandNotFoundException)
        {
            return "this PowerShell has no snap-ins";
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            return error.ErrorRecord?.ToString() ?? error.Message;
        }
    }

    private static string Words(ModuleSpecification module)
    {
        var text = $"'{module.Name}'";
        text += module.RequiredVersion is null ? string.Empty : $" {module.RequiredVersion}";
        text += module.Version is null ? string.Empty : $" {module.Version} or later";
        return text + (string.IsNullOrEmpty(module.MaximumVersion) ? string.Empty : $" up to {module.MaximumVersion}");
    }

    private static ErrorFields Missing(string what, string reason) =>
        new($"The script requires {what}: {reason}", "ScriptRequiresMissingModules", ErrorCategory.ResourceUnavailable);
}
