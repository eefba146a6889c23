using System;
using System.Management.Automation;

namespace Runbook.Engine.Host;

/// <summary>One line of progress at the bottom of a terminal; nothing at all where the output is not one.</summary>
internal sealed class ProgressLine
{
    private int _shown;

    public void Show(ProgressRecord record)
    {
        if (Console.IsOutputRedirected)
        {
            return;
        }

        Clear();
        if (record.RecordType == ProgressRecordType.Completed)
        {
            return;
        }

        var percent = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : "";
        var text = $"{record.Activity}: {record.StatusDescription}{percent}";
        var width = Math.Max(20, Console.WindowWidth - 1);
        text = text.Length > width ? text[..width] : text;
        Console.Out.Write(text);
        _shown = text.Length;
    }

    /// <summary>Takes the line away before anything else is written.</summary>
    public void Clear()
    {
        if (_shown > 0)
        {
            Console.Out.Write("\r" + new string(' ', _shown) + "\r");
            _shown = 0;
        }
    }
}
