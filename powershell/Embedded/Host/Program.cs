using System;

namespace Runbook.Engine.Host;

internal static class Program
{
    private static int Main(string[] args)
    {
        // The engine reports its use to Microsoft unless it is told not to, and takes 100 ms for that when the first module
        // is loaded. A rehearsal talks to nobody. Children inherit it: the same holds for a pwsh that a script starts.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

        var options = CommandLine.Parse(args);
        switch (options.Mode)
        {
            case StartMode.Error:
                Console.Error.WriteLine(options.Error);
                return ExitCodes.BadCommandLine;
            case StartMode.Help:
                Console.Out.WriteLine(CommandLine.Usage);
                return ExitCodes.Success;
            case StartMode.Version:
                Console.Out.WriteLine("PowerShell " + EngineVersion.Text);
                return ExitCodes.Success;
            case StartMode.SshServer:
                return SshServer.Run();
            default:
                using (var session = new EngineSession(options))
                {
                    return session.Run();
                }
        }
    }
}
