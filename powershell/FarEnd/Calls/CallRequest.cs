using System.Collections.Generic;
using System.Management.Automation;
using Runbook.FarEnd.Runspaces;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Calls;

/// <summary>What the runner asks for. src/session/call-request.ts writes it in this order.</summary>
internal sealed class CallRequest
{
    internal CallRequest(PayloadReader input)
    {
        this.Runspace = input.Int32();
        this.IsScript = input.Boolean();
        this.Text = input.Text();
        this.Path = input.TextOrNull();
        this.ErrorAction = (ActionPreference)System.Enum.Parse(typeof(ActionPreference), input.Text());
        this.Verbose = input.Boolean();
        this.Debug = input.Boolean();
        this.CheckMode = input.Boolean();
        this.KeepsOutput = input.Boolean();
        this.Keep = (Keep)input.Int32();
        this.CustomDepth = input.Int32();
        this.LiveDepth = input.Int32();
        this.CodePage = input.Int32();
        for (var count = input.Count(); count > 0; count--)
        {
            this.Environment.Add(new KeyValuePair<string, string?>(input.Text(), input.TextOrNull()));
        }

        this.ParameterCount = input.Count();
        this.Parameters = input;
    }

    internal int Runspace { get; }

    internal bool IsScript { get; }

    /// <summary>A script's text, or a command's name, with its module where the runbook names it.</summary>
    internal string Text { get; }

    /// <summary>The whole path of the file that a script's text was read from; else null.</summary>
    internal string? Path { get; }

    internal ActionPreference ErrorAction { get; }

    internal bool Verbose { get; }

    internal bool Debug { get; }

    internal bool CheckMode { get; }

    internal bool KeepsOutput { get; }

    internal Keep Keep { get; }

    internal int CustomDepth { get; }

    internal int LiveDepth { get; }

    /// <summary>Of what the process and its native programs write during the call; 0 where nobody has said.</summary>
    internal int CodePage { get; }

    internal List<KeyValuePair<string, string?>> Environment { get; } = new();

    internal int ParameterCount { get; }

    /// <summary>A name and a value for each parameter. The values wait until it is known what the parameters want.</summary>
    internal PayloadReader Parameters { get; }
}
