using System;
using System.Management.Automation;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Calls;

/// <summary>How a command begins: what its name means, whether check mode lets it run, its parameters.</summary>
internal sealed partial class Call
{
    private void StartResolve()
    {
        Baseline.Apply(this.runspace.Scope, ActionPreference.Continue);
        var resolve = PowerShell.Create();
        resolve.AddCommand(new CmdletInfo("Resolve-RunbookCommand", typeof(ResolveCommand))).AddParameter("Name", this.request.Text)
            .AddParameter("Careful", this.request.CheckMode).AddParameter("Bindings", this.runspace.Bindings);
        var found = new PSDataCollection<PSObject>();
        this.Begin(resolve, found, ended =>
        {
            var known = found.Count > 0 ? found[0].BaseObject as KnownCommand : null;
            var reason = ended.InvocationStateInfo.Reason;
            if (found.Count > 0 && found[0].BaseObject is UnloadedModule module)
            {
                this.result.Check = CallResult.NotRun;
                this.result.UnloadedModule = module.Name;
                this.Complete(null);
            }
            else if (known is not null)
            {
                this.runspace.Commands[this.request.Text] = known;
                if (known.Notice is { } notice)
                {
                    this.output.Warn(notice);
                }

                this.StartCommand(known);
            }
            else
            {
                this.Complete(reason is null ? SessionWords.MissingCommand(this.runspace, this.request.Text) : ErrorFields.Of(reason, null));
            }
        });
    }

    private void StartOwn(CmdletInfo own)
    {
        Baseline.Apply(this.runspace.Scope, ActionPreference.Continue);
        var command = PowerShell.Create();
        command.AddCommand(own);
        if (this.AddParameters(command, _ => null, null) is not null)
        {
            this.Run(command);
        }
    }

    private void StartCommand(KnownCommand known)
    {
        this.result.CommandName = known.Name;
        if (this.request.CheckMode && !this.Checks(known))
        {
            this.Complete(null);
            return;
        }

        // After a module or an alias has come or gone, a name may mean something else.
        if (known.ChangesNames)
        {
            this.runspace.Commands.Clear();
        }

        var command = PowerShell.Create();
        if (known.Command is FunctionInfo)
        {
            // Given as an object, a function of a module would run outside of its module: without the module's own functions and variables.
            command.AddCommand(known.CallName ?? this.request.Text);
        }
        else
        {
            command.AddCommand(known.Command);
        }

        var names = this.AddParameters(command, known.TypeOf, known.TakesAnything ? name => SessionWords.UnknownParameter(known, name) : null);
        if (names is null)
        {
            return;
        }

        var whatIf = this.result.Check == CallResult.WhatIf;
        if (whatIf && !names.Contains("WhatIf"))
        {
            command.AddParameter("WhatIf", true);
        }

        if (known.HasErrorAction && !names.Contains("ErrorAction"))
        {
            command.AddParameter("ErrorAction", this.request.ErrorAction);
        }

        Baseline.Apply(this.runspace.Scope, this.request, whatIf);
        this.runspace.Restrict(this.runspace.Guard is not null);
        this.Run(command);
    }

    /// <summary>Decides what becomes of a command in check mode; false where nothing makes it safe to run.</summary>
    private bool Checks(KnownCommand known)
    {
        // Whether it has -WhatIf is too important to be believed twice: a function may have become another one.
        if (!known.Lasts)
        {
            this.runspace.Commands.Remove(this.request.Text);
        }

        if (known.HasWhatIf)
        {
            this.result.Check = CallResult.WhatIf;
        }
        else if (!this.runspace.Reading.Contains(known.Name.Split('-')[0]) && !this.runspace.Reading.Contains(known.Name))
        {
            this.result.Check = CallResult.NotRun;
        }

        return this.result.Check != CallResult.NotRun;
    }
}
