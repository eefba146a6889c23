namespace Microsoft.PowerShell.Commands;

/// <summary>A group of <c>Group-Object -NoElement</c>.</summary>
public sealed class GroupInfoNoElement(IReadOnlyList<object?> values, int count)
{
    public ArrayList Values { get; } = new(values.ToArray());

    public int Count { get; } = count;

    public string Name { get; } = string.Join(", ", values.Select(GroupInfo.NameOf));
}
