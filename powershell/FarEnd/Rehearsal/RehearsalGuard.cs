namespace Runbook.FarEnd.Rehearsal;

/// <summary>What a rehearsal holds back, in words.</summary>
internal sealed class RehearsalGuard
{
    private readonly string directory;

    internal RehearsalGuard(string directory) => this.directory = directory;

    internal bool Has(string module) => System.IO.File.Exists(System.IO.Path.Combine(this.directory, module + ".psm1"));

    internal string MissingModule(string module) =>
        $"the rehearsal has no stand-in for it: there is no {module}.psm1 in {this.directory}";

    internal string Missing(string command) =>
        $"The rehearsal has no stand-in for the command '{command}'. Add a function with this name to a module in {this.directory}";
}
