using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Numerics;
using System.Xml;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Values;

/// <summary>Makes the values of what the runner has sent: live objects where it has named them, secrets as the parameter wants them.</summary>
internal sealed class ValueReader
{
    private readonly LiveObjects live;

    internal ValueReader(LiveObjects live) => this.live = live;

    /// <summary>The names of the types, and of those that they derive from, whose objects came as copies in what was read last.</summary>
    internal HashSet<string> CopiedTypes { get; } = new();

    /// <param name="input">What the runner has sent.</param>
    /// <param name="wanted">The type that the parameter wants, where it is known: it decides what a secret becomes.</param>
    internal object? Read(PayloadReader input, Type? wanted)
    {
        this.CopiedTypes.Clear();
        return this.Value(input, wanted);
    }

    private object? Value(PayloadReader input, Type? wanted)
    {
        var kind = input.Kind();
        switch (kind)
        {
            case ValueKind.Null:
                return null;
            case ValueKind.True:
                return true;
            case ValueKind.False:
                return false;
            case ValueKind.Int32:
                return input.Int32();
            case ValueKind.Int64:
                return input.Int64();
            case ValueKind.UInt64:
                return unchecked((ulong)input.Int64());
            case ValueKind.Double:
                return input.Double();
            case ValueKind.String:
                return input.Text();
            case ValueKind.Typed:
                return Typed(input.Text(), input.Text());
            case ValueKind.Bytes:
                return input.Bytes(input.Count());
            case ValueKind.Enum:
                return Member(input);
            case ValueKind.List:
                return this.List(input, wanted);
            case ValueKind.Hashtable:
                return this.Table(input, wanted);
            case ValueKind.Ordered:
                return this.Ordered(input);
            case ValueKind.Object:
                return this.Object(input);
            case ValueKind.Secret:
                return Secrets.ToWanted(input.Text(), wanted);
            case ValueKind.Live:
                return this.live.Find(input.Int32()) ?? throw new InvalidDataException(
                    $"the session keeps the newest {LiveObjects.Most} objects that tasks returned, and one that this call needs is no longer among them");
            default:
                throw new InvalidDataException($"the runner sent a value of the unknown kind '{kind}'");
        }
    }

    private object[] List(PayloadReader input, Type? wanted)
    {
        var items = new object?[input.Count()];
        for (var index = 0; index < items.Length; index++)
        {
            items[index] = this.Value(input, wanted?.GetElementType());
        }

        return items!;
    }

    private object Table(PayloadReader input, Type? wanted)
    {
        var count = input.Count();
        if (wanted is not null && typeof(PSCredential).IsAssignableFrom(wanted))
        {
            return this.Credential(input, count);
        }

        // Without regard to case as PowerShell's own literals are, unless two keys differ in case only.
        var table = new Hashtable(count, StringComparer.OrdinalIgnoreCase);
        for (; count > 0; count--)
        {
            var key = this.Value(input, null) ?? string.Empty;
            if (table.ContainsKey(key))
            {
                var exact = new Hashtable(count);
                foreach (DictionaryEntry known in table)
                {
                    exact[known.Key] = known.Value;
                }

                table = exact;
            }

            table[key] = this.Value(input, null);
        }

        return table;
    }

    private OrderedDictionary Ordered(PayloadReader input)
    {
        var count = input.Count();
        var table = new OrderedDictionary(count, StringComparer.OrdinalIgnoreCase);
        for (; count > 0; count--)
        {
            var key = this.Value(input, null) ?? string.Empty;
            if (table.Contains(key))
            {
                var exact = new OrderedDictionary();
                foreach (DictionaryEntry known in table)
                {
                    exact.Add(known.Key, known.Value);
                }

                table = exact;
            }

            table.Add(key, this.Value(input, null));
        }

        return table;
    }

    private PSCredential Credential(PayloadReader input, int count)
    {
        string? name = null;
        object? password = null;
        var others = false;
        for (; count > 0; count--)
        {
            var key = this.Value(input, null) as string;
            if (string.Equals(key, "username", StringComparison.OrdinalIgnoreCase))
            {
                name = Convert.ToString(this.Value(input, null), CultureInfo.InvariantCulture);
            }
            else if (string.Equals(key, "password", StringComparison.OrdinalIgnoreCase))
            {
                password = this.Value(input, typeof(System.Security.SecureString));
            }
            else
            {
                this.Value(input, null);
                others = true;
            }
        }

        if (name is null || password is null || others)
        {
            throw new PSArgumentException("A credential is a mapping with 'username' and 'password', and nothing else.");
        }

        return new PSCredential(name, password as System.Security.SecureString ?? Secrets.Secure(
            Convert.ToString(password, CultureInfo.InvariantCulture) ?? string.Empty));
    }

    /// <summary>A custom object, or the copy of another one, which is told from the original as PowerShell's remoting tells it.</summary>
    private PSObject Object(PayloadReader input)
    {
        var names = input.Text().Split('\n');
        input.TextOrNull();
        input.Boolean();
        var custom = Array.IndexOf(names, "System.Management.Automation.PSCustomObject") >= 0;
        if (!custom)
        {
            this.CopiedTypes.UnionWith(names);
        }

        var made = new PSObject();
        made.TypeNames.Clear();
        foreach (var name in names)
        {
            made.TypeNames.Add(custom ? name : "Deserialized." + name);
        }

        for (var count = input.Count(); count > 0; count--)
        {
            // Not compared with the members that the type's extended data would give it: a copy has them as values.
            made.Properties.Add(new PSNoteProperty(input.Text(), this.Value(input, null)), preValidated: true);
        }

        return made;
    }

    private static object Member(PayloadReader input)
    {
        var typeName = input.Text();
        var name = input.Text();
        var unsigned = input.Boolean();
        var number = input.Int64();
        if (LanguagePrimitives.TryConvertTo(typeName, out Type type) && type is { IsEnum: true })
        {
            return unsigned ? Enum.ToObject(type, unchecked((ulong)number)) : Enum.ToObject(type, number);
        }

        return name;
    }

    private static object Typed(string type, string text)
    {
        var invariant = CultureInfo.InvariantCulture;
        switch (type)
        {
            case "DateTime":
                return XmlConvert.ToDateTime(text, XmlDateTimeSerializationMode.RoundtripKind);
            case "DateTimeOffset":
                return DateTimeOffset.Parse(text, invariant, DateTimeStyles.RoundtripKind);
            case "TimeSpan":
                return TimeSpan.Parse(text, invariant);
            case "Decimal":
                return decimal.Parse(text, invariant);
            case "BigInteger":
                return BigInteger.Parse(text, invariant);
            case "Guid":
                return Guid.Parse(text);
            case "Char":
                return text[0];
            case "Version":
                return Version.Parse(text);
            case "Uri":
                return new Uri(text, UriKind.RelativeOrAbsolute);
            case "Xml":
                // No resolver: a document must not make the session fetch anything.
                var document = new XmlDocument { XmlResolver = null, PreserveWhitespace = true };
                document.LoadXml(text);
                return document;
            case "SemanticVersion":
                return LanguagePrimitives.TryConvertTo("System.Management.Automation.SemanticVersion", out Type semantic)
                    && LanguagePrimitives.TryConvertTo(text, semantic, out var version) ? version : text;
            default:
                // Code stays text: a value never becomes a script block.
                return text;
        }
    }
}
