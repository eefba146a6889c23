using System;
using System.Management.Automation.Host;

namespace Runbook.Engine.Host;

/// <summary>
/// The terminal's size, for formatting. Where the output is not a terminal it is <see cref="RedirectedWidth"/> columns wide;
/// there is no access to the screen's content.
/// </summary>
internal sealed class EngineRawUserInterface : PSHostRawUserInterface
{
    private const int RedirectedWidth = 120;
    private const int RedirectedHeight = 50;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize
    {
        get => Console.IsOutputRedirected || Console.WindowWidth <= 0
            ? new Size(RedirectedWidth, RedirectedHeight)
            : new Size(Console.WindowWidth, Console.WindowHeight);
        set => throw NotHere();
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set => throw NotHere();
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override Coordinates CursorPosition
    {
        get => throw NotHere();
        set => throw NotHere();
    }

    public override int CursorSize { get; set; } = 25;

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        var key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, (ControlKeyStates)0, keyDown: true);
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotHere();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotHere();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NotHere();

    public override void ScrollBufferContents(
        Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NotHere();

    private static NotSupportedException NotHere() => new("The embedded engine has no access to the screen.");
}
