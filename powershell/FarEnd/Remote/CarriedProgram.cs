using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Runbook.FarEnd.Runspaces;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Remote;

/// <summary>
/// Where a host's PowerShell comes in, into which <see cref="Relay"/> has carried this assembly, in memory: what the runner's pipe is to a session on its own
/// machine, one pipeline of PowerShell's remoting is here. Its input is what comes from the runner, its output what goes there.
/// </summary>
public static class CarriedProgram
{
    private const int Gone = 71;

    /// <summary>Serves one session on a thread of its own; the output is read on the pipeline's.</summary>
    /// <param name="engine">The <c>$ExecutionContext</c> of the host's PowerShell.</param>
    /// <param name="input">The pipeline's <c>$input</c>: pieces of messages, as bytes.</param>
    /// <param name="variables">Environment variables for the session's process.</param>
    public static IEnumerable<byte[]> Serve(EngineIntrinsics engine, IEnumerator input, IDictionary variables)
    {
        if (engine is null || input is null || variables is null)
        {
            throw new ArgumentNullException(nameof(engine));
        }

        foreach (DictionaryEntry variable in variables)
        {
            Environment.SetEnvironmentVariable((string)variable.Key, (string?)variable.Value);
        }

        var stream = new PipelineStream(input);
        var facts = new PowerShellFacts(engine.SessionState);
        var mode = engine.SessionState.LanguageMode.ToString();
        var first = Task.Run(TaskRunspace.OpenLocal);
        new Thread(() => Run(stream, facts, mode, first)) { IsBackground = true, Name = "Runbook session" }.Start();
        return stream.Written();
    }

    private static void Run(PipelineStream stream, PowerShellFacts facts, string mode, Task<TaskRunspace> first)
    {
        // PowerShell ends its process as soon as its own input has ended, and that may be before the session sees it.
        AppDomain.CurrentDomain.ProcessExit += EndAll;
        try
        {
            using var channel = new Channel(stream);
            var mark = Program.TakeVariable("MARK");
            StandardStreams.Take(channel);
            Program.WriteUtf8ToConsole();
            Program.Greet(channel, facts, mode, id: 1);
            if (new Session(channel, mark, facts).Serve(first) is null)
            {
                // The link is broken, and nobody is there to be told: what still runs is somebody's task whose end nobody learns of.
                Environment.Exit(Gone);
            }

            AppDomain.CurrentDomain.ProcessExit -= EndAll;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            stream.Fail(error);
        }
    }

    private static void EndAll(object? sender, EventArgs exit) => TaskProcesses.EndAll();
}
