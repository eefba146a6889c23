using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;

namespace Runbook.Engine.Host;

/// <summary>Runs commands with their output, and errors, shown by Out-Default.</summary>
internal sealed class PipelineRunner(Runspace runspace, EngineHost host)
{
    private Pipeline? _running;
    private bool _stopping;

    /// <summary>Runs a command line. False where an exception ended it; it has been reported then.</summary>
    public bool Run(string text, bool readInput = false) => Succeeded(TryRun(text, readInput));

    /// <summary>Runs a script file or a cmdlet; otherwise the same.</summary>
    public bool Run(Command command, bool readInput = false)
    {
        using var pipeline = runspace.CreatePipeline();
        pipeline.Commands.Add(command);
        return Succeeded(TryRun(pipeline, readInput));
    }

    /// <summary>The exception that ended the command line, which nobody has seen yet.</summary>
    public RuntimeException? TryRun(string text, bool readInput = false)
    {
        // Only a pipeline of the history leaves its success in $?.
        using var pipeline = runspace.CreatePipeline(text, addToHistory: true);
        return TryRun(pipeline, readInput);
    }

    /// <summary>Begins to stop what runs. False where nothing runs or it was asked to stop already.</summary>
    public bool Stop()
    {
        if (Volatile.Read(ref _running) is not { } pipeline || _stopping)
        {
            return false;
        }

        _stopping = true;
        pipeline.StopAsync();
        return true;
    }

    private bool Succeeded(RuntimeException? error)
    {
        if (error is not null)
        {
            Report(error);
        }

        return error is null;
    }

    private RuntimeException? TryRun(Pipeline pipeline, bool readInput)
    {
        pipeline.Commands.Add(OutDefault());
        _stopping = false;
        Volatile.Write(ref _running, pipeline);
        try
        {
            if (!readInput)
            {
                pipeline.Input.Close();
                pipeline.Invoke();
                return null;
            }

            using var ended = new ManualResetEventSlim();
            pipeline.StateChanged += (_, change) =>
            {
                if (change.PipelineStateInfo.State is PipelineState.Completed or PipelineState.Failed or PipelineState.Stopped)
                {
                    ended.Set();
                }
            };
            pipeline.InvokeAsync();

            // In the background: the script may end before its input does.
            new Thread(() => FeedStandardInput(pipeline)) { IsBackground = true }.Start();
            ended.Wait();
            return pipeline.PipelineStateInfo.State == PipelineState.Failed ? AsRuntimeException(pipeline.PipelineStateInfo.Reason) : null;
        }
        catch (Exception e) when (e is RuntimeException or InvalidOperationException)
        {
            return AsRuntimeException(e);
        }
        finally
        {
            Volatile.Write(ref _running, null);
        }
    }

    /// <summary>The value of <c>$?</c>.</summary>
    public bool LastSucceeded()
    {
        using var pipeline = runspace.CreatePipeline("$global:?");
        return pipeline.Invoke() is [{ BaseObject: true }];
    }

    /// <summary>Shows an error as PowerShell shows it, and puts it in <c>$Error</c>.</summary>
    public void Report(RuntimeException error)
    {
        if (error is PipelineStoppedException)
        {
            return;
        }

        try
        {
            var record = new PSObject(error.ErrorRecord);
            WriteStream.Mark(record);
            using var pipeline = runspace.CreatePipeline();
            pipeline.Commands.Add(OutDefault());
            pipeline.Input.Write(record);
            pipeline.Input.Close();
            pipeline.Invoke();
        }
        catch (RuntimeException)
        {
            host.UI.WriteErrorLine(error.Message);
        }
    }

    private static Command OutDefault() => new("Out-Default", isScript: false, useLocalScope: true)
    {
        MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output,
    };

    private static void FeedStandardInput(Pipeline pipeline)
    {
        try
        {
            while (pipeline.Input.IsOpen && Console.In.ReadLine() is { } line)
            {
                pipeline.Input.Write(line);
            }

            pipeline.Input.Close();
        }
        catch (Exception e) when (e is PipelineClosedException or ObjectDisposedException)
        {
            // The script has ended.
        }
    }

    private static RuntimeException AsRuntimeException(Exception e) => e as RuntimeException ?? new RuntimeException(e.Message, e);
}
