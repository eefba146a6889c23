using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using Runbook.FarEnd.Host;
using Runbook.FarEnd.Runspaces;
using Runbook.FarEnd.Values;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Calls;

/// <summary>
/// What a call writes, in the order in which it writes it: every stream's handler encodes the record at once, on the pipeline's own thread, so that it is
/// sent as it was when it was written, and waits there when the runner does not keep up.
/// </summary>
internal sealed class CallOutput : IHostOutput, IPipelineOutput
{
    private readonly Session session;
    private readonly CallRequest request;
    private readonly Action<Exception> broken;
    private readonly Outbox outbox;
    private readonly Queue<SentObject> sent = new();
    private readonly SessionHost host;
    private readonly FormattedText formatted;
    private readonly Transcript transcript;
    private readonly EventHandler<DataAddedEventArgs> taken;
    private PayloadWriter? scratch;
    private ValueWriter? values;

    internal CallOutput(Session session, SessionHost host, int id, CallRequest request, Action<Exception> broken)
    {
        this.host = host;
        this.formatted = new FormattedText(host.Width, this.Line);
        this.transcript = new Transcript(host);
        this.session = session;
        this.request = request;
        this.broken = broken;
        this.taken = this.Taken;
        this.outbox = session.NewOutbox(id);
    }

    /// <summary>The pipeline has come to its end, not been left before.</summary>
    internal bool ReachedEnd { get; private set; }

    /// <summary>Something is left to say when the pipeline has ended: see <see cref="SendRest"/>.</summary>
    internal bool HasRest => this.sent.Count > 0 || this.formatted.IsOpen;

    internal void Acknowledge(int bytes) => this.outbox.Acknowledge(bytes);

    internal void Release() => this.outbox.Release();

    internal void Flush() => this.outbox.Flush();

    /// <summary>Takes what the shell's streams get, but for its output: see <see cref="Receive"/>.</summary>
    internal void Attach(PowerShell shell, Func<ErrorFields, ErrorFields> explain)
    {
        this.Take(shell.Streams.Error, item => this.Error((ErrorRecord)item, explain));
        this.Take(shell.Streams.Warning, item => this.Text(RecordKind.Warning, ((WarningRecord)item).Message));
        this.Take(shell.Streams.Verbose, item => this.Text(RecordKind.Verbose, ((VerboseRecord)item).Message));
        this.Take(shell.Streams.Debug, item => this.Text(RecordKind.Debug, ((DebugRecord)item).Message));
        this.Take(shell.Streams.Progress, item => this.Progress((ProgressRecord)item));
        this.Take(shell.Streams.Information, item => this.Information((InformationRecord)item));
    }

    /// <summary>Says something of the session's own.</summary>
    internal void Warn(string text) => this.Text(RecordKind.Warning, text);

    public void Begin() => this.transcript.Heed();

    public void Receive(PSObject? item)
    {
        try
        {
            this.Output(item);
        }
        catch (Exception error) when (error is not PipelineStoppedException)
        {
            this.broken(error);
        }

        this.outbox.WaitForRoom();
    }

    public void End() => this.ReachedEnd = true;

    public void HostText(string text, bool line)
    {
        this.Record(RecordKind.Host, record =>
        {
            record.Text(text);
            record.Boolean(line);
        });
        this.outbox.WaitForRoom();
    }

    /// <summary>Sends the end of a formatted text that was not finished, and each object that has changed since it was sent. To be called in the runspace.</summary>
    internal void SendRest()
    {
        this.Formatted(this.formatted.Finish);
        while (this.sent.Count > 0)
        {
            var last = this.sent.Dequeue();
            var now = this.Encode(last.Item);
            if (last.IsStill(now))
            {
                continue;
            }

            this.Record(RecordKind.Changed, record =>
            {
                record.Int32(last.Number);
                record.Bytes(now.Buffer, now.Length);
            });
            this.outbox.WaitForRoom();
        }
    }

    internal PayloadWriter Encode(object value)
    {
        var output = new PayloadWriter();
        this.NewWriter().Write(output, value);
        return output;
    }

    private void Take<T>(PSDataCollection<T> stream, Action<object> take)
    {
        stream.DataAdding += this.Taking(take);
        stream.DataAdded += this.taken;
    }

