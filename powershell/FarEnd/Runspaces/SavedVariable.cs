using System;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>A global variable as it was, or that there was none.</summary>
internal sealed class SavedVariable
{
    private readonly GlobalScope scope;
    private readonly string name;
    private readonly ScopedItemOptions options;
    private readonly Attribute[] attributes;
    private PSVariable? variable;

    internal SavedVariable(GlobalScope scope, string name)
    {
        this.scope = scope;
        this.name = name;
        this.variable = scope.Find(name);
        this.Value = this.variable?.Value;
        this.options = this.variable?.Options ?? ScopedItemOptions.None;
        this.attributes = this.variable?.Attributes.ToArray() ?? Array.Empty<Attribute>();
    }

    internal object? Value { get; }

    /// <summary>Takes a variable away; false for a constant. By its provider, which alone can do that with a read-only one.</summary>
    internal bool Remove()
    {
        try
        {
            if (this.scope.Find(this.name) is not null)
            {
                this.scope.State.InvokeProvider.Item.Remove(new[] { "Microsoft.PowerShell.Core\\Variable::" + this.name }, recurse: false, force: true, literalPath: true);
            }

            return true;
        }
        catch (SessionStateUnauthorizedAccessException)
        {
            return false;
        }
    }

    internal void PutBack()
    {
        var now = this.scope.Find(this.name);
        if (ReferenceEquals(now, this.variable) && this.Is(now))
        {
            return;
        }

        if (now is null || !ReferenceEquals(now, this.variable) || !this.TakesItsValue(now))
        {
            this.Replace();
        }
    }

    private bool Is(PSVariable? now) => now is null || (Equals(now.Value, this.Value) && now.Options == this.options);

    private bool TakesItsValue(PSVariable now)
    {
        try
        {
            now.Value = this.Value;
            return this.Is(now);
        }
        catch (Exception error) when (error is MetadataException or SessionStateUnauthorizedAccessException)
        {
            // The task has given it a type or a condition that its value does not meet, or has made it read-only.
            return false;
        }
    }

    private void Replace()
    {
        // A constant that a task has made of it stays: nothing can change it any more.
        if (this.Remove() && this.variable is not null)
        {
            this.scope.State.PSVariable.Set(new PSVariable(this.name, this.Value, this.options, new Collection<Attribute>(this.attributes.ToList())));
            this.variable = this.scope.Find(this.name);
        }
    }
}
