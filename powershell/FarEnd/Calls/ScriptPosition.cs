using System.Management.Automation;

namespace Runbook.FarEnd.Calls;

/// <summary>A place in a script that is no file: what PowerShell says of it counts the script's own lines.</summary>
internal sealed class ScriptPosition
{
    internal ScriptPosition(int line, int column, string text)
    {
        this.Line = line;
        this.Column = column;
        this.Text = text.TrimEnd('\r', '\n');
    }

    internal int Line { get; }

    internal int Column { get; }

    /// <summary>The whole line.</summary>
    internal string Text { get; }

    internal static ScriptPosition? Of(InvocationInfo? invocation) =>
        invocation is { ScriptLineNumber: > 0, OffsetInLine: > 0, Line: { } text } && string.IsNullOrEmpty(invocation.ScriptName)
            ? new ScriptPosition(invocation.ScriptLineNumber, invocation.OffsetInLine, text)
            : null;
}
