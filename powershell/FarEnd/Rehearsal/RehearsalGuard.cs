namespace Runbook.FarEnd.Rehearsal;

/// <summary>What a rehearsal holds back, in words.</summary>
internal sealed class RehearsalGuard
{
    private readonly string directory;

    internal RehearsalGuard(string directory) => this.directory = directory;

    internal string Missing(string command) =>
        $"The rehearsal has no stand-in for the command '{command}'. Add a function with this name to a module in {this.directory}";
}
