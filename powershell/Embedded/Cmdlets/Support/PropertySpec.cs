namespace Microsoft.PowerShell.Commands;

/// <summary>
/// One entry of <c>-Property</c>: a name, perhaps with wildcards, a script block, or a mapping with <c>Name</c> or
/// <c>Label</c>, <c>Expression</c>, and for sorting <c>Ascending</c> or <c>Descending</c>; keys may be shortened.
/// </summary>
internal sealed record PropertySpec(string? Name, PSPropertyExpression Expression, bool? Ascending)
{
    public static List<PropertySpec> ReadAll(PSCmdlet cmdlet, IEnumerable<object?>? entries, params string[] keys) =>
        [.. (entries ?? []).Select(entry => Read(cmdlet, entry, keys))];

    public static PropertySpec Read(PSCmdlet cmdlet, object? entry, params string[] keys)
    {
        var value = entry is PSObject wrapped ? wrapped.BaseObject : entry;
        return value switch
        {
            IDictionary mapping => FromMapping(cmdlet, mapping, keys),
            null => throw Wrong(cmdlet, "Cannot convert a null value to a property name, a script block or a hashtable.", "UnknownType"),
            _ => new PropertySpec(null, ExpressionOf(cmdlet, value), null),
        };
    }

    /// <summary>The name under which the value appears.</summary>
    public string NameFor(PSPropertyExpression resolved) => Name ?? resolved.ToString();

    /// <summary>The value of the first property that the expression means; nothing where there is none.</summary>
    public bool TryGetValue(PSObject target, out object? value) => TryGetValue(target, Expression, out value);

    public static bool TryGetValue(PSObject target, PSPropertyExpression expression, out object? value)
    {
        var results = expression.GetValues(target, expand: true, eatExceptions: true);
        value = results.Count > 0 && results[0].Exception is null ? results[0].Result : null;
        return results.Count > 0;
    }

    private static PropertySpec FromMapping(PSCmdlet cmdlet, IDictionary mapping, string[] keys)
    {
        string? name = null;
        PSPropertyExpression? expression = null;
        bool? ascending = null;
        foreach (DictionaryEntry entry in mapping)
        {
            var key = entry.Key.ToString() ?? "";
            var value = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            switch (FullKey(cmdlet, key, keys))
            {
                case "name" or "label":
                    name = value as string ?? throw Wrong(cmdlet, $"The '{key}' key has the wrong type: a string is needed.", "DictionaryKeyIllegalValue");
                    break;
                case "expression":
                    expression = ExpressionOf(cmdlet, value);
                    break;
                case "ascending":
                    ascending ??= LanguagePrimitives.IsTrue(value);
                    break;
                case "descending":
                    ascending ??= !LanguagePrimitives.IsTrue(value);
                    break;
            }
        }

        return new PropertySpec(
            name,
            expression ?? throw Wrong(cmdlet, "The hashtable of a calculated property has no 'Expression'.", "DictionaryKeyMandatoryEntry"),
            ascending);
    }

    private static string FullKey(PSCmdlet cmdlet, string key, string[] keys) =>
        keys.FirstOrDefault(full => key.Length > 0 && full.StartsWith(key, StringComparison.OrdinalIgnoreCase))
        ?? throw Wrong(
            cmdlet,
            $"The '{key}' key is not valid. Valid keys are: {string.Join(", ", keys.Select(k => $"'{k}'"))}.",
            "DictionaryKeyUnknown");

    private static PSPropertyExpression ExpressionOf(PSCmdlet cmdlet, object? value) => value switch
    {
        ScriptBlock script => new PSPropertyExpression(script),
        PSPropertyExpression expression => expression,
        string { Length: > 0 } name => new PSPropertyExpression(name),
        IFormattable number => new PSPropertyExpression(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => throw Wrong(
            cmdlet, $"Cannot convert {value?.GetType().FullName ?? "null"} to one of: a string that is not empty, a script block.", "DictionaryKeyIllegalValue"),
    };

    private static Exception Wrong(PSCmdlet cmdlet, string message, string id)
    {
        cmdlet.ThrowTerminatingError(Errors.Argument(message, id));
        return new InvalidOperationException(message);
    }
}
