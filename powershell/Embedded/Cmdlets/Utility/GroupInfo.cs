using System.Collections.ObjectModel;

namespace Microsoft.PowerShell.Commands;

/// <summary>A group of <c>Group-Object</c>.</summary>
public class GroupInfo(IReadOnlyList<object?> values, IEnumerable<PSObject> group)
{
    public ArrayList Values { get; } = new(values.ToArray());

    public Collection<PSObject> Group { get; } = new([.. group]);

    public int Count => Group.Count;

    public string Name { get; } = string.Join(", ", values.Select(NameOf));

    internal static string NameOf(object? value) =>
        LanguagePrimitives.GetEnumerable(value) is { } items
            ? "{" + string.Join(", ", items.Cast<object?>().Select(NameOf)) + "}"
            : value is null ? "" : LanguagePrimitives.ConvertTo<string>(value);
}
