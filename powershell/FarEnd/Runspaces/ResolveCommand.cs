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

    protected override void EndProcessing()
    {
        var command = this.InvokeCommand.GetCommand(this.Name, Wanted);
        while (command is AliasInfo alias)
        {
            command = alias.ResolvedCommand;
        }

        if (command is { Visibility: SessionStateEntryVisibility.Public })
        {
            this.WriteObject(new KnownCommand(command));
        }
    }
}
