using System;
using System.Collections.Generic;
using System.Management.Automation;
using Runbook.FarEnd.Calls;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd;

/// <summary>What the session itself says of a call, in words for the user.</summary>
internal static class SessionWords
{
    internal static ErrorFields MissingCommand(TaskRunspace runspace, string name)
    {
        var plain = name.Substring(name.LastIndexOf('\\') + 1);
        var text = runspace.Guard?.Missing(plain)
            ?? $"The command '{plain}' was not found. Look for a typing mistake, or name the module that has it under 'modules' of the session.";
        return new ErrorFields(text, "CommandNotFoundException", ErrorCategory.ObjectNotFound, name);
    }

    internal static ErrorFields? UnknownParameter(KnownCommand function, string name) => function.TypeOf(name) is not null
        ? null
        : new ErrorFields($"The function {function.Name} has no parameter '{name}'.", "NamedParameterNotFound", ErrorCategory.InvalidArgument, name);

    /// <summary>Null, unless the parameter wants the very type of which it was given copies: PowerShell would make a new, empty object of such a copy.</summary>
    internal static ErrorFields? CopyRefused(string parameter, Type? wanted, ICollection<string> copiedTypes)
    {
        var type = wanted?.GetElementType() ?? wanted;
        if (type?.FullName is null || type == typeof(object) || !copiedTypes.Contains(type.FullName))
        {
            return null;
        }

        var text = $"The parameter '{parameter}' wants an object of the type {type.FullName}, and was given a copy of one, with its values only. " +
            "An object itself lives in the session that made it, until that is closed; and only what a task has returned is kept, not what is inside of it.";
        return new ErrorFields(text, "CopyOfLiveObject", ErrorCategory.InvalidType, parameter);
    }

    internal static ErrorFields NoExitCode(string reason) => new(
        $"The script said \"exit\" with what is no exit code, a whole number from {int.MinValue} to {int.MaxValue}. {reason}",
        "InvalidExitCode",
        ErrorCategory.InvalidData);

    internal static ErrorFields LeftEarly(string what) => new(
        $"The {what} was left by \"break\" or \"continue\" outside of a loop: what stands after it did not run. To end early, write \"return\" or \"exit 0\".",
        "LeftByBreak",
        ErrorCategory.InvalidOperation);

    internal static ErrorFields CannotGoOn(Exception reason) => new(
        $"The session could not go on with this call: {reason.Message}", "SessionFailure", ErrorCategory.NotSpecified);
}
