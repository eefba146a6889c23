using System;
using System.Collections.Generic;
using System.Management.Automation;
using Runbook.FarEnd.Host;
using Runbook.FarEnd.Rehearsal;
using Runbook.FarEnd.Runspaces;
using Runbook.FarEnd.Values;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Calls;

/// <summary>
/// One call from its request to its result: the command is found, its parameters are made, it runs, what it returned is copied, and the result is sent.
/// Each step but the first begins on the thread of the pipeline that has just ended: the dispatcher never waits.
/// </summary>
internal sealed partial class Call
{
    private readonly Session session;
    private readonly TaskRunspace runspace;
    private readonly CallRequest request;
    private readonly CallOutput output;
    private readonly object gate = new();
    private readonly CallResult result = new();
    private EnvironmentChange? environment;
    private ConsoleEncoding? encoding;
    private RunbookVariable? runbook;
    private ScriptParameters? scriptParameters;
    private ScriptFile? file;
    private FlowWatch? flow;
    private PowerShell? shell;
    private ErrorFields? failure;
    private bool stopping;
    private bool isPutBack;

    internal Call(Session session, TaskRunspace runspace, int id, CallRequest request)
    {
        this.session = session;
        this.runspace = runspace;
        this.Id = id;
        this.request = request;
        this.output = new CallOutput(session, runspace.Host, id, request, this.Break);
    }

    internal int Id { get; }

    internal void Start() => this.Guarded(() =>
    {
        this.session.Process.Enter();
        this.environment = EnvironmentChange.Apply(this.request.Environment);
        this.encoding = ConsoleEncoding.Apply(this.request.CodePage);
        if (this.request.IsScript)
        {
            this.StartScript();
        }
        else if (OwnCommands.Find(this.request.Text) is { } own)
        {
            this.StartOwn(own);
        }
        else if (this.runspace.Commands.TryGetValue(this.request.Text, out var known))
        {
            this.StartCommand(known);
        }
        else
        {
            this.StartResolve();
        }
    });

    internal void Acknowledge(int bytes) => this.output.Acknowledge(bytes);

    /// <summary>Asks the pipeline to stop. One that waits for a native program obeys late, or never; nothing here waits for it.</summary>
    internal void Stop()
    {
        lock (this.gate)
        {
            if (this.stopping)
            {
                return;
            }

            this.stopping = true;
            this.output.Release();
            try
            {
                this.shell?.BeginStop(null, null);
            }
            catch (ObjectDisposedException)
            {
                // It has just ended.
            }
        }
    }

    /// <summary>Adds the request's parameters and returns their names. Where one cannot be, it ends the call and returns null.</summary>
    private HashSet<string>? AddParameters(PowerShell target, Func<string, Type?> typeOf, Func<string, ErrorFields?>? unknown)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var input = this.request.Parameters;
        var reader = new ValueReader(this.session.Live);
        for (var count = this.request.ParameterCount; count > 0; count--)
        {
            var name = input.Text();
            // Only secrets, credentials and copies depend on what the parameter wants.
            var wanted = input.Peek() is ValueKind.Secret or ValueKind.Hashtable or ValueKind.List or ValueKind.Object ? typeOf(name) : null;
            try
            {
                target.AddParameter(name, reader.Read(input, wanted));
            }
            catch (Exception error) when (error is PSArgumentException or FormatException or OverflowException or System.Xml.XmlException or System.IO.InvalidDataException)
            {
                target.Dispose();
                this.Complete(ErrorFields.Of(error, null));
                return null;
            }

            names.Add(name);
            if ((unknown?.Invoke(name) ?? SessionWords.CopyRefused(name, wanted, reader.CopiedTypes)) is { } mistake)
            {
                target.Dispose();
                this.Complete(mistake);
                return null;
            }
        }

