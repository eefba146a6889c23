using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Reflection;
using Runbook.FarEnd.Values;

namespace Runbook.FarEnd.Host;

/// <summary>
/// Start-Transcript's file gets what goes through the host. A task's output does not: it goes to the runner as data. This puts its text into the file, by
/// what PowerShell itself does that with, which is no part of its interface: where that is missing, the file has the rest. For the runspace's thread.
/// </summary>
internal sealed class Transcript
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    private static readonly PropertyInfo? Data = typeof(PSHostUserInterface).GetProperty("TranscriptionData", Hidden);
    private static readonly PropertyInfo? IsOnAtAll = typeof(PSHostUserInterface).GetProperty("IsTranscribing", Hidden);
    private static readonly MethodInfo? Transcribe = typeof(PSHostUserInterface).GetMethod("TranscribeResult", Hidden, null, new[] { typeof(string) }, null);

    private readonly SessionHost host;
    private object? data;
    private PropertyInfo? ignored;
    private ICollection? files;
    private bool hasSystemFile;
    private string[] head = Array.Empty<string>();

    internal Transcript(SessionHost host) => this.host = host;

    /// <summary>Asked for every object, so it has to cost nothing.</summary>
    internal bool IsOn
    {
        get
        {
            this.files ??= this.Find();
            return this.hasSystemFile || this.files.Count > 0;
        }
    }

    internal void Text(string text)
    {
        this.Heed();
        Transcribe?.Invoke(this.host.UI, new object[] { text });
    }

    /// <summary>PowerShell leaves out what its own helpers show, and takes for one of them whatever is called as an object, as commands are here.</summary>
    internal void Heed()
    {
        if (this.IsOn)
        {
            this.ignored?.SetValue(this.data, null);
        }
    }

    /// <summary>An object as PowerShell shows it; the head of a table only where it is not that of the object before.</summary>
    internal void Object(object item)
    {
        var lines = new List<string>();
        using (var text = new FormattedText(this.host.Width, lines.Add))
        {
            text.Add(item);
            text.Finish();
        }

        var rule = lines.FindIndex(line => line.StartsWith("-", StringComparison.Ordinal) && line.All(character => character is '-' or ' '));
        var now = lines.Take(rule + 1).ToArray();
        var same = now.Length > 0 && now.SequenceEqual(this.head);
        this.head = now;
        this.Text(string.Join(Environment.NewLine, same ? lines.Skip(now.Length) : lines));
    }

    private ICollection Find()
    {
        try
        {
            this.data = Transcribe is null ? null : Data?.GetValue(this.host.UI);
            this.ignored = this.data?.GetType().GetProperty("CommandBeingIgnored", Hidden);
            var found = this.data?.GetType().GetProperty("Transcripts", Hidden)?.GetValue(this.data) as ICollection;
            // One that a policy of the machine asks for is there from the start.
            this.hasSystemFile = found is { Count: 0 } && IsOnAtAll?.GetValue(this.host.UI) is true;
            return found ?? Array.Empty<object>();
        }
        catch (TargetInvocationException)
        {
            return Array.Empty<object>();
        }
    }
}
