using System;
using System.Management.Automation;
using System.Reflection;
using Runbook.FarEnd.Calls;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// A session's preferences, globally, where modules see them too: what the runner's sessions begin with, and what a request says for its call. What a call
/// changes of the others, <see cref="PreferenceState"/> puts back.
/// </summary>
internal static class Baseline
{
    private static PropertyInfo? rendering;

    /// <summary>Once for each runspace.</summary>
    internal static void Begin(GlobalScope scope)
    {
        scope.Set("WarningPreference", ActionPreference.Continue);
        // Its records are sent all the same; shown, they would come a second time, as host output.
        scope.Set("InformationPreference", ActionPreference.SilentlyContinue);
        scope.Set("ProgressPreference", ActionPreference.Continue);
        scope.Set("ConfirmPreference", ConfirmImpact.None);
        scope.Set("PSNativeCommandUseErrorActionPreference", false);
        Apply(scope, ActionPreference.Stop);
    }

    internal static void Apply(GlobalScope scope, CallRequest request, bool whatIf)
    {
        // As a preference, Ignore is not allowed everywhere; the parameter of a cmdlet has it.
        var errorAction = request.ErrorAction == ActionPreference.Ignore ? ActionPreference.SilentlyContinue : request.ErrorAction;
        Apply(scope, errorAction, request.Verbose, request.Debug, whatIf);
    }

    internal static void Apply(GlobalScope scope, ActionPreference errorAction, bool verbose = false, bool debug = false, bool whatIf = false)
    {
        scope.Set("ErrorActionPreference", errorAction);
        scope.Set("VerbosePreference", verbose ? ActionPreference.Continue : ActionPreference.SilentlyContinue);
        scope.Set("DebugPreference", debug ? ActionPreference.Continue : ActionPreference.SilentlyContinue);
        scope.Set("WhatIfPreference", whatIf);
        scope.Set("LASTEXITCODE", null);
        (scope.ValueOf("Error") as System.Collections.IList)?.Clear();
        PlainText(scope.ValueOf("PSStyle"));
    }

    /// <summary>From PowerShell 7.2 on: no colours in what is formatted, because nobody sees a terminal.</summary>
    private static void PlainText(object? style)
    {
        if (style is null)
        {
            return;
        }

        var value = style is PSObject wrapped ? wrapped.BaseObject : style;
        var property = rendering;
        if (property is null || property.DeclaringType != value.GetType())
        {
            property = value.GetType().GetProperty("OutputRendering");
            rendering = property;
        }

        if (property is { CanWrite: true, PropertyType.IsEnum: true } && property.GetValue(value)?.ToString() != "PlainText")
        {
            property.SetValue(value, Enum.Parse(property.PropertyType, "PlainText"));
        }
    }
}
