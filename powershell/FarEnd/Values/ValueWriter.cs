using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Management.Automation;
using System.Security;
using System.Xml;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Values;

/// <summary>
/// Writes objects as data: scalars whole, collections and dictionaries with what is in them, other objects as their properties, down to a depth.
/// What is cut off there, and an object inside of itself, is marked. A member that cannot be read is left out, as PowerShell's serializer does.
/// Script properties run here: it has to be called on the thread of the runspace, while that runs.
/// </summary>
internal sealed class ValueWriter
{
    private readonly int customDepth;
    private readonly int liveDepth;
    private readonly int width;
    private readonly List<object> path = new();
    private readonly OwnProperties own = new();
    private readonly Dictionary<string, TypeRules> rules = new();

    /// <param name="customDepth">Levels of objects that a script has made: custom objects, and what is in hashtables.</param>
    /// <param name="liveDepth">Levels of other objects of .NET, which can be as deep as the machine.</param>
    /// <param name="width">Columns of what is text only when it is formatted.</param>
    internal ValueWriter(int customDepth, int liveDepth, int width = Host.SessionRawUserInterface.DefaultWidth)
    {
        this.width = width;
        this.customDepth = customDepth;
        this.liveDepth = liveDepth;
    }

    internal void Write(PayloadWriter output, object? value)
    {
        this.path.Clear();
        var actual = BaseOf(value);
        this.Write(output, value, actual is IDictionary or PSCustomObject ? this.customDepth : this.liveDepth);
    }

