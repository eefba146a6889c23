using System;
using System.Management.Automation;
using Runbook.FarEnd.Rehearsal;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Calls;

/// <summary>How a script begins: what it requires, what a rehearsal says to it, its parameters.</summary>
internal sealed partial class Call
{
    private void StartScript()
    {
        // A script may define functions, import modules, set aliases: what a name means has to be asked for again.
        this.runspace.Commands.Clear();
        var text = this.request.Text;
        if (this.request.CheckMode && !ScriptJudgement.ReadsCheckMode(text))
        {
            this.result.Check = CallResult.NotRun;
            this.Complete(null);
            return;
        }

        ScriptHead? head = null;
        if (MayHaveHead(text) || this.request.ParameterCount > 0 || this.request.Path is not null)
        {
            head = new ScriptHead(text, this.request.Path);
            if (head.Unmet(this.session.Facts) is { } unmet)
            {
                this.Complete(unmet);
                return;
            }

            if (ScriptRequirement.Any(head))
            {
                Baseline.Apply(this.runspace.Scope, this.request, whatIf: false);
                ErrorFields? missing = null;
                this.Act(() => missing = ScriptRequirement.Get(head, this.runspace), failed => this.StartScript(head, missing ?? failed));
                return;
            }
        }

        this.StartScript(head, missing: null);
    }

    /// <summary>A script that has neither word is not worth being parsed for it.</summary>
    private static bool MayHaveHead(string text) =>
        text.IndexOf("param", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("#requires", StringComparison.OrdinalIgnoreCase) >= 0;

    private void StartScript(ScriptHead? head, ErrorFields? missing)
    {
        if (missing is not null)
        {
            this.Complete(missing);
            return;
        }

        if (this.runspace.Guard is { } guard)
        {
            this.runspace.Restrict(!guard.Admits(this.request.Text));
            if (guard.Refusal is { } refusal)
            {
                this.Complete(refusal);
                return;
            }
        }

        if (this.request.Path is { } path)
        {
            // In the runspace, and in the language mode that the script is to run in: what is made in another one cannot be called there as a part of the session.
            ErrorFields? mistake = null;
            this.Act(() => mistake = this.DefineFile(path, head!), failed => this.StartFile(head!, mistake ?? failed));
            return;
        }

        // In the session's own scope: what it makes stays.
        this.RunScript(PowerShell.Create().AddScript(this.request.Text, useLocalScope: false), head);
    }

    private ErrorFields? DefineFile(string path, ScriptHead head)
    {
        try
        {
            this.file = ScriptFile.Define(this.runspace, path, head.Block);
            return null;
        }
        catch (ParseException error)
        {
            return ErrorFields.Of(error, this.request.Text, path);
        }
    }

    private void StartFile(ScriptHead head, ErrorFields? mistake)
    {
        if (mistake is not null)
        {
            this.Complete(mistake);
            return;
        }

        this.RunScript(PowerShell.Create().AddCommand(this.file!.Name, useLocalScope: false), head);
    }

    private void RunScript(PowerShell script, ScriptHead? head)
    {
        if (this.AddParameters(script, name => head?.TypeOf(name), name => head?.Unknown(name)) is null)
        {
            return;
        }

        this.flow = new FlowWatch(this.runspace);
        this.runbook = new RunbookVariable(this.request.CheckMode);
        Baseline.Apply(this.runspace.Scope, this.request, this.request.CheckMode);
        this.runspace.SessionState.PSVariable.Set("global:Runbook", this.runbook.Value);
        this.scriptParameters = head is null ? null : this.runspace.Lend(head.ParameterNames);
        this.Run(script);
    }
}
