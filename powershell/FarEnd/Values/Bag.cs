using System.Collections.Generic;

namespace Runbook.FarEnd.Values;

/// <summary>An object as what is to be sent of it, whatever the depth: type names, text and some properties.</summary>
internal sealed class Bag
{
    internal Bag(ICollection<string> typeNames, string text)
    {
        this.TypeNames = typeNames;
        this.Text = text;
    }

    internal ICollection<string> TypeNames { get; }

    internal string Text { get; }

    /// <summary>Names and values; a value may be a bag.</summary>
    internal List<KeyValuePair<string, object?>> Properties { get; } = new();

    internal void Add(string name, object? value) => this.Properties.Add(new KeyValuePair<string, object?>(name, value));
}