    internal static object? BaseOf(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private void Write(PayloadWriter output, object? value, int depth)
    {
        var actual = BaseOf(value);
        if (actual is null || ReferenceEquals(actual, System.Management.Automation.Internal.AutomationNull.Value))
        {
            output.Kind(ValueKind.Null);
            return;
        }

        var begin = output.Length;
        var nesting = this.path.Count;
        try
        {
            this.WriteActual(output, value!, actual, depth);
        }
        catch (Exception error) when (error is not (PipelineStoppedException or OutOfMemoryException or InvalidDataException))
        {
            // The object itself has failed, in its enumerator say: what can be said of it is its type.
            this.path.RemoveRange(nesting, this.path.Count - nesting);
            output.Truncate(begin);
            WriteHead(output, TypeNamesOf(value!, actual), text: null, cut: true);
            output.Int32(0);
        }
    }

    private void WriteActual(PayloadWriter output, object value, object actual, int depth)
    {
        if (Scalars.TryWrite(output, actual))
        {
            return;
        }

        switch (actual)
        {
            case XmlDocument document:
                Scalars.Typed(output, "Xml", document.OuterXml);
                return;
            case SecureString:
                WriteHead(output, new[] { "System.Security.SecureString" }, "********", cut: false);
                output.Int32(0);
                return;
        }

        // A custom object's base is one and the same for all of them.
        var identity = actual is PSCustomObject ? value : actual;
        foreach (var outer in this.path)
        {
            if (ReferenceEquals(outer, identity))
            {
                WriteCut(output, value, actual);
                return;
            }
        }

        this.path.Add(identity);
        if (StreamRecords.Of(actual) is { } bag)
        {
            this.WriteBag(output, bag);
            this.path.RemoveAt(this.path.Count - 1);
            return;
        }

        this.WriteContent(output, value, actual, depth);
        this.path.RemoveAt(this.path.Count - 1);
    }

    private void WriteContent(PayloadWriter output, object value, object actual, int depth)
    {
        if (actual is IDictionary dictionary)
        {
            this.WriteDictionary(output, dictionary, depth);
            return;
        }

        var items = actual is PSCustomObject ? null : LanguagePrimitives.GetEnumerable(actual);
        if (items is not null)
        {
            this.WriteList(output, items, depth);
            return;
        }

        var inner = actual is PSCustomObject ? depth : Math.Min(depth, this.liveDepth);
        if (inner <= 0)
        {
            WriteCut(output, value, actual);
            return;
        }

        this.WriteObject(output, PSObject.AsPSObject(value), actual, inner);
    }

    private void WriteBag(PayloadWriter output, Bag bag)
    {
        WriteHead(output, bag.TypeNames, bag.Text, cut: false);
        output.Int32(bag.Properties.Count);
        foreach (var property in bag.Properties)
        {
            output.Text(property.Key);
            if (property.Value is Bag inner)
            {
                this.WriteBag(output, inner);
                continue;
            }

            // What a script has made is data; of anything else the text says enough.
            var isData = BaseOf(property.Value) is IDictionary or PSCustomObject or Array;
            this.Write(output, property.Value, isData ? this.customDepth - 1 : 0);
        }
    }

    private void WriteDictionary(PayloadWriter output, IDictionary dictionary, int depth)
    {
        output.Kind(dictionary is IOrderedDictionary ? ValueKind.Ordered : ValueKind.Hashtable);
        var count = output.Length;
        output.Int32(0);
        var written = 0;
        foreach (DictionaryEntry entry in dictionary)
        {
            this.Write(output, entry.Key, depth);
            this.Write(output, entry.Value, depth);
            written++;
        }

        output.PutInt32At(count, written);
    }

    private void WriteList(PayloadWriter output, IEnumerable items, int depth)
    {
        output.Kind(ValueKind.List);
        var count = output.Length;
        output.Int32(0);
        var written = 0;
        FormattedText? formatted = null;
        foreach (var item in items)
        {
            if (FormattedText.IsRecord(BaseOf(item)))
            {
                formatted ??= new FormattedText(this.width, line =>
                {
                    output.Kind(ValueKind.String);
                    output.Text(line);
                    written++;
                });
                formatted.Add(item);
                continue;
            }

            formatted?.Finish();
            this.Write(output, item, depth);
            written++;
        }

        formatted?.Finish();

        output.PutInt32At(count, written);
    }

    private void WriteObject(PayloadWriter output, PSObject value, object actual, int depth)
    {
        var rule = this.RulesFor(value, actual);
        if (rule.AsString)
        {
            output.Kind(ValueKind.String);
            output.Text(TextOf(value, actual) ?? string.Empty);
            return;
        }

        var typeNames = TypeNames.Of(value);
        WriteHead(output, typeNames, TextOf(value, actual), cut: false);
        var count = output.Length;
        output.Int32(0);
        var written = 0;
        foreach (var member in actual is PSCustomObject ? this.own.Of(value, typeNames) : value.Properties)
        {
            if (member is not PSPropertyInfo property || member.Name == "pstypenames" || (rule.Only is not null && !rule.Only.Contains(property.Name)))
            {
                continue;
            }

            if (!TryRead(property, out var content))
            {
                continue;
            }

            output.Text(property.Name);
            this.Write(output, content, depth - 1);
            written++;
        }

        output.PutInt32At(count, written);
    }

    private static bool TryRead(PSPropertyInfo property, out object? content)
    {
        content = null;
        try
        {
            if (!property.IsGettable)
            {
                return false;
            }

            content = property.Value;
            return true;
        }
        catch (Exception error) when (error is not (PipelineStoppedException or OutOfMemoryException))
        {
            return false;
        }
    }

    private static void WriteCut(PayloadWriter output, object value, object actual)
    {
        var shown = PSObject.AsPSObject(value);
        WriteHead(output, shown.TypeNames, TextOf(shown, actual), cut: true);
        output.Int32(0);
    }

    private static void WriteHead(PayloadWriter output, ICollection<string> typeNames, string? text, bool cut) =>
        WriteHead(output, string.Join("\n", typeNames), text, cut);

    private static void WriteHead(PayloadWriter output, string typeNames, string? text, bool cut)
    {
        output.Kind(ValueKind.Object);
        output.Text(typeNames);
        output.Text(text);
        output.Boolean(cut);
    }

    /// <summary>What ToString gives; null for a custom object, whose text says no more than its properties.</summary>
    private static string? TextOf(PSObject value, object actual)
    {
        if (actual is PSCustomObject)
        {
            return null;
        }

        try
        {
            return value.ToString();
        }
        catch (Exception error) when (error is not (PipelineStoppedException or OutOfMemoryException))
        {
            return null;
        }
    }

    private static ICollection<string> TypeNamesOf(object value, object actual)
    {
        try
        {
            return PSObject.AsPSObject(value).TypeNames;
        }
        catch (Exception error) when (error is not (PipelineStoppedException or OutOfMemoryException))
        {
            return new[] { actual.GetType().FullName ?? string.Empty };
        }
    }

    private TypeRules RulesFor(PSObject value, object actual)
    {
        if (actual is PSCustomObject)
        {
            return TypeRules.None;
        }

        var type = actual.GetType().FullName ?? string.Empty;
        if (!this.rules.TryGetValue(type, out var found))
        {
            this.rules[type] = found = TypeRules.Of(value);
        }

        return found;
    }
}
