<#
.SYNOPSIS
The far end of a session: runs inside PowerShell, connects to the runner's pipe, and does what comes over it.

.DESCRIPTION
Loaded once, by one constant line on standard input; everything else comes over the pipe as data. What it has to know is in
environment variables, which are removed at once so that no child process inherits them:

    RUNBOOK_SESSION_SCRIPT   this file; its pieces lie in the folder Session beside it
    RUNBOOK_SESSION_PIPE     the pipe's name; an absolute path of a Unix socket outside Windows
    RUNBOOK_SESSION_TOKEN    what proves to the runner that this is the process that it started
    RUNBOOK_SESSION_MARK     what marks the ends of calls on stdout and stderr

Runs in Windows PowerShell 3.0 to 5.1 and in PowerShell 7, and needs the language, .NET and Microsoft.PowerShell.Core only.
Frames, both ways: the payload's length (4 bytes, little endian), a kind (1 byte), a call or runspace (4 bytes), the payload.
#>
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$environment = @{}
foreach ($name in 'SCRIPT', 'PIPE', 'TOKEN', 'MARK') {
    $environment[$name] = [Environment]::GetEnvironmentVariable("RUNBOOK_SESSION_$name")
    # Not $null: PowerShell would make an empty text of it, which from .NET 9 on sets an empty variable.
    [Environment]::SetEnvironmentVariable("RUNBOOK_SESSION_$name", [NullString]::Value)
}
$pieces = [IO.Path]::Combine([IO.Path]::GetDirectoryName($environment.SCRIPT), 'Session')
foreach ($piece in 'Frame', 'Value', 'Host', 'Stream', 'Runspace', 'Command', 'Invocation', 'Rehearsal', 'Loop') {
    . ([ScriptBlock]::Create([IO.File]::ReadAllText([IO.Path]::Combine($pieces, "$piece.ps1"))))
}

try {
    Start-Loop -PipeName $environment.PIPE -Token $environment.TOKEN -Mark $environment.MARK
    $code = 0
}
catch {
    # The process's last words: the runner reads them from standard error.
    [Console]::Error.WriteLine("The session's control loop ended: $_")
    [Console]::Error.WriteLine($_.ScriptStackTrace)
    $code = 70
}
# Not "exit": a thread that a task left behind must not keep the process alive.
[Environment]::Exit($code)
