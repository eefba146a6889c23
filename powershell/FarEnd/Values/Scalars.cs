using System;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Xml;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Values;

/// <summary>Values that are no objects to a user: they have no members that change, and are sent whole.</summary>
internal static class Scalars
{
    /// <summary>Writes a scalar; false where the value is none.</summary>
    internal static bool TryWrite(PayloadWriter output, object value)
    {
        switch (value)
        {
            case string text:
                output.Kind(ValueKind.String);
                output.Text(text);
                return true;
            case Enum member:
                WriteEnum(output, member);
                return true;
            case bool flag:
                output.Kind(flag ? ValueKind.True : ValueKind.False);
                return true;
            case int or byte or sbyte or short or ushort:
                output.Kind(ValueKind.Int32);
                output.Int32(Convert.ToInt32(value, CultureInfo.InvariantCulture));
                return true;
            case long or uint:
                output.Kind(ValueKind.Int64);
                output.Int64(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                return true;
            case ulong number:
                output.Kind(ValueKind.UInt64);
                output.Int64(unchecked((long)number));
                return true;
            case double number:
                output.Kind(ValueKind.Double);
                output.Double(number);
                return true;
            case float number:
                // By its text: 1.1 stays 1.1, and does not become 1.10000002384186.
                output.Kind(ValueKind.Double);
                output.Double(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
                return true;
            case byte[] bytes:
                output.Kind(ValueKind.Bytes);
                output.Int32(bytes.Length);
                output.Bytes(bytes);
                return true;
            case SwitchParameter given:
                output.Kind(given.IsPresent ? ValueKind.True : ValueKind.False);
                return true;
            default:
                return TryWriteTyped(output, value);
        }
    }

    private static bool TryWriteTyped(PayloadWriter output, object value)
    {
        var invariant = CultureInfo.InvariantCulture;
        switch (value)
        {
            case DateTime time:
                return Typed(output, "DateTime", XmlConvert.ToString(time, XmlDateTimeSerializationMode.RoundtripKind));
            case DateTimeOffset time:
                return Typed(output, "DateTimeOffset", OffsetText(time));
            case TimeSpan span:
                return Typed(output, "TimeSpan", span.ToString("c", invariant));
            case decimal number:
                return Typed(output, "Decimal", number.ToString(invariant));
            case BigInteger number:
                return Typed(output, "BigInteger", number.ToString(invariant));
            case Guid guid:
                return Typed(output, "Guid", guid.ToString());
            case char character:
                return Typed(output, "Char", character.ToString());
            case Version version:
                return Typed(output, "Version", version.ToString());
            case Uri uri:
                // Not ToString: that undoes the escapes.
                return Typed(output, "Uri", uri.OriginalString);
            case ScriptBlock script:
                return Typed(output, "ScriptBlock", script.ToString());
            default:
                // Not in Windows PowerShell, and so not in the reference assembly.
                return value.GetType().FullName == "System.Management.Automation.SemanticVersion"
                    && Typed(output, "SemanticVersion", value.ToString() ?? string.Empty);
        }
    }

    internal static bool Typed(PayloadWriter output, string type, string text)
    {
        output.Kind(ValueKind.Typed);
        output.Text(type);
        output.Text(text);
        return true;
    }

    private static void WriteEnum(PayloadWriter output, Enum member)
    {
        var type = member.GetType();
        var unsigned = Enum.GetUnderlyingType(type) == typeof(ulong);
        output.Kind(ValueKind.Enum);
        output.Text(type.FullName);
        output.Text(member.ToString());
        output.Boolean(unsigned);
        var invariant = CultureInfo.InvariantCulture;
        output.Int64(unsigned ? unchecked((long)Convert.ToUInt64(member, invariant)) : Convert.ToInt64(member, invariant));
    }

    /// <summary>ISO 8601 with as many digits as there are, and always an offset.</summary>
    private static string OffsetText(DateTimeOffset time)
    {
        var sign = time.Offset < TimeSpan.Zero ? "-" : "+";
        var local = XmlConvert.ToString(DateTime.SpecifyKind(time.DateTime, DateTimeKind.Unspecified), XmlDateTimeSerializationMode.RoundtripKind);
        return local + sign + time.Offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);
    }
}
