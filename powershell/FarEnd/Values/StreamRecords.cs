using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Values;

/// <summary>
/// What is sent of the records of PowerShell's streams, and of exceptions, where they stand among the output (<c>2&gt;&amp;1</c>, <c>catch { $_ }</c>): what a
/// runbook asks for lies deep in them, and beside it half of the machine.
/// </summary>
internal static class StreamRecords
{
    private const int MostInner = 8;

    /// <summary>Null where the value is no such record.</summary>
    internal static Bag? Of(object value) => value switch
    {
        ErrorRecord error => OfError(error),
        Exception exception => OfException(exception, MostInner, whole: true),
        InformationalRecord record => OfInformational(record),
        InformationRecord record => OfInformation(record),
        _ => null,
    };

    private static Bag OfError(ErrorRecord error)
    {
        var text = Read(error.ToString) as string;
        var bag = NewBag(error, string.IsNullOrEmpty(text) ? error.Exception?.Message : text);
        bag.Add("Exception", error.Exception is null ? null : OfException(error.Exception, MostInner, whole: false));
        bag.Add("TargetObject", Read(() => error.TargetObject));
        bag.Add("CategoryInfo", Read(() => OfCategory(error.CategoryInfo)));
        bag.Add("FullyQualifiedErrorId", Read(() => error.FullyQualifiedErrorId));
        bag.Add("ErrorDetails", Read(() => error.ErrorDetails is { } details ? OfDetails(details) : null));
        bag.Add("InvocationInfo", Read(() => OfInvocation(error.InvocationInfo)));
        bag.Add("ScriptStackTrace", Read(() => error.ScriptStackTrace));
        return bag;
    }

    private static Bag OfException(Exception exception, int inner, bool whole)
    {
        var bag = NewBag(exception, Read(() => exception.Message) as string);
        bag.Add("Message", bag.Text);
        var probe = new PayloadWriter();
        foreach (var property in PSObject.AsPSObject(exception).Properties)
        {
            if (property.Name is "Message" or "Type" or "InnerException" || (property.Name is "StackTrace" && !whole))
            {
                continue;
            }

            // What is more than a value belongs to .NET: reflection, dictionaries, the whole machine.
            var value = Read(() => property.Value);
            if (value is null || Scalars.TryWrite(probe, ValueWriter.BaseOf(value)!))
            {
                bag.Add(property.Name, value);
            }
        }

        bag.Add("Type", exception.GetType().FullName);
        bag.Add("InnerException", exception.InnerException is { } cause && inner > 0 ? OfException(cause, inner - 1, whole: false) : null);
        return bag;
    }

    private static Bag OfCategory(ErrorCategoryInfo category)
    {
        var bag = NewBag(category, category.ToString());
        bag.Add("Category", category.Category);
        bag.Add("Activity", category.Activity);
        bag.Add("Reason", category.Reason);
        bag.Add("TargetName", category.TargetName);
        bag.Add("TargetType", category.TargetType);
        return bag;
    }

    private static Bag OfDetails(ErrorDetails details)
    {
        var bag = NewBag(details, details.Message);
        bag.Add("Message", details.Message);
        bag.Add("RecommendedAction", details.RecommendedAction);
        return bag;
    }

    private static Bag? OfInvocation(InvocationInfo? invocation)
    {
        if (invocation is null)
        {
            return null;
        }

        var bag = NewBag(invocation, invocation.PositionMessage);
        bag.Add("MyCommand", invocation.MyCommand?.Name);
        bag.Add("InvocationName", invocation.InvocationName);
        bag.Add("ScriptName", invocation.ScriptName);
        bag.Add("ScriptLineNumber", invocation.ScriptLineNumber);
        bag.Add("OffsetInLine", invocation.OffsetInLine);
        bag.Add("Line", invocation.Line);
        bag.Add("PositionMessage", invocation.PositionMessage);
        return bag;
    }

    private static Bag OfInformational(InformationalRecord record)
    {
        var bag = NewBag(record, record.Message);
        bag.Add("Message", record.Message);
        if (record is WarningRecord warning)
        {
            bag.Add("FullyQualifiedWarningId", Read(() => warning.FullyQualifiedWarningId));
        }

        bag.Add("InvocationInfo", Read(() => OfInvocation(record.InvocationInfo)));
        return bag;
    }

    private static Bag OfInformation(InformationRecord record)
    {
        var bag = NewBag(record, Read(record.ToString) as string);
        bag.Add("MessageData", record.MessageData is HostInformationMessage host ? OfHost(host) : record.MessageData);
        bag.Add("Tags", record.Tags.ToArray());
        bag.Add("Source", record.Source);
        bag.Add("TimeGenerated", record.TimeGenerated);
        bag.Add("User", Read(() => record.User));
        bag.Add("Computer", Read(() => record.Computer));
        bag.Add("ProcessId", record.ProcessId);
        return bag;
    }

    private static Bag OfHost(HostInformationMessage message)
    {
        var bag = NewBag(message, message.Message);
        bag.Add("Message", message.Message);
        bag.Add("NoNewLine", message.NoNewLine);
        return bag;
    }

    private static Bag NewBag(object of, string? text)
    {
        ICollection<string> names = PSObject.AsPSObject(of).TypeNames;
        return new Bag(names, text ?? string.Empty);
    }

    /// <summary>A record can be the author's own class, whose members throw.</summary>
    private static object? Read(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is not (PipelineStoppedException or OutOfMemoryException))
        {
            return null;
        }
    }
}
