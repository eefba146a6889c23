namespace Runbook.Engine.Host;

internal enum StartMode
{
    /// <summary>Commands from the command line, if any, then from standard input where that is asked for.</summary>
    Session,
    SshServer,
    Version,
    Help,
    Error,
}
