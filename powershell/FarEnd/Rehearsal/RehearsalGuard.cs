using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using Runbook.FarEnd.Calls;

namespace Runbook.FarEnd.Rehearsal;

/// <summary>What a rehearsal holds back, in words.</summary>
internal sealed class RehearsalGuard
{
    private static readonly Regex Restricted = new("ConstrainedLanguage|CoreTypes|LanguageMode", RegexOptions.CultureInvariant);

    private const string HeldId = "HeldInConstrainedLanguage";

    private readonly string directory;
    private readonly bool allowsDotNet;
    private readonly HashSet<string> heldFunctions = new(StringComparer.OrdinalIgnoreCase);
    private ScriptJudgement? running;

    internal RehearsalGuard(string directory, bool allowsDotNet)
    {
        this.directory = directory;
        this.allowsDotNet = allowsDotNet;
    }

    /// <summary>Whether a script may have the full language: it is pure, or the scenario allows .NET.</summary>
    internal bool Admits(string script)
    {
        this.running = ScriptJudgement.Of(script);
        var admitted = this.allowsDotNet || this.running.IsPure;
        if (!admitted)
        {
            this.heldFunctions.UnionWith(this.running.Functions);
        }

        return admitted;
    }

    /// <summary>What of the script that was judged last must not begin, because nothing would hold it back later.</summary>
    internal ErrorFields? Refusal => !this.allowsDotNet && this.running?.Impurities.FirstOrDefault(impurity => !impurity.IsHeldByItself) is { } part
        ? new ErrorFields(Words($"`{part.Text}` at line {part.Line}"), HeldId, ErrorCategory.PermissionDenied)
        : null;

    /// <summary>A refusal that the script has caught or silenced: it went on as if that had only failed.</summary>
    internal ErrorFields? Caught(object? errors)
    {
        if (this.allowsDotNet || errors is not IEnumerable list)
        {
            return null;
        }

        foreach (var record in list.OfType<ErrorRecord>().Where(record => Restricted.IsMatch(record.FullyQualifiedErrorId ?? string.Empty)))
        {
            var fields = ErrorFields.Of(record, terminating: true);
            this.Explain(fields);
            return fields;
        }

        return null;
    }

    /// <summary>Says an error in the rehearsal's own words, where it is the rehearsal that held something back.</summary>
    internal void Explain(ErrorFields fields)
    {
        if (fields.Id == "CommandNotFoundException")
        {
            fields.Message = this.Missing(fields.Target ?? string.Empty);
        }
        else if (Restricted.IsMatch(fields.Id) && !this.allowsDotNet)
        {
            fields.Message = this.Held(fields);
        }
    }

    internal string Missing(string command) => this.heldFunctions.Contains(command)
        ? $"The function '{command}' was defined by a script that this rehearsal runs in a restricted language, because it uses .NET; a script that does not cannot call it. " + WayOut
        : $"The rehearsal has no stand-in for the command '{command}'. Add a function with this name to a module in {this.directory}";

    private static string WayOut => "Have a stand-in do it, or write `rehearsal: { dotnet: allow }` into the scenario: then nothing of .NET is held back.";

    private static string Words(string what) => $"A rehearsal holds .NET back: {what}. {WayOut}";

    private string Held(ErrorFields fields)
    {
        var impurities = this.running?.Impurities ?? Array.Empty<Impurity>();
        var part = impurities.FirstOrDefault(impurity => impurity.Line == fields.Line) ?? impurities.FirstOrDefault(impurity => impurity.Line < fields.Line);
        var what = part is null ? fields.Message : $"`{part.Text}` at line {part.Line}";
        return Words(what);
    }
    internal bool Has(string module) => System.IO.File.Exists(System.IO.Path.Combine(this.directory, module + ".psm1"));

    internal string MissingModule(string module) =>
        $"the rehearsal has no stand-in for it: there is no {module}.psm1 in {this.directory}";
}
