using System;
using System.Management.Automation.Host;

namespace Runbook.FarEnd.Host;

/// <summary>
/// The screen that scripts expect. There is none: what they set stays as they set it and does nothing, what they write to it is gone, and what they
/// wait for, a key, nobody presses.
/// </summary>
internal sealed class SessionRawUserInterface : PSHostRawUserInterface
{
    /// <summary>Columns where no setting says otherwise.</summary>
    internal const int DefaultWidth = 120;

    private const int Lines = 50;

    private int width = DefaultWidth;

    internal SessionRawUserInterface() => this.Reset();

    /// <summary>The columns that the session was opened with. A script's own <c>BufferSize</c> counts until the task's end.</summary>
    internal int Width
    {
        set
        {
            this.width = value;
            this.Reset();
        }
    }

    public override ConsoleColor ForegroundColor { get; set; }

    public override ConsoleColor BackgroundColor { get; set; }

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override Size BufferSize { get; set; }

    public override Size WindowSize { get; set; }

    public override Size MaxWindowSize => this.BufferSize;

    public override Size MaxPhysicalWindowSize => this.BufferSize;

    public override bool KeyAvailable => false;

    public override string WindowTitle { get; set; } = string.Empty;

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw SessionUserInterface.Nobody("a key");

    public override void FlushInputBuffer()
    {
    }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents)
    {
    }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle)
    {
        var empty = new BufferCell(' ', this.ForegroundColor, this.BackgroundColor, BufferCellType.Complete);
        return this.NewBufferCellArray(Math.Max(0, rectangle.Right - rectangle.Left + 1), Math.Max(0, rectangle.Bottom - rectangle.Top + 1), empty);
    }

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill)
    {
    }

    /// <summary>As every task finds it.</summary>
    internal void Reset()
    {
        this.ForegroundColor = ConsoleColor.Gray;
        this.BackgroundColor = ConsoleColor.Black;
        this.CursorSize = 25;
        this.CursorPosition = default;
        this.WindowPosition = default;
        this.BufferSize = new Size(this.width, Lines);
        this.WindowSize = new Size(this.width, Lines);
    }
}
