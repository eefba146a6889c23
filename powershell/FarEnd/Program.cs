using System;
using System.IO;
using System.IO.Pipes;
using System.Management.Automation;
using System.Text;
using System.Threading.Tasks;
using Runbook.FarEnd.Remote;
using Runbook.FarEnd.Runspaces;
using Runbook.FarEnd.Scripts;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd;

/// <summary>
/// Where PowerShell comes in: it connects to the runner's pipe and does what comes over it. Everything comes over it as data. What it has to know before is in
/// environment variables, which are removed at once so that no child process inherits them:
/// <list type="bullet">
/// <item><c>RUNBOOK_SESSION_FAR_END</c>: the path of this assembly, for the line that loads it.</item>
/// <item><c>RUNBOOK_SESSION_PIPE</c>: the pipe's name; an absolute path of a Unix socket outside Windows.</item>
/// <item><c>RUNBOOK_SESSION_TOKEN</c>: what proves to the runner that this is the process that it started.</item>
/// <item><c>RUNBOOK_SESSION_MARK</c>: what marks the ends of calls on stdout and stderr.</item>
/// <item><c>RUNBOOK_SESSION_ELSEWHERE</c>: where the session is to be on a host; missing where it is not.</item>
/// <item><c>RUNBOOK_SESSION_HIDE</c>: the names of further variables, divided by semicolons, that were set for PowerShell's start only.</item>
/// </list>
/// </summary>
public static class Program
{
    private const int ConnectMilliseconds = 10_000;
    private const int Failed = 70;

    /// <summary>Serves one session and ends the process.</summary>
    /// <param name="engine">The <c>$ExecutionContext</c> of the PowerShell that was started.</param>
    public static void Run(EngineIntrinsics engine)
    {
        if (engine is null)
        {
            throw new ArgumentNullException(nameof(engine));
        }

        var code = 0;
        try
        {
            Serve(engine.SessionState);
        }
        catch (Exception error)
        {
            // The process's last words: the runner reads them from standard error.
            Console.Error.WriteLine($"The session's far end failed: {error}");
            code = Failed;
        }

        // Not a return: a thread that a task left behind must not keep the process alive.
        Environment.Exit(code);
    }

    private static void Serve(SessionState state)
    {
        HideStartVariables();
        // Under way while the pipe is connected.
        var first = IsElsewhere() ? null : Task.Run(TaskRunspace.OpenLocal);
        var pipeName = TakeVariable("PIPE");
        var token = TakeVariable("TOKEN");
        var mark = TakeVariable("MARK");
        TakeVariable("FAR_END");
        WriteUtf8ToConsole();
        var pipe = new NamedPipeClientStream(".", pipeName.Replace(@"\\.\pipe\", string.Empty), PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            pipe.Connect(ConnectMilliseconds);
        }
        finally
        {
            RemoveSocket(pipeName);
        }

        using var channel = new Channel(pipe);
        var facts = new PowerShellFacts(state);
        var proof = Channel.NewPayload();
        proof.Text(token);
        channel.Write(MessageKind.Token, 0, proof);
        Greet(channel, facts, state.LanguageMode.ToString(), id: 0);
        if (new Session(channel, mark, facts).Serve(first) is { Kind: MessageKind.Connect } frame)
        {
            ScriptParsing.AwaitAll();
            new Relay(pipe, channel, new ConnectRequest(new PayloadReader(frame.Payload))).Run();
        }
    }

    /// <summary>Says what this PowerShell is.</summary>
    /// <param name="channel">To the runner.</param>
    /// <param name="facts">What it is.</param>
    /// <param name="languageMode">Of the PowerShell that was started.</param>
    /// <param name="id">0 on the runner's machine, 1 on a host.</param>
    internal static void Greet(Channel channel, PowerShellFacts facts, string languageMode, int id)
    {
        var hello = Channel.NewPayload();
        hello.Text(facts.Version);
        hello.Text(facts.Edition);
        hello.Text(Environment.OSVersion.VersionString);
        hello.Text(languageMode);
        hello.Text(facts.Elevated?.ToString());
        var process = System.Diagnostics.Process.GetCurrentProcess();
        hello.Int32(process.Id);
        hello.Text(process.StartTime.ToUniversalTime().ToString("o", System.Globalization.CultureInfo.InvariantCulture));
        channel.Write(MessageKind.Hello, id, hello);
    }

    /// <summary>The socket of a Unix has served its purpose once it is connected; where it could not be, its runner has died and removes it no more.</summary>
    private static void RemoveSocket(string path)
    {
        var folder = Path.GetDirectoryName(path);
        if (Path.DirectorySeparatorChar != '/' || folder is null || !Path.GetFileName(folder).StartsWith("rb-", StringComparison.Ordinal))
        {
            return;
        }

        try
        {
            File.Delete(path);
            Directory.Delete(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The runner has removed it.
        }
    }

    private static void HideStartVariables()
    {
        foreach (var name in TakeVariable("HIDE").Split(';'))
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    /// <summary>The runner means to have the session on a host.</summary>
    private static bool IsElsewhere() => Environment.GetEnvironmentVariable("RUNBOOK_SESSION_ELSEWHERE") is not null && TakeVariable("ELSEWHERE").Length > 0;

    internal static string TakeVariable(string name)
    {
        var variable = "RUNBOOK_SESSION_" + name;
        var value = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, null);
        return value ?? throw new InvalidOperationException($"{variable} is not set: this is started by runbook, not by hand");
    }

    /// <summary>What [Console]::WriteLine writes is UTF-8 everywhere; the console's own code page stays what native programs expect.</summary>
    internal static void WriteUtf8ToConsole()
    {
        var plain = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Console.SetOut(new StreamWriter(Console.OpenStandardOutput(), plain) { AutoFlush = true });
        Console.SetError(new StreamWriter(Console.OpenStandardError(), plain) { AutoFlush = true });
    }
}
