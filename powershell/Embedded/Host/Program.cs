using System;
using System.Reflection;

namespace Runbook.Engine.Host;

internal static class Program
{
    private static int Main(string[] args)
    {
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
