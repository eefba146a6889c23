using System;
using System.Management.Automation;

namespace Runbook.FarEnd.Values;

/// <summary>
/// The lines that PowerShell shows of objects: of the formatting records that Format-Table and its like return, which are no data, and of objects
/// themselves. By Out-String, record by record, so that a long table appears while it grows. To be used on the runspace's thread.
/// </summary>
internal sealed class FormattedText : IDisposable
{
    private const string Records = "Microsoft.PowerShell.Commands.Internal.Format";

    private readonly int width;
    private readonly Action<string> take;
    private SteppablePipeline? pipeline;
    private bool begun;
    private int blank;

    /// <param name="width">Columns of a line.</param>
    /// <param name="take">Takes each line, without the empty ones before the first and after the last of a sequence.</param>
    internal FormattedText(int width, Action<string> take)
    {
        this.width = width;
        this.take = take;
    }

    /// <summary>A sequence has begun and has not been finished.</summary>
    internal bool IsOpen => this.pipeline is not null;

    /// <summary>Whether a value is a record of formatting.</summary>
    internal static bool IsRecord(object? value) => value is not (null or PSCustomObject) && value.GetType().Namespace == Records;

    /// <summary>Takes the next record or object. Errors: a <see cref="RuntimeException"/> where the records make no sense.</summary>
    internal void Add(object item)
    {
        try
        {
            if (this.pipeline is null)
            {
                // A steppable pipeline takes no arguments; the one thing that changes is a number of ours.
                this.pipeline = ScriptBlock.Create(FormattableString.Invariant($@"Microsoft.PowerShell.Utility\Out-String -Stream -Width {this.width}"))
                    .GetSteppablePipeline(CommandOrigin.Internal);
                this.pipeline.Begin(expectInput: true);
            }

            this.Lines(this.pipeline.Process(item));
        }
        catch (RuntimeException)
        {
            this.Dispose();
            throw;
        }

        if (ValueWriter.BaseOf(item)?.GetType().FullName == Records + ".FormatEndData")
        {
            this.Finish();
        }
    }

    /// <summary>Ends the sequence: what comes next begins another one.</summary>
    internal void Finish()
    {
        if (this.pipeline is null)
        {
            return;
        }

        try
        {
            this.Lines(this.pipeline.End());
        }
        finally
        {
            this.Dispose();
        }
    }

    /// <summary>Drops what has not been shown yet.</summary>
    public void Dispose()
    {
        this.pipeline?.Dispose();
        this.pipeline = null;
        this.begun = false;
        this.blank = 0;
    }

    private void Lines(Array lines)
    {
        foreach (var item in lines)
        {
            // Windows PowerShell pads its lines.
            var line = item?.ToString()?.TrimEnd() ?? string.Empty;
            if (line.Length == 0)
            {
                this.blank++;
                continue;
            }

            for (; this.begun && this.blank > 0; this.blank--)
            {
                this.take(string.Empty);
            }

            this.blank = 0;
            this.begun = true;
            this.take(line);
        }
    }
}
