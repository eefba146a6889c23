using System;
using System.Collections.Generic;
using System.Threading;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Scripts;

/// <summary>Answers what the runner asks of scripts, beside whatever else the session does: nothing of them is run, and no runspace is needed.</summary>
internal static class ScriptParsing
{
    /// <summary>The parser and those who walk its trees go down into what is nested.</summary>
    private const int StackBytes = 64 * 1024 * 1024;

    private static readonly List<Thread> UnderWay = new();

    internal static void Begin(Channel channel, Frame frame)
    {
        var input = new PayloadReader(frame.Payload);
        var texts = new List<string>();
        for (var count = input.Count(); count > 0; count--)
        {
            texts.Add(input.Text());
        }

        var thread = new Thread(() => channel.Write(MessageKind.Parsed, frame.Id, FactsOf(texts)), StackBytes) { IsBackground = true, Name = "Scripts" };
        UnderWay.Add(thread);
        thread.Start();
    }

    /// <summary>Returns when all that was asked is answered; nothing more is asked meanwhile.</summary>
    internal static void AwaitAll()
    {
        foreach (var thread in UnderWay)
        {
            thread.Join();
        }
    }

    /// <summary>One block of bytes for each script: the runner keeps them as they are.</summary>
    private static PayloadWriter FactsOf(IReadOnlyCollection<string> texts)
    {
        var answer = Channel.NewPayload();
        var facts = new PayloadWriter();
        ScriptFacts.List(answer, texts, text =>
        {
            facts.Clear();
            try
            {
                ScriptFacts.Write(facts, text);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // Of this script nothing is known; the session has tasks to run.
                facts.Clear();
            }

            answer.Int32(facts.Length);
            answer.Bytes(facts.Buffer, facts.Length);
        });
        return answer;
    }
}
