using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Machine;

/// <summary>
/// Gathers groups of facts, all at once and beside the runspace, so that one which hangs keeps nobody: <c>facts</c> by their names, and in <c>notes</c> what could not
/// be gathered. src/model/host-facts.ts says which facts there are.
/// </summary>
[Cmdlet("Get", "RunbookFacts")]
internal sealed class GetFactsCommand : PSCmdlet
{
    private readonly ManualResetEvent stopped = new(initialState: false);

    [Parameter(Mandatory = true)]
    public string[] Group { get; set; } = Array.Empty<string>();

    /// <summary>Milliseconds that each group may take.</summary>
    [Parameter(Mandatory = true)]
    public int Limit { get; set; }

    protected override void EndProcessing()
    {
        var facts = new OrderedDictionary();
        var notes = new List<string>();
        // What only the runspace's own thread can say.
        var shell = new PowerShellFacts(this.SessionState);
        var groups = new List<KeyValuePair<string, Task<OrderedDictionary>>>();
        foreach (var group in this.Group)
        {
            if (HostFacts.Of(group, shell) is { } gather)
            {
                groups.Add(new KeyValuePair<string, Task<OrderedDictionary>>(group, Task.Run(gather)));
            }
        }

        var until = DateTime.UtcNow.AddMilliseconds(this.Limit);
        foreach (var each in groups)
        {
            this.Add(each.Key, each.Value, until, facts, notes);
        }

        this.WriteObject(new OrderedDictionary { ["facts"] = facts, ["notes"] = notes.ToArray() });
    }

    protected override void StopProcessing() => this.stopped.Set();

    private void Add(string name, Task<OrderedDictionary> gathering, DateTime until, OrderedDictionary facts, List<string> notes)
    {
        var left = (int)Math.Max(0, (until - DateTime.UtcNow).TotalMilliseconds);
        var ended = WaitHandle.WaitAny(new[] { ((IAsyncResult)gathering).AsyncWaitHandle, this.stopped }, left);
        if (ended == WaitHandle.WaitTimeout)
        {
            notes.Add($"{name}: this was not told within {this.Limit / 1000.0} s");
        }
        else if (ended == 0 && gathering.Exception is { } error)
        {
            notes.Add($"{name}: {error.GetBaseException().Message}");
        }
        else if (ended == 0)
        {
            foreach (var key in gathering.Result.Keys)
            {
                facts[key] = gathering.Result[key];
            }
        }
    }
}
