using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Runbook.FarEnd.Values;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Calls;

/// <summary>What lies beneath an error's texts: what was thrown, where that is data, the exceptions inside of its exception, and what its author recommends.</summary>
internal sealed class ErrorDepth
{
    private const int MostCauses = 8;
    private const int TargetDepth = 3;

    private readonly PayloadWriter? target;
    private readonly List<KeyValuePair<string, string>> causes = new();
    private readonly string? recommendedAction;

    internal ErrorDepth()
    {
    }

    internal ErrorDepth(ErrorRecord record)
    {
        if (IsData(record.TargetObject))
        {
            this.target = new PayloadWriter();
            new ValueWriter(TargetDepth, 0).Write(this.target, record.TargetObject);
        }

        for (var cause = record.Exception?.InnerException; cause is not null && this.causes.Count < MostCauses; cause = cause.InnerException)
        {
            this.causes.Add(new KeyValuePair<string, string>(cause.GetType().FullName ?? string.Empty, cause.Message));
        }

        this.recommendedAction = record.ErrorDetails?.RecommendedAction is { Length: > 0 } action ? action : null;
    }

    /// <summary>The text of a hashtable that was thrown, in place of its type's name; null where something else was.</summary>
    internal static string? Thrown(ErrorRecord record) =>
        record.Exception is RuntimeException { WasThrownFromThrowStatement: true } && ValueWriter.BaseOf(record.TargetObject) is IDictionary thrown
            ? "@{" + string.Join("; ", thrown.Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={LanguagePrimitives.ConvertTo<string>(entry.Value)}")) + "}"
            : null;

    /// <summary>Where the target is no data, its text stands for it.</summary>
    internal void Write(PayloadWriter output, string? targetText)
    {
        if (this.target is not null)
        {
            output.Bytes(this.target.Buffer, this.target.Length);
        }
        else if (targetText is null)
        {
            output.Kind(ValueKind.Null);
        }
        else
        {
            output.Kind(ValueKind.String);
            output.Text(targetText);
        }

        output.Int32(this.causes.Count);
        foreach (var cause in this.causes)
        {
            output.Text(cause.Key);
            output.Text(cause.Value);
        }

        output.Text(this.recommendedAction);
    }

    private static bool IsData(object? target) => ValueWriter.BaseOf(target) is IDictionary or PSCustomObject;
}
