using System.Numerics;
using Newtonsoft.Json;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads a JSON text as ConvertFrom-Json does: objects with properties, or ordered hashtables.</summary>
internal sealed class JsonValueReader(bool asHashtable, int maxDepth, JsonDateKind dateKind)
{
    public object? Read(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        using var reader = new JsonTextReader(new StringReader(text))
        {
            DateParseHandling = dateKind switch
            {
                JsonDateKind.String => DateParseHandling.None,
                JsonDateKind.Offset => DateParseHandling.DateTimeOffset,
                _ => DateParseHandling.DateTime,
            },
            DateTimeZoneHandling = dateKind switch
            {
                JsonDateKind.Local => DateTimeZoneHandling.Local,
                JsonDateKind.Utc => DateTimeZoneHandling.Utc,
                _ => DateTimeZoneHandling.RoundtripKind,
            },
            MaxDepth = maxDepth,
        };
        Advance(reader);
        var value = ReadValue(reader);
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
            {
                throw new JsonReaderException(
                    $"Additional text encountered after finished reading JSON content: {reader.Value}. Path '{reader.Path}', line {reader.LineNumber}, position {reader.LinePosition}.");
            }
        }

        return value;
    }

    private object? ReadValue(JsonTextReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonToken.StartObject:
                return asHashtable ? ReadHashtable(reader) : ReadObject(reader);
            case JsonToken.StartArray:
                var items = new List<object?>();
                for (Advance(reader); reader.TokenType != JsonToken.EndArray; Advance(reader))
                {
                    items.Add(ReadValue(reader));
                }

                return items.ToArray();
            case JsonToken.Null or JsonToken.Undefined:
                return null;
            case JsonToken.Integer:
                return reader.Value is BigInteger big && big >= long.MinValue && big <= long.MaxValue ? (long)big : reader.Value;
            case JsonToken.Date or JsonToken.String or JsonToken.Float or JsonToken.Boolean:
                return reader.Value;
            default:
                throw new JsonReaderException($"Unexpected {reader.TokenType}. Path '{reader.Path}', line {reader.LineNumber}, position {reader.LinePosition}.");
        }
    }

    private object ReadHashtable(JsonTextReader reader)
    {
        var result = (IDictionary)Internals.New("System.Management.Automation.OrderedHashtable");
        foreach (var name in Names(reader))
        {
            result[name] = ReadValue(reader);
        }

        return result;
    }

    private PSObject ReadObject(JsonTextReader reader)
    {
        var result = new PSObject();
        foreach (var name in Names(reader))
        {
            if (name.Length == 0)
            {
                throw new JsonKeyException(
                    "The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable switch.",
                    "EmptyKeyInJsonString");
            }

            var value = ReadValue(reader);
            if (result.Properties[name] is not { } existing)
            {
                result.Properties.Add(new PSNoteProperty(name, value));
            }
            else if (existing.Name == name)
            {
                existing.Value = value;
            }
            else
            {
                throw new JsonKeyException(
                    "Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable switch instead. "
                        + $"The key that was attempted to be added to the existing key '{existing.Name}' was '{name}'.",
                    "KeysWithDifferentCasingInJsonString");
            }
        }

        return result;
    }

    private static IEnumerable<string> Names(JsonTextReader reader)
    {
        for (Advance(reader); reader.TokenType != JsonToken.EndObject; Advance(reader))
        {
            var name = (string)reader.Value!;
            Advance(reader);
            yield return name;
        }
    }

    private static void Advance(JsonTextReader reader)
    {
        do
        {
            if (!reader.Read())
            {
                throw new JsonReaderException($"Unexpected end of the text. Path '{reader.Path}', line {reader.LineNumber}, position {reader.LinePosition}.");
            }
        }
        while (reader.TokenType == JsonToken.Comment);
    }
}
