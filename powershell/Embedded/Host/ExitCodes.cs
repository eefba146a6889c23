namespace Runbook.Engine.Host;

/// <summary>The exit codes of pwsh (about_Pwsh), where a script does not choose its own.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>EX_USAGE of sysexits.h, on every platform.</summary>
    public const int BadCommandLine = 64;

    /// <summary>EX_SOFTWARE: the runspace could not be opened.</summary>
    public const int InitFailure = 70;
}
