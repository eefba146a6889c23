using System;
using System.Management.Automation;
using System.Management.Automation.Language;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Calls;

/// <summary>An error as the texts that the runner shows of it. src/session/error-record-data.ts reads them in this order.</summary>
internal sealed class ErrorFields
{
    private ErrorDepth depth = new();

    internal ErrorFields(string message, string id, ErrorCategory category, string? target = null)
    {
        this.Message = message;
        this.Id = id;
        this.Category = category.ToString();
        this.Exception = typeof(RuntimeException).FullName!;
        this.Target = target;
        this.Terminating = true;
    }

    internal string Message { get; set; }

    internal string Id { get; private set; }

    internal string Category { get; private set; }

    internal string Exception { get; private set; }

    internal string? Target { get; private set; }

    internal string Position { get; private set; } = string.Empty;

    internal string Stack { get; private set; } = string.Empty;

    internal bool Terminating { get; private set; }

    /// <summary>Where in a script that is no file.</summary>
    private ScriptPosition? Place { get; set; }

    /// <summary>The line of the script; 0 where that is not known.</summary>
    internal int Line { get; private set; }

    internal static ErrorFields Of(ErrorRecord record, bool terminating)
    {
        var exception = record.Exception;
        return new ErrorFields(MessageOf(record, exception), record.FullyQualifiedErrorId ?? string.Empty, ErrorCategory.NotSpecified)
        {
            Category = Guarded(() => record.CategoryInfo.Category.ToString()),
            Exception = exception?.GetType().FullName ?? string.Empty,
            Target = record.TargetObject is null ? null : TargetText(record.TargetObject),
            Position = Guarded(() => record.InvocationInfo?.PositionMessage),
            Stack = Guarded(() => record.ScriptStackTrace),
            Terminating = terminating,
            Line = record.InvocationInfo?.ScriptLineNumber ?? 0,
            Place = ScriptPosition.Of(record.InvocationInfo),
            depth = DepthOf(record),
        };
    }

    /// <summary>What ended a pipeline.</summary>
    /// <param name="reason">The pipeline's reason.</param>
    /// <param name="script">The text of the script that ran, to say where it does not parse.</param>
    /// <param name="path">The file that the script is from.</param>
    internal static ErrorFields Of(Exception reason, string? script, string? path = null)
    {
        var record = (reason as IContainsErrorRecord)?.ErrorRecord;
        if (record is null)
        {
            return new ErrorFields(reason.Message, reason.GetType().Name, ErrorCategory.NotSpecified) { Exception = reason.GetType().FullName! };
        }

        var fields = Of(record, terminating: true);
        if (record.Exception is ParentContainsErrorRecordException)
        {
            fields.Exception = (reason.InnerException ?? reason).GetType().FullName!;
        }

        if (reason is ParseException && fields.Position.Length == 0 && script is not null)
        {
            fields.SetParsePosition(script, path);
        }

        return fields;
    }

    internal void Write(PayloadWriter output)
    {
        output.Text(this.Message);
        output.Text(this.Id);
        output.Text(this.Category);
        output.Text(this.Exception);
        this.depth.Write(output, this.Target);
        output.Text(this.Position);
        output.Int32(this.Place?.Line ?? 0);
        output.Int32(this.Place?.Column ?? 0);
        output.Text(this.Place?.Text ?? string.Empty);
        output.Text(this.Stack);
        output.Boolean(this.Terminating);
    }

    /// <summary>
    /// The text of a web error is the body of the answer, which says nothing where a service says nothing: what has failed and the HTTP
    /// status are in its exception. An error without any text is at least named.
    /// </summary>
    private static string MessageOf(ErrorRecord record, Exception? exception)
    {
        var text = Guarded(() => ErrorDepth.Thrown(record) ?? record.ToString());
        var reason = Guarded(() => exception?.Message);
        if (string.IsNullOrWhiteSpace(text))
        {
            return string.IsNullOrWhiteSpace(reason) ? $"an error without a message ({exception?.GetType().FullName})" : reason;
        }

        var isWebError = Guarded(() => record.FullyQualifiedErrorId).StartsWith("WebCmdletWebResponseException", StringComparison.Ordinal);
        return isWebError && !string.IsNullOrWhiteSpace(reason) && text.IndexOf(reason, StringComparison.Ordinal) < 0 ? $"{reason}\n{text.Trim()}" : text;
    }

    /// <summary>Where the first mistake of a script's text is, in the form of a position message; the exception does not always say.</summary>
    private void SetParsePosition(string text, string? path)
    {
        Parser.ParseInput(text, out _, out var mistakes);
        if (mistakes.Length == 0)
        {
            return;
        }

        var place = mistakes[0].Extent;
        var line = place.StartScriptPosition.Line;
        this.Position = $"At {path ?? "line"}:{place.StartLineNumber} char:{place.StartColumnNumber}\n+ {line}";
        this.Place = path is null ? new ScriptPosition(place.StartLineNumber, place.StartColumnNumber, line) : null;
    }

    private static ErrorDepth DepthOf(ErrorRecord record)
    {
        try
        {
            return new ErrorDepth(record);
        }
        catch (Exception error) when (error is not (PipelineStoppedException or OutOfMemoryException))
        {
            return new ErrorDepth();
        }
    }

    private static string TargetText(object target)
    {
        var text = Guarded(() => LanguagePrimitives.ConvertTo<string>(target));
        return text.Length > 0 || target is string ? text : target.GetType().FullName ?? string.Empty;
    }

    /// <summary>An error record can be the author's own class, whose members throw.</summary>
    private static string Guarded(Func<string?> read)
    {
        try
        {
            return read() ?? string.Empty;
        }
        catch (Exception error) when (error is not (PipelineStoppedException or OutOfMemoryException))
        {
            return string.Empty;
        }
    }
}
