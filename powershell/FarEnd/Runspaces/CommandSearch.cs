using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>Finds commands inside a runspace, with and without loading the modules that they are in. What is private is not there: in a rehearsal that is what has no stand-in.</summary>
internal sealed class CommandSearch
{
    private const CommandTypes Wanted = CommandTypes.Alias | CommandTypes.Function | CommandTypes.Filter | CommandTypes.Cmdlet;
    private const string AutoLoading = "global:PSModuleAutoLoadingPreference";

    private readonly PSCmdlet asker;

    /// <param name="asker">The cmdlet that runs in the runspace.</param>
    internal CommandSearch(PSCmdlet asker) => this.asker = asker;

    /// <summary>The command of this name; PowerShell may load a module for it.</summary>
    internal CommandInfo? Find(string name)
    {
        var command = this.asker.InvokeCommand.GetCommand(name, Wanted);
        while (command is AliasInfo alias)
        {
            command = alias.ResolvedCommand;
        }

        return command is { Visibility: SessionStateEntryVisibility.Public } ? command : null;
    }

    /// <summary>The command of this name, if it is loaded.</summary>
    internal CommandInfo? FindLoaded(string name)
    {
        var variables = this.asker.SessionState.PSVariable;
        var before = variables.GetValue(AutoLoading);
        variables.Set(AutoLoading, "None");
        try
        {
            return this.Find(name);
        }
        finally
        {
            if (before is null)
            {
                variables.Remove(AutoLoading);
            }
            else
            {
                variables.Set(AutoLoading, before);
            }
        }
    }

    /// <summary>The command in a module that is not loaded. With a pattern, Get-Command reads what modules say of themselves and loads none.</summary>
    internal CommandInfo? FindUnloaded(string name)
    {
        var parts = name.Split('\\');
        var command = parts[parts.Length - 1];
        var pattern = WildcardPattern.Escape(command.Substring(0, command.Length - 1)) + "[" + command[command.Length - 1] + "]";
        return this.Like(pattern, parts.Length > 1 ? parts[0] : null).FirstOrDefault();
    }

    /// <summary>The commands like this pattern, in modules that are loaded or could be. It loads none.</summary>
    internal IEnumerable<CommandInfo> Like(string pattern, string? module)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Get-Command").AddParameter("Name", pattern).AddParameter("CommandType", Wanted)
            .AddParameter("ErrorAction", ActionPreference.SilentlyContinue);
        if (module is not null)
        {
            shell.AddParameter("Module", module);
        }

        return shell.Invoke().Select(found => found.BaseObject).OfType<CommandInfo>().ToList();
    }
}
