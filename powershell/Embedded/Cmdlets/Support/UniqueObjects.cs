namespace Microsoft.PowerShell.Commands;

/// <summary>Objects of which each comes once: plain ones by their value, those of properties by all of them.</summary>
internal sealed class UniqueObjects(bool caseSensitive)
{
    private readonly List<PSObject> _seen = [];
    private readonly ValueComparer _comparer = new(caseSensitive, null);

    /// <summary>False where an equal one has come before.</summary>
    public bool Add(PSObject candidate)
    {
        if (_seen.Any(other => AreEqual(other, candidate)))
        {
            return false;
        }

        _seen.Add(candidate);
        return true;
    }

    private bool AreEqual(PSObject x, PSObject y)
    {
        var (first, second) = (x.BaseObject, y.BaseObject);
        if (first is not PSCustomObject || second is not PSCustomObject)
        {
            return first is not PSCustomObject && second is not PSCustomObject && _comparer.Compare(first, second) == 0;
        }

        var properties = x.Properties.ToList();
        return properties.Count == y.Properties.Count()
            && properties.All(property =>
                y.Properties[property.Name] is { } other && _comparer.Compare(property.Value, other.Value) == 0);
    }
}
