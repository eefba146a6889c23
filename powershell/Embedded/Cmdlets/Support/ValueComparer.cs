namespace Microsoft.PowerShell.Commands;

/// <summary>
/// Compares values as the originals do: as the language does where it can, as text otherwise. Null is less than all else.
/// </summary>
internal sealed class ValueComparer(bool caseSensitive, string? culture) : IComparer<object?>
{
    private readonly CultureInfo _culture = CultureNamed(culture);

    public int Compare(object? x, object? y)
    {
        var first = Base(x);
        var second = Base(y);
        if (LanguagePrimitives.TryCompare(first, second, !caseSensitive, _culture, out var result))
        {
            return result;
        }

        return _culture.CompareInfo.Compare(
            PSObject.AsPSObject(first!).ToString(),
            PSObject.AsPSObject(second!).ToString(),
            caseSensitive ? CompareOptions.None : CompareOptions.IgnoreCase);
    }

    private static object? Base(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static CultureInfo CultureNamed(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return CultureInfo.CurrentCulture;
        }

        return int.TryParse(name, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? CultureInfo.GetCultureInfo(number)
            : CultureInfo.GetCultureInfo(name);
    }
}
