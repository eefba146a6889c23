using System;
using System.Management.Automation;
using System.Reflection;

namespace Runbook.Engine.Host;

/// <summary>
/// <c>-SSHServerMode</c>: the far end of PowerShell remoting over SSH, on standard input and output. The engine has it, but
/// keeps it internal, since only pwsh is meant to call it; the package's version is pinned, so the call is as stable as the rest.
/// </summary>
internal static class SshServer
{
    public static int Run()
    {
        var mediator = typeof(PSObject).Assembly.GetType("System.Management.Automation.Remoting.Server.StdIOProcessMediator");
        var run = mediator?.GetMethod("Run", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public);
        if (run is null)
        {
            Console.Error.WriteLine($"PowerShell {EngineVersion.Text} has no SSH server that the embedded engine knows how to start.");
            return ExitCodes.InitFailure;
        }

        // initialCommand, workingDirectory, configurationName, configurationFile, combineErrOutStream
        run.Invoke(null, [null, null, null, null, true]);
        return ExitCodes.Success;
    }
}
