using System;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Remote;

/// <summary>Answers what the runner asks of the processes of a session's machine, and ends those that it names. src/session/process/host-processes.ts asks.</summary>
internal static class ProcessesRequest
{
    private const int LongestCommand = 80;

    /// <summary>In: milliseconds since the task began, and since another one ran beside it (-1: none), the mark. Out: ids with command lines.</summary>
    internal static void List(Channel channel, Frame frame)
    {
        var input = new PayloadReader(frame.Payload);
        var now = DateTime.UtcNow;
        var since = now - TimeSpan.FromMilliseconds(input.Int32());
        var shared = input.Int32();
        var mark = input.TextOrNull();
        var until = shared < 0 ? DateTime.MaxValue : now - TimeSpan.FromMilliseconds(shared);
        var found = TaskProcesses.Of(since, until, mark);
        var answer = Channel.NewPayload();
        answer.Int32(found.Count);
        foreach (var process in found)
        {
            var command = TaskProcesses.CommandOf(process);
            answer.Int32(process.Id);
            answer.Text(command.Length > LongestCommand ? command.Substring(0, LongestCommand - 1) + "…" : command);
        }

        channel.Write(MessageKind.Listed, frame.Id, answer);
    }

    /// <summary>In: whether they are forced, ids.</summary>
    internal static void End(Frame frame)
    {
        var input = new PayloadReader(frame.Payload);
        var force = input.Boolean();
        for (var count = input.Count(); count > 0; count--)
        {
            TaskProcesses.End(input.Int32(), force);
        }
    }
}
