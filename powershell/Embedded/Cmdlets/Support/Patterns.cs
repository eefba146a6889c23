namespace Microsoft.PowerShell.Commands;

/// <summary>Wildcard patterns of parameters such as <c>-Include</c>, without regard to case.</summary>
internal static class Patterns
{
    public static WildcardPattern[] Of(IEnumerable<string>? patterns) =>
        [.. (patterns ?? []).Where(text => !string.IsNullOrEmpty(text)).Select(text => WildcardPattern.Get(text, WildcardOptions.IgnoreCase))];

    /// <summary>Whether a name is among those wanted: any, where none is named.</summary>
    public static bool Admit(this IReadOnlyCollection<WildcardPattern> included, IReadOnlyCollection<WildcardPattern> excluded, string name) =>
        (included.Count == 0 || included.Any(pattern => pattern.IsMatch(name))) && !excluded.Any(pattern => pattern.IsMatch(name));
}
