using System;
using System.Collections.Specialized;
using System.IO;
using System.Management.Automation;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Runbook.FarEnd.Looks;

/// <summary>
/// Tries one connection, and closes it. Says <c>open</c>: true, then, where it is to read, what it is told (<c>bytes</c>) until the connection is closed, its time is up, or it is stopped; or
/// <c>open</c>: false with <c>why</c> (in words of the runner's, or the system's). src/actions/host-looks.ts calls it.
/// </summary>
[Cmdlet("Connect", "RunbookPort")]
internal sealed class LookAtPortCommand : PSCmdlet
{
    private const int Piece = 16 * 1024;

    private readonly TcpClient client = NewClient();

    [Parameter(Mandatory = true)]
    public string HostName { get; set; } = string.Empty;

    [Parameter(Mandatory = true)]
    public int Port { get; set; }

    /// <summary>Milliseconds for all of it.</summary>
    [Parameter(Mandatory = true)]
    public int Limit { get; set; }

    [Parameter]
    public SwitchParameter Read { get; set; }

    protected override void EndProcessing()
    {
        using (this.client)
        {
            var over = Task.Delay(this.Limit);
            try
            {
                var connected = this.client.ConnectAsync(this.HostName, this.Port);
                if (Task.WaitAny(connected, over) == 1)
                {
                    this.Closed("no-answer");
                    return;
                }

                connected.GetAwaiter().GetResult();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                this.Closed(error is SocketException { SocketErrorCode: var code } ? ReasonOf(code) ?? error.Message : "no-answer");
                return;
            }

            this.WriteObject(new OrderedDictionary { ["open"] = true });
            if (this.Read)
            {
                this.Listen(over);
            }
        }
    }

    protected override void StopProcessing() => this.client.Dispose();

    /// <summary>For addresses of both kinds: of itself that of the .NET Framework is for one.</summary>
    private static TcpClient NewClient() => Socket.OSSupportsIPv6 ? new(AddressFamily.InterNetworkV6) { Client = { DualMode = true } } : new(AddressFamily.InterNetwork);

    private static string? ReasonOf(SocketError code) => code switch
    {
        SocketError.ConnectionRefused => "refused",
        SocketError.TimedOut => "no-answer",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "unknown-name",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "unreachable",
        _ => null,
    };

    private void Listen(Task over)
    {
        var buffer = new byte[Piece];
        try
        {
            for (; ; )
            {
                var reading = this.client.GetStream().ReadAsync(buffer, 0, buffer.Length);
                if (Task.WaitAny(reading, over) == 1 || reading.GetAwaiter().GetResult() is var count && count == 0)
                {
                    return;
                }

                var bytes = new byte[count];
                Buffer.BlockCopy(buffer, 0, bytes, 0, count);
                this.WriteObject(new OrderedDictionary { ["bytes"] = bytes });
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or SocketException or InvalidOperationException)
        {
            // The connection was closed.
        }
    }

    private void Closed(string why) => this.WriteObject(new OrderedDictionary { ["open"] = false, ["why"] = why });
}
