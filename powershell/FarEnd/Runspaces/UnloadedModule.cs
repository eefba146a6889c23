namespace Runbook.FarEnd.Runspaces;

/// <summary>The module that has a command and that would have to be loaded for it.</summary>
internal sealed class UnloadedModule
{
    internal UnloadedModule(string name) => this.Name = name;

    internal string Name { get; }
}
