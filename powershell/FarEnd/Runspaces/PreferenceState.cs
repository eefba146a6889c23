using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>How a runspace's commands behave without being told, as it was: preference variables, default values of parameters, strict mode, hooks.</summary>
internal sealed class PreferenceState
{
    /// <summary>
    /// All that about_Preference_Variables names, in any version, but for those that the runner says for each call (<see cref="Baseline"/>) and $OutputEncoding.
    /// </summary>
    private static readonly string[] Names =
    {
        "ConfirmPreference", "InformationPreference", "ProgressPreference", "WarningPreference", "ErrorView", "FormatEnumerationLimit", "OFS",
        "MaximumAliasCount", "MaximumDriveCount", "MaximumErrorCount", "MaximumFunctionCount", "MaximumHistoryCount", "MaximumVariableCount",
        "LogCommandHealthEvent", "LogCommandLifecycleEvent", "LogEngineHealthEvent", "LogEngineLifecycleEvent", "LogProviderHealthEvent",
        "LogProviderLifecycleEvent", "PSEmailServer", "PSModuleAutoLoadingPreference", "PSNativeCommandArgumentPassing",
        "PSNativeCommandUseErrorActionPreference", "PSSessionApplicationName", "PSSessionConfigurationName", "PSSessionOption", "PSStyle", "Transcript",
    };

    private readonly GlobalScope scope;
    private readonly SavedVariable[] variables;
    private readonly DefaultValuesState defaults;
    private readonly StyleState style;
    private readonly Version? strictMode;
    private readonly EventHandler<CommandLookupEventArgs>? before;
    private readonly EventHandler<CommandLookupEventArgs>? after;
    private readonly EventHandler<CommandLookupEventArgs>? missing;

    internal PreferenceState(GlobalScope scope)
    {
        this.scope = scope;
        this.variables = Names.Select(name => new SavedVariable(scope, name)).ToArray();
        this.defaults = new DefaultValuesState(scope);
        this.style = new StyleState(scope);
        this.strictMode = scope.StrictMode;
        var commands = scope.State.InvokeCommand;
        this.before = commands.PreCommandLookupAction;
        this.after = commands.PostCommandLookupAction;
        this.missing = commands.CommandNotFoundAction;
    }

    internal void PutBack()
    {
        foreach (var variable in this.variables)
        {
            variable.PutBack();
        }

        this.defaults.PutBack();
        this.style.PutBack();
        if (!Equals(this.scope.StrictMode, this.strictMode))
        {
            this.scope.StrictMode = this.strictMode;
        }

        this.PutHooksBack();
    }

    private void PutHooksBack()
    {
        var commands = this.scope.State.InvokeCommand;
        commands.PreCommandLookupAction = this.before;
        commands.PostCommandLookupAction = this.after;
        commands.CommandNotFoundAction = this.missing;
    }
}