    private EventHandler<DataAddingEventArgs> Taking(Action<object> take) => (_, added) =>
    {
        try
        {
            take(added.ItemAdded);
        }
        catch (Exception error) when (error is not PipelineStoppedException)
        {
            this.broken(error);
        }
    };

    /// <summary>The same for all streams: what one of them has got is taken, and it has to be empty.</summary>
    private void Taken(object stream, DataAddedEventArgs added)
    {
        ((IList)stream).Clear();
        this.outbox.WaitForRoom();
    }

    private void Output(PSObject? item)
    {
        var value = ValueWriter.BaseOf(item);
        if (FormattedText.IsRecord(value))
        {
            this.Formatted(() => this.formatted.Add(item!));
            return;
        }

        if (this.formatted.IsOpen)
        {
            this.Formatted(this.formatted.Finish);
        }

        if (value is string text)
        {
            this.Line(text);
            return;
        }

        if (value is not null && this.transcript.IsOn)
        {
            this.Formatted(() => this.transcript.Object(item!));
        }

        this.Record(RecordKind.Output, record =>
        {
            if (value is not null && Scalars.TryWrite(record, value))
            {
                return;
            }

            var number = 0;
            if (this.request.KeepsOutput && item is not null)
            {
                number = this.session.Live.Add(item);
                record.Kind(ValueKind.Live);
                record.Int32(number);
            }

            var begin = record.Length;
            var writer = this.values ?? this.NewWriter();
            // A script property may write, too.
            this.values = null;
            writer.Write(record, item);
            this.values = writer;
            if (number > 0)
            {
                this.Remember(new SentObject(number, item!, record, begin));
            }
        });
    }

    private void Line(string text)
    {
        this.outbox.AddText(RecordKind.Output, text);
        if (this.transcript.IsOn)
        {
            this.transcript.Text(text);
        }
    }

    /// <summary>What cannot be formatted is an error of the task, as it is at a prompt.</summary>
    private void Formatted(Action format)
    {
        try
        {
            format();
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            this.Record(RecordKind.Error, ErrorFields.Of(error.ErrorRecord, terminating: false).Write);
        }
    }

    private void Remember(SentObject item)
    {
        this.sent.Enqueue(item);
        if (this.sent.Count > LiveObjects.Most)
        {
            this.sent.Dequeue();
        }
    }

    private void Error(ErrorRecord record, Func<ErrorFields, ErrorFields> explain)
    {
        // A native program's stderr is no error: its exit code says whether it failed.
        if (record.FullyQualifiedErrorId?.StartsWith("NativeCommandError", StringComparison.Ordinal) == true)
        {
            this.Text(RecordKind.NativeError, record + "\n");
            return;
        }

        this.Record(RecordKind.Error, explain(ErrorFields.Of(record, terminating: false)).Write);
    }

    private void Progress(ProgressRecord progress) => this.Record(RecordKind.Progress, record =>
    {
        record.Text(progress.Activity);
        record.Text(progress.StatusDescription);
        record.Int32(progress.PercentComplete);
        record.Int32(progress.SecondsRemaining);
        record.Int32(progress.ActivityId);
        record.Boolean(progress.RecordType == ProgressRecordType.Completed);
    });

    private void Information(InformationRecord information)
    {
        // Write-Host: it has come through the host, with its line ends.
        if (information.Tags.Contains("PSHOST"))
        {
            return;
        }

        this.Record(RecordKind.Information, record =>
        {
            record.Text(information.MessageData?.ToString() ?? string.Empty);
            record.Int32(information.Tags.Count);
            foreach (var tag in information.Tags)
            {
                record.Text(tag);
            }
        });
    }

    private void Text(char kind, string text) => this.outbox.AddText(kind, text ?? string.Empty);

    /// <summary>Encodes a record by itself first: what fails half-way must leave nothing behind, and what it calls may write, too.</summary>
    private void Record(char kind, Action<PayloadWriter> encode)
    {
        var record = System.Threading.Interlocked.Exchange(ref this.scratch, null) ?? new PayloadWriter();
        record.Clear();
        record.Kind(kind);
        encode(record);
        this.outbox.Add(record);
        this.scratch = record;
    }

    private ValueWriter NewWriter() => new(this.request.CustomDepth, this.request.LiveDepth, this.host.Width);
}
