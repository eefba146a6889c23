using System;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// Finds out which command a name means. Asked for inside the runspace, because that may load a module. What is private is not there: in a rehearsal that
/// is what has no stand-in.
/// </summary>
[Cmdlet("Resolve", "RunbookCommand")]
internal sealed class ResolveCommand : PSCmdlet
{
    private const CommandTypes Wanted = CommandTypes.Alias | CommandTypes.Function | CommandTypes.Filter | CommandTypes.Cmdlet;
    private const string AutoLoading = "global:PSModuleAutoLoadingPreference";

    [Parameter(Mandatory = true)]
    public string Name { get; set; } = string.Empty;

    /// <summary>In check mode: to load a module is to run its code, so only those are loaded that come with PowerShell itself.</summary>
    [Parameter]
    public SwitchParameter Careful { get; set; }

    /// <summary>What names have meant so far: of the type <see cref="CommandBindings"/>, which is not public.</summary>
    [Parameter(Mandatory = true)]
    public object Bindings { get; set; } = new();

    protected override void EndProcessing()
    {
        var command = this.Careful ? this.FindLoaded() : this.Find(this.Name);
        if (command is null && this.Careful && this.FindOwner() is { } owner)
        {
            if (!ComesWithPowerShell(owner.Module?.Path))
            {
                this.WriteObject(new UnloadedModule(owner.ModuleName));
                return;
            }

            command = this.Find(this.Name);
        }

        if (command is null)
        {
            return;
        }

        string? notice = null;
        var chosen = this.Name.IndexOf('\\') >= 0 ? command : ((CommandBindings)this.Bindings).Choose(this.Name, command, this.Find, out notice);
        this.WriteObject(new KnownCommand(chosen)
        {
            Notice = notice,
            CallName = ReferenceEquals(chosen, command) ? null : $"{chosen.ModuleName}\\{chosen.Name}",
        });
    }

    private CommandInfo? Find(string name)
    {
        var command = this.InvokeCommand.GetCommand(name, Wanted);
        while (command is AliasInfo alias)
        {
            command = alias.ResolvedCommand;
        }

        return command is { Visibility: SessionStateEntryVisibility.Public } ? command : null;
    }

    private CommandInfo? FindLoaded()
    {
        var variables = this.SessionState.PSVariable;
        var before = variables.GetValue(AutoLoading);
        variables.Set(AutoLoading, "None");
        try
        {
            return this.Find(this.Name);
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
    private CommandInfo? FindOwner()
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        var pattern = WildcardPattern.Escape(this.Name.Substring(0, this.Name.Length - 1)) + "[" + this.Name[this.Name.Length - 1] + "]";
        shell.AddCommand("Get-Command").AddParameter("Name", pattern).AddParameter("CommandType", CommandTypes.Function | CommandTypes.Cmdlet)
            .AddParameter("ErrorAction", ActionPreference.SilentlyContinue);
        return shell.Invoke().Select(found => found.BaseObject).OfType<CommandInfo>().FirstOrDefault();
    }

    private bool ComesWithPowerShell(string? path)
    {
        var home = this.SessionState.PSVariable.GetValue("PSHOME") as string;
        return path is not null && home is not null
            && Path.GetFullPath(path).StartsWith(Path.Combine(home, "Modules") + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
    }
}
