using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Runbook.FarEnd.Calls;
using Runbook.FarEnd.Rehearsal;
using Runbook.FarEnd.Remote;
using Runbook.FarEnd.Runspaces;
using Runbook.FarEnd.Scripts;
using Runbook.FarEnd.Values;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd;

/// <summary>The dispatcher: it reads what the runner sends and never waits for a task, so it answers while any number of runspaces are at work.</summary>
internal sealed class Session
{
    /// <summary>How long what runs may take to obey when the session is closed.</summary>
    private static readonly TimeSpan Obedience = TimeSpan.FromSeconds(2);

    private readonly Channel channel;
    private readonly Sender sender = new();
    private readonly Stream[] standard;
    private readonly string mark;
    private readonly Dictionary<int, TaskRunspace> runspaces = new();
    private Task<TaskRunspace>? prepared;
    private volatile bool closing;

    /// <param name="channel">To the runner.</param>
    /// <param name="mark">What marks the ends of calls on stdout and stderr.</param>
    /// <param name="facts">Of the PowerShell that this is.</param>
    internal Session(Channel channel, string mark, PowerShellFacts facts)
    {
        this.channel = channel;
        this.mark = mark;
        this.standard = new[] { Console.OpenStandardOutput(), Console.OpenStandardError() };
        this.Facts = facts;
    }

    internal PowerShellFacts Facts { get; }

    internal LiveObjects Live { get; } = new();

    /// <summary>There from when the first runspace is ready for its tasks.</summary>
    internal ProcessState Process { get; private set; } = null!;

    internal Outbox NewOutbox(int call) => new(this.channel, this.sender, call);

    /// <summary>Serves until the runner closes the session, goes away, or wants it on another host.</summary>
    /// <param name="first">The runspace that is being opened already: the runner may still be reading the runbook. Null where none is.</param>
    /// <returns>The last message; null where the runner has gone.</returns>
    internal Frame? Serve(Task<TaskRunspace>? first)
    {
        this.prepared = first;
        this.sender.Start();
        for (; ; )
        {
            var frame = this.channel.Read();
            switch (frame?.Kind)
            {
                case MessageKind.Connect:
                    return frame;
                case null or MessageKind.End:
                    this.Close();
                    return frame;
                default:
                    this.Dispatch(frame!);
                    break;
            }
        }
    }

    /// <summary>Marks on stdout and stderr where the call's output ends, and sends its result after its last record.</summary>
    internal void Finish(Call call, CallOutput output, CallResult result)
    {
        if (this.closing)
        {
            // To the runner the call was lost with its session: whoever closed it did not wait for a result.
            return;
        }

        result.Marked = this.Mark(call.Id);
        var done = Channel.NewPayload();
        result.Write(done);
        lock (this.channel.WriteGate)
        {
            output.Flush();
            this.channel.Write(MessageKind.Done, call.Id, done);
        }

        output.Release();
    }

    private void Dispatch(Frame frame)
    {
        switch (frame.Kind)
        {
            case MessageKind.Invoke:
                this.Invoke(frame);
                break;
            case MessageKind.Acknowledge:
                this.Find(frame.Id)?.Acknowledge(new PayloadReader(frame.Payload).Int32());
                break;
            case MessageKind.Stop:
                this.Find(frame.Id)?.Stop();
                break;
            case MessageKind.Ping:
                this.channel.Write(MessageKind.Pong, frame.Id);
                break;
            case MessageKind.Release:
                var numbers = new PayloadReader(frame.Payload);
                for (var count = numbers.Count(); count > 0; count--)
                {
                    this.Live.Release(numbers.Int32());
                }

                break;
            case MessageKind.Parse:
                ScriptParsing.Begin(this.channel, frame);
                break;
            case MessageKind.List:
                Task.Run(() => ProcessesRequest.List(this.channel, frame));
                break;
            case MessageKind.Kill:
                Task.Run(() => ProcessesRequest.End(frame));
                break;
            case MessageKind.Open:
                this.Open(frame);
                break;
            case MessageKind.Close:
                this.CloseRunspace(frame.Id);
                break;
            default:
                throw new InvalidDataException($"the runner sent a message of the unknown kind '{frame.Kind}'");
        }
    }

    private void Invoke(Frame frame)
    {
        var request = new CallRequest(new PayloadReader(frame.Payload));
        TaskRunspace runspace;
        lock (this.runspaces)
        {
            runspace = this.runspaces[request.Runspace];
        }

        if (runspace.Call is not null)
        {
            throw new InvalidDataException($"call {frame.Id} came while its runspace was busy");
        }

        runspace.Call = new Call(this, runspace, frame.Id, request);
        runspace.Call.Start();
    }

    private Call? Find(int id)
    {
        lock (this.runspaces)
        {
            return this.runspaces.Values.Select(runspace => runspace.Call).FirstOrDefault(call => call?.Id == id);
        }
    }

    private void Open(Frame frame)
    {
        var request = new OpenRequest(new PayloadReader(frame.Payload));
        var opening = this.prepared ?? Task.Run(TaskRunspace.OpenLocal);
        this.prepared = null;
        opening.ContinueWith(
            opened =>
            {
                var failures = new List<OpenFailure>();
                try
                {
                    var runspace = opened.GetAwaiter().GetResult();
                    lock (this.runspaces)
                    {
                        this.runspaces[frame.Id] = runspace;
                    }

                    failures.AddRange(RunspacePreparation.Prepare(runspace, request));
                    runspace.Settle();
                    lock (this.runspaces)
                    {
                        this.Process ??= new ProcessState();
                    }
                }
                catch (Exception error)
                {
                    failures.Add(new OpenFailure(string.Empty, error.Message, error.GetType().Name));
                }

                var answer = Channel.NewPayload();
                answer.Int32(failures.Count);
                foreach (var failure in failures)
                {
                    failure.Write(answer);
                }

                this.channel.Write(MessageKind.Opened, frame.Id, answer);
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    private void CloseRunspace(int id)
    {
        TaskRunspace runspace;
        lock (this.runspaces)
        {
            runspace = this.runspaces[id];
            this.runspaces.Remove(id);
        }

        Task.Run(() =>
        {
            runspace.Close();
            this.channel.Write(MessageKind.Closed, id);
        });
    }

    private bool Mark(int id)
    {
        var bytes = Encoding.ASCII.GetBytes($"\u0001{this.mark}:{id}\u0002");
        try
        {
            foreach (var stream in this.standard)
            {
                stream.Write(bytes, 0, bytes.Length);
            }

            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A task has closed it.
            return false;
        }
    }

    /// <summary>Ends what runs and closes the runspaces, each within a moment: the process ends in any case.</summary>
    private void Close()
    {
        this.closing = true;
        List<TaskRunspace> open;
        lock (this.runspaces)
        {
            open = this.runspaces.Values.ToList();
        }

        foreach (var runspace in open)
        {
            runspace.Call?.Stop();
        }

        var deadline = DateTime.UtcNow + Obedience;
        while (open.Any(runspace => runspace.Call is not null))
        {
            if (DateTime.UtcNow > deadline)
            {
                // What does not obey would hold up an orderly end as well; it may be that it waits for a program.
                TaskProcesses.EndAll();
                System.Diagnostics.Process.GetCurrentProcess().Kill();
            }

            Thread.Sleep(5);
        }

        foreach (var runspace in open)
        {
            runspace.BeginClose();
        }

        deadline = DateTime.UtcNow + Obedience;
        while (open.Any(runspace => runspace.IsClosing) && DateTime.UtcNow < deadline)
        {
            Thread.Sleep(5);
        }

        this.channel.Dispose();
    }
}
