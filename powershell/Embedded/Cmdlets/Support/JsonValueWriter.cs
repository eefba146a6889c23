using System.Numerics;
using System.Reflection;
using Newtonsoft.Json;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes an object as ConvertTo-Json does: what lies deeper than the depth becomes its text.</summary>
internal sealed class JsonValueWriter(JsonTextWriter writer, int maxDepth, bool enumsAsStrings, Func<bool> stopping)
{
    /// <summary>Something was cut.</summary>
    public bool Truncated { get; private set; }

    public void Write(object? value, int depth)
    {
        var wrapper = value as PSObject;
        var plain = wrapper is null ? value : wrapper.BaseObject;
        if (stopping() || plain is null or DBNull || value == System.Management.Automation.Internal.AutomationNull.Value)
        {
            writer.WriteNull();
        }
        else if (IsScalar(plain))
        {
            WriteScalar(plain, wrapper, depth);
        }
        else if (depth > maxDepth)
        {
            Truncated = true;
            writer.WriteValue(plain is PSCustomObject ? wrapper!.ToString() : LanguagePrimitives.ConvertTo<string>(plain));
        }
        else if (plain is IDictionary mapping)
        {
            WriteMapping(mapping, wrapper, depth);
        }
        else if (plain is IEnumerable items)
        {
            WriteItems(items, wrapper, depth);
        }
        else
        {
            WriteObject(plain, wrapper, depth);
        }
    }

    private static bool IsScalar(object value) =>
        value is string or char or bool or DateTime or DateTimeOffset or Guid or Uri or BigInteger or Enum or decimal
        || value.GetType().IsPrimitive;

    private void WriteScalar(object value, PSObject? wrapper, int depth)
    {
        // Members that were added to a value make an object of it; those of its type do not.
        var added = wrapper is null || value is string or DateTime
            ? []
            : wrapper.Properties.Where(property => property.IsInstance && property is PSNoteProperty).ToList();
        if (added.Count > 0)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("value");
            WriteScalar(value, null, depth);
            WriteAdded(added, depth);
            writer.WriteEndObject();
            return;
        }

        switch (value)
        {
            case Enum member when enumsAsStrings:
                writer.WriteValue(member.ToString());
                break;
            case Enum member:
                WriteEnum(member);
                break;
            case Uri uri:
                writer.WriteValue(uri.OriginalString);
                break;
            case BigInteger big:
                writer.WriteRawValue(big.ToString(CultureInfo.InvariantCulture));
                break;
            case nint or nuint:
                writer.WriteValue(Convert.ToInt64(value.ToString(), CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteValue(value);
                break;
        }
    }

    private void WriteEnum(Enum member)
    {
        // Readers in JavaScript would round a 64-bit number, so the original writes text there.
        var number = Convert.ChangeType(member, Enum.GetUnderlyingType(member.GetType()), CultureInfo.InvariantCulture);
        writer.WriteValue(number is long or ulong ? member.ToString() : number);
    }

    private void WriteMapping(IDictionary mapping, PSObject? wrapper, int depth)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in mapping)
        {
            writer.WritePropertyName(entry.Key.ToString() ?? "");
            Write(entry.Value, depth + 1);
        }

        WriteAdded(Added(wrapper).Where(property => !mapping.Contains(property.Name)), depth);
        writer.WriteEndObject();
    }

    private void WriteItems(IEnumerable items, PSObject? wrapper, int depth)
    {
        var added = Added(wrapper).ToList();
        if (added.Count > 0)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("value");
        }

        writer.WriteStartArray();
        foreach (var item in items)
        {
            Write(item, depth + 1);
        }

        writer.WriteEndArray();
        if (added.Count > 0)
        {
            WriteAdded(added, depth);
            writer.WriteEndObject();
        }
    }

    private void WriteObject(object value, PSObject? wrapper, int depth)
    {
        writer.WriteStartObject();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (value is not PSCustomObject)
        {
            foreach (var (name, read) in PublicMembers(value.GetType()))
            {
                seen.Add(name);
                writer.WritePropertyName(name);
                Write(ValueOf(() => read(value)), depth + 1);
            }
        }

        var properties = value is PSCustomObject ? wrapper!.Properties : Added(wrapper ?? PSObject.AsPSObject(value));
        WriteAdded(properties.Where(property => !seen.Contains(property.Name)), depth);
        writer.WriteEndObject();
    }

    private void WriteAdded(IEnumerable<PSPropertyInfo> properties, int depth)
    {
        foreach (var property in properties)
        {
            writer.WritePropertyName(property.Name);
            Write(ValueOf(() => property.Value), depth + 1);
        }
    }

    private static IEnumerable<PSPropertyInfo> Added(PSObject? wrapper) =>
        wrapper?.Properties.Where(property =>
            property is PSNoteProperty or PSScriptProperty or PSAliasProperty or PSCodeProperty && property.IsGettable) ?? [];

    private static IEnumerable<(string Name, Func<object, object?> Read)> PublicMembers(Type type)
    {
        const BindingFlags instance = BindingFlags.Public | BindingFlags.Instance;
        foreach (var field in type.GetFields(instance).Where(f => !f.IsDefined(typeof(JsonIgnoreAttribute), true)))
        {
            yield return (field.Name, field.GetValue);
        }

        foreach (var property in type.GetProperties(instance))
        {
            if (property.GetMethod is { } getter && getter.IsPublic && getter.GetParameters().Length == 0
                && !property.IsDefined(typeof(JsonIgnoreAttribute), true))
            {
                yield return (property.Name, property.GetValue);
            }
        }
    }

    /// <summary>A property that cannot be read has no value.</summary>
    private static object? ValueOf(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is TargetInvocationException or GetValueException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }
}
