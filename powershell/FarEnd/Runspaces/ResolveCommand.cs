using System;
using System.IO;
using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// Finds out which command a name means. Asked for inside the runspace, because that may load a module.
/// </summary>
[Cmdlet("Resolve", "RunbookCommand")]
internal sealed class ResolveCommand : PSCmdlet
{
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
        var search = new CommandSearch(this);
        var command = this.Careful ? search.FindLoaded(this.Name) : search.Find(this.Name);
        if (command is null && this.Careful && search.FindUnloaded(this.Name) is { } owner)
        {
            if (!ComesWithPowerShell(owner.Module?.Path))
            {
                this.WriteObject(new UnloadedModule(owner.ModuleName));
                return;
            }

            command = search.Find(this.Name);
        }

        if (command is null)
        {
            return;
        }

        string? notice = null;
        var chosen = this.Name.IndexOf('\\') >= 0 ? command : ((CommandBindings)this.Bindings).Choose(this.Name, command, search.Find, out notice);
        this.WriteObject(new KnownCommand(chosen)
        {
            Notice = notice,
            CallName = ReferenceEquals(chosen, command) ? null : $"{chosen.ModuleName}\\{chosen.Name}",
        });
    }

    private bool ComesWithPowerShell(string? path)
    {
        var home = this.SessionState.PSVariable.GetValue("PSHOME") as string;
        return path is not null && home is not null
            && Path.GetFullPath(path).StartsWith(Path.Combine(home, "Modules") + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
    }
}
