namespace Microsoft.PowerShell.Commands;

/// <summary>An input object with the values that it is sorted, grouped or compared by; a missing property has no value.</summary>
internal sealed class SortKey(PSObject target, IReadOnlyList<(bool Exists, object? Value)> values)
{
    public PSObject Target => target;

    public IReadOnlyList<(bool Exists, object? Value)> Values => values;

    /// <summary>Without properties the object itself is the value.</summary>
    public static SortKey Of(PSObject target, IReadOnlyList<PropertySpec> specs) => new(
        target,
        specs.Count == 0
            ? [(true, target)]
            : [.. specs.Select(spec => (spec.TryGetValue(target, out var value), value))]);

    /// <summary>A wildcard among the properties means those that any of the objects has, in the order of their names.</summary>
    public static List<PropertySpec> Expand(IReadOnlyList<PropertySpec> specs, IReadOnlyList<PSObject> targets) =>
        [.. specs.SelectMany(spec => !spec.Expression.HasWildCardCharacters
            ? [spec]
            : targets
                .SelectMany(target => spec.Expression.ResolveNames(target))
                .DistinctBy(name => name.ToString(), StringComparer.OrdinalIgnoreCase)
                .OrderBy(name => name.ToString(), StringComparer.OrdinalIgnoreCase)
                .Select(name => spec with { Expression = name }))];

    /// <summary>In any order, an object without a property comes after those that have it.</summary>
    public int CompareTo(SortKey other, IReadOnlyList<PropertySpec> specs, ValueComparer comparer, bool descending)
    {
        for (var i = 0; i < values.Count; i++)
        {
            var (exists, value) = values[i];
            var (otherExists, otherValue) = other.Values[i];
            if (!exists || !otherExists)
            {
                if (exists != otherExists)
                {
                    return exists ? -1 : 1;
                }

                continue;
            }

            var result = comparer.Compare(value, otherValue);
            if (result != 0)
            {
                return i < specs.Count && specs[i].Ascending is { } ascending
                    ? ascending ? result : -result
                    : descending ? -result : result;
            }
        }

        return 0;
    }
}
