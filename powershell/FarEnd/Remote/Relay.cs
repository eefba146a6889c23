using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Threading;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Remote;

/// <summary>
/// The near PowerShell of a session on a host: it opens a runspace there, carries this assembly into it, and from then on hands on bytes, both ways. What the
/// session is and does is the same as on the runner's own machine.
/// </summary>
internal sealed class Relay
{
    /// <summary>All that is ever sent as a script. The values are its parameters.</summary>
    private const string Boot =
        "param([byte[]]$Assembly, $Variables) $null = [Reflection.Assembly]::Load($Assembly); " +
        "[Runbook.FarEnd.Remote.CarriedProgram]::Serve($ExecutionContext, $input, $Variables)";

    /// <summary>Bytes in one object of the input.</summary>
    private const int Piece = 64 * 1024;

    private const int Crashed = 71;

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    private readonly Stream pipe;
    private readonly Channel channel;
    private readonly ConnectRequest request;
    private readonly ManualResetEvent isOver = new(initialState: false);
    private string? reason;
    private bool hasAnswered;

    internal Relay(Stream pipe, Channel channel, ConnectRequest request)
    {
        this.pipe = pipe;
        this.channel = channel;
        this.request = request;
    }

    /// <summary>Returns when the session has ended, after it has told why where nobody has ended it.</summary>
    internal void Run()
    {
        AppDomain.CurrentDomain.UnhandledException += this.TellOfCrash;
        try
        {
            using var runspace = this.Open();
            using var shell = this.Begin(runspace, out var input);
            new Thread(() => this.PassOn(input)) { IsBackground = true, Name = "Runbook relay" }.Start();
            this.isOver.WaitOne();
            if (this.reason is null)
            {
                // The host's own process ends with its runspace.
                runspace.CloseAsync();
                WaitFor(runspace, CloseLimit, RunspaceState.Closed, RunspaceState.Broken);
            }
            else
            {
                this.Tell(this.hasAnswered ? "lost" : "refused", this.reason);
            }
        }
        catch (ConnectFailure failure)
        {
            this.Tell(failure.Code, failure.Message);
        }
    }

    private static bool WaitFor(Runspace runspace, TimeSpan limit, params RunspaceState[] states)
    {
        using var changed = new ManualResetEvent(initialState: false);
        void Look(object? sender, RunspaceStateEventArgs change)
        {
            if (Array.IndexOf(states, change.RunspaceStateInfo.State) >= 0)
            {
                changed.Set();
            }
        }

        runspace.StateChanged += Look;
        try
        {
            return Array.IndexOf(states, runspace.RunspaceStateInfo.State) >= 0 || changed.WaitOne(limit);
        }
        finally
        {
            runspace.StateChanged -= Look;
        }
    }

    private Runspace Open()
    {
        Runspace runspace;
        try
        {
            runspace = Connections.Runspace(this.request);
            runspace.OpenAsync();
        }
        catch (Exception error) when (error is not (ConnectFailure or OutOfMemoryException))
        {
            // Whatever it is, it is why there is no connection.
            throw new ConnectFailure("refused", Words(error));
        }

        if (!WaitFor(runspace, TimeSpan.FromMilliseconds(this.request.Patience), RunspaceState.Opened, RunspaceState.Broken, RunspaceState.Closed))
        {
            throw new ConnectFailure("timeout", string.Empty);
        }

        var state = runspace.RunspaceStateInfo;
        return state.State == RunspaceState.Opened ? runspace : throw new ConnectFailure("refused", Words(state.Reason));
    }

    /// <summary>An exception of the remoting says that something went wrong, and the one inside of it what.</summary>
    private static string Words(Exception? error)
    {
        var words = new List<string>();
        // What a library that is missing was looked for by is no user's matter.
        for (; error is not (null or DllNotFoundException); error = error.InnerException)
        {
            if (!words.Exists(said => said.Contains(error.Message)))
            {
                words.Add(error.Message);
            }
        }

        return string.Join(" ", words);
    }

    private PowerShell Begin(Runspace runspace, out PSDataCollection<PSObject> input)
    {
        var framework = HostVersion.Framework(runspace);
        var assembly = File.ReadAllBytes(Path.Combine(HostVersion.Folder(framework), "Runbook.FarEnd.dll"));
        var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddScript(Boot).AddParameter("Assembly", assembly).AddParameter("Variables", new System.Collections.Hashtable(this.request.Variables));
        var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, _) => this.HandOver(output);
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Broken)
            {
                this.End(change.RunspaceStateInfo.Reason is { } why ? Words(why) : "the connection broke");
            }
        };
        input = new PSDataCollection<PSObject>();
        shell.BeginInvoke(
            input,
            output,
            null,
            _ =>
            {
                var information = shell.InvocationStateInfo;
                this.End(information.State == PSInvocationState.Completed ? FirstError(shell) : information.Reason?.Message ?? "the session's pipeline was ended");
            },
            null);
        return shell;
    }

    private static string? FirstError(PowerShell shell) => shell.Streams.Error.Count > 0 ? shell.Streams.Error[0].ToString() : null;

    private void HandOver(PSDataCollection<PSObject> output)
    {
        foreach (var piece in output.ReadAll())
        {
            if (piece?.BaseObject is not byte[] bytes)
            {
                continue;
            }

            try
            {
                this.hasAnswered = true;
                this.pipe.Write(bytes, 0, bytes.Length);
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // The runner has gone: its own end is told by what is read.
                return;
            }
        }
    }

    private void PassOn(PSDataCollection<PSObject> input)
    {
        var buffer = new byte[Piece];
        for (; ; )
        {
            var count = 0;
            try
            {
                count = this.pipe.Read(buffer, 0, buffer.Length);
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // As where it was closed.
            }

            if (count == 0)
            {
                break;
            }

            var piece = new byte[count];
            Buffer.BlockCopy(buffer, 0, piece, 0, count);
            input.Add(PSObject.AsPSObject(piece));
        }

        // The far end takes the end of its input for the runner's.
        input.Complete();
    }

    /// <summary>
    /// PowerShell's SSH transport closes ssh's input on a thread of its own, which throws where ssh has just gone, and nobody catches it (7.6.9). It is a
    /// connection that broke, and no crash to its user.
    /// </summary>
    private void TellOfCrash(object? sender, UnhandledExceptionEventArgs crash)
    {
        var error = crash.ExceptionObject as Exception;
        this.Tell(this.hasAnswered ? "lost" : "refused", error is IOException ? $"its transport ended ({error.Message})" : Words(error));
        Environment.Exit(Crashed);
    }

    /// <param name="why">Null where the session was ended in order.</param>
    private void End(string? why)
    {
        this.reason ??= why;
        this.isOver.Set();
    }

    private void Tell(string code, string message)
    {
        var words = Channel.NewPayload();
        words.Text(code);
        words.Text(message);
        try
        {
            this.channel.Write(MessageKind.Unconnected, 0, words);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The runner has gone.
        }
    }
}
