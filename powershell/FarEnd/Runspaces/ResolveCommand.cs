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

    [Parameter(Mandatory = true)]
    public string Name { get; set; } = string.Empty;

    /// <summary>What names have meant so far: of the type <see cref="CommandBindings"/>, which is not public.</summary>
    [Parameter(Mandatory = true)]
    public object Bindings { get; set; } = new();

    protected override void EndProcessing()
    {
        if (this.Find(this.Name) is not { } command)
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
}
