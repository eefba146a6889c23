namespace Microsoft.PowerShell.Commands;

/// <summary>The properties that <c>Select-Object -Property</c> and <c>-ExcludeProperty</c> make of an object.</summary>
internal sealed class PropertySelector(PSCmdlet cmdlet, List<PropertySpec> specs, WildcardPattern[] excluded)
{
    public bool SelectsAny => specs.Count > 0;

    public List<PSNoteProperty> Select(PSObject input)
    {
        var properties = new List<PSNoteProperty>();
        foreach (var spec in specs)
        {
            var names = spec.Expression.HasWildCardCharacters ? spec.Expression.ResolveNames(input) : [spec.Expression];
            foreach (var name in names)
            {
                var label = spec.NameFor(name);
                if (excluded.Any(pattern => pattern.IsMatch(label)))
                {
                    continue;
                }

                PropertySpec.TryGetValue(input, name, out var value);
                if (properties.Any(property => property.Name.Equals(label, StringComparison.OrdinalIgnoreCase)))
                {
                    // Those that a wildcard adds to a name given before are the same ones.
                    if (!spec.Expression.HasWildCardCharacters)
                    {
                        cmdlet.WriteError(Errors.Operation(
                            $"The property cannot be processed because the property \"{label}\" already exists.",
                            "AlreadyExistingUserSpecifiedPropertyNoExpand",
                            ErrorCategory.InvalidOperation,
                            input));
                    }

                    continue;
                }

                properties.Add(new PSNoteProperty(label, value));
            }
        }

        return properties;
    }
}