        return names;
    }

    private void Run(PowerShell command)
    {
        this.runspace.Host.ExitCode = null;
        this.runspace.Host.Output = this.output;
        this.output.Attach(command, this.Explained);
        command.AddCommand(ReceiveCommand.For(this.runspace.IsTranscribed)).AddParameter("Output", this.output);
        this.Begin(command, new PSDataCollection<PSObject>(), ended =>
        {
            this.result.ExitCode = this.runspace.Host.ExitCode;
            this.result.LastExitCode = this.runspace.Scope.ValueOf("LASTEXITCODE") as int?;
            var information = ended.InvocationStateInfo;
            var reason = information.State == PSInvocationState.Failed
                ? this.Explained(ErrorFields.Of(information.Reason, this.request.IsScript ? this.request.Text : null, this.request.Path))
                : null;
            reason ??= this.request.IsScript ? this.runspace.Guard?.Caught(this.runspace.Scope.ValueOf("Error")) : null;
            if (information.State == PSInvocationState.Stopped)
            {
                this.result.State = CallResult.Stopped;
            }

            this.Copy(reason ?? this.WrongEnd(information.State));
        });
    }

    /// <summary>How a script has ended that PowerShell takes for a good end, and that is none.</summary>
    private ErrorFields? WrongEnd(PSInvocationState state)
    {
        if (state != PSInvocationState.Completed)
        {
            return null;
        }

        this.result.EndedByScript = this.flow?.LastExit is { } last && last == this.result.LastExitCode;
        if (this.flow?.Refused is { } refused)
        {
            this.result.ExitCode = FlowWatch.CodeOf(refused);
            return SessionWords.NoExitCode(refused);
        }

        return this.output.ReachedEnd || this.result.ExitCode is not null ? null : SessionWords.LeftEarly(this.request.IsScript ? "script" : "command");
    }

    /// <summary>Sends what the objects have become that the call has returned, and what a script left in $Runbook.Result: in the runspace, where script properties run.</summary>
    private void Copy(ErrorFields? reason)
    {
        var returned = this.runbook?.Result;
        if (this.stopping || (returned is null && !this.output.HasRest))
        {
            this.Complete(reason);
            return;
        }

        this.Act(
            () =>
            {
                this.output.SendRest();
                if (returned is not null)
                {
                    this.result.Returned = this.output.Encode(returned);
                }
            },
            failed => this.Complete(reason ?? failed));
    }

    /// <summary>Does something in the runspace, where script properties run and commands can be called; then goes on, with what went wrong.</summary>
    private void Act(Action action, Action<ErrorFields?> then)
    {
        var act = PowerShell.Create();
        act.AddCommand(ActionCommand.Info).AddParameter("Action", action);
        this.Begin(act, new PSDataCollection<PSObject>(), ended => then(ended.InvocationStateInfo.Reason is { } failed ? ErrorFields.Of(failed, null) : null));
    }

    /// <summary>Says what PowerShell cannot know: what a rehearsal lacks.</summary>
    private ErrorFields Explained(ErrorFields fields)
    {
        this.runspace.Guard?.Explain(fields);
        return fields;
    }

    private void Begin(PowerShell next, PSDataCollection<PSObject> target, Action<PowerShell> ended)
    {
        lock (this.gate)
        {
            if (!this.stopping)
            {
                this.shell?.Dispose();
                this.shell = next;
                this.runspace.Begin(next, target, shell => this.Guarded(() => ended(shell)));
                return;
            }
        }

        next.Dispose();
        this.result.State = CallResult.Stopped;
        this.Complete(null);
    }

    private void Guarded(Action step)
    {
        try
        {
            step();
        }
        catch (Exception error)
        {
            this.failure = SessionWords.CannotGoOn(error);
            this.Complete(null);
        }
    }

    /// <summary>Fails a call that the session itself cannot go on with, such as one whose output is too large for a message.</summary>
    private void Break(Exception error)
    {
        this.failure ??= SessionWords.CannotGoOn(error);
        this.Stop();
    }

    /// <summary>Puts back what does not stay after a call, once: where that fails, the call is completed with the reason.</summary>
    private void PutBack()
    {
        if (this.isPutBack)
        {
            return;
        }

        this.isPutBack = true;
        try
        {
            this.scriptParameters?.End();
            // Without a pipeline nothing has changed, and this is not the runspace's thread.
            if (this.shell is not null)
            {
                this.runspace.State.PutBack(this.request.Keep);
            }
        }
        finally
        {
            this.environment?.Undo();
            this.session.Process.Leave(this.request.Keep, this.result.LastExitCode is not null);
        }
    }

    private void Complete(ErrorFields? reason)
    {
        this.runspace.Host.Output = null;
        this.runspace.Host.Reset();
        this.flow?.Dispose();
        this.file?.Remove();
        this.encoding?.Undo();
        this.PutBack();
        this.result.Changed = this.runbook?.Changed;
        this.result.Failed = this.runbook?.Failed;
        this.result.Failure = this.failure ?? reason;
        if (this.result.Failure is not null)
        {
            this.result.State = CallResult.FailedState;
        }

        lock (this.gate)
        {
            this.shell?.Dispose();
            this.shell = null;
            // A stop that comes now is too late.
            this.stopping = true;
        }

        this.runspace.Call = null;
        this.session.Finish(this, this.output, this.result);
    }
}
