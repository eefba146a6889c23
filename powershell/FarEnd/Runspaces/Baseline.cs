using System.Management.Automation;
using Runbook.FarEnd.Calls;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// A session's preferences, globally, where modules see them too: what the runner's sessions begin with, and what a request says for its call. What a call
/// changes of the others, <see cref="PreferenceState"/> puts back.
/// </summary>
internal static class Baseline
{
    /// <summary>Once for each runspace.</summary>
    internal static void Begin(PSVariableIntrinsics variables)
    {
        variables.Set("global:WarningPreference", ActionPreference.Continue);
        // Its records are sent all the same; shown, they would come a second time, as host output.
        variables.Set("global:InformationPreference", ActionPreference.SilentlyContinue);
        variables.Set("global:ProgressPreference", ActionPreference.Continue);
        variables.Set("global:ConfirmPreference", ConfirmImpact.None);
        variables.Set("global:PSNativeCommandUseErrorActionPreference", false);
        Apply(variables, ActionPreference.Stop);
    }

    internal static void Apply(PSVariableIntrinsics variables, CallRequest request, bool whatIf)
    {
        // As a preference, Ignore is not allowed everywhere; the parameter of a cmdlet has it.
        var errorAction = request.ErrorAction == ActionPreference.Ignore ? ActionPreference.SilentlyContinue : request.ErrorAction;
        Apply(variables, errorAction, request.Verbose, request.Debug, whatIf);
    }

    internal static void Apply(PSVariableIntrinsics variables, ActionPreference errorAction, bool verbose = false, bool debug = false, bool whatIf = false)
    {
        variables.Set("global:ErrorActionPreference", errorAction);
        variables.Set("global:VerbosePreference", verbose ? ActionPreference.Continue : ActionPreference.SilentlyContinue);
        variables.Set("global:DebugPreference", debug ? ActionPreference.Continue : ActionPreference.SilentlyContinue);
        variables.Set("global:WhatIfPreference", whatIf);
        variables.Set("global:LASTEXITCODE", null);
        (variables.GetValue("global:Error") as System.Collections.IList)?.Clear();
        PlainText(variables);
    }

    /// <summary>From PowerShell 7.2 on: no colours in what is formatted, because nobody sees a terminal.</summary>
    private static void PlainText(PSVariableIntrinsics variables)
    {
        if (variables.GetValue("global:PSStyle") is { } style && PSObject.AsPSObject(style).Properties["OutputRendering"] is { IsSettable: true } rendering)
        {
            rendering.Value = "PlainText";
        }
    }
}
