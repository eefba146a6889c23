# Frames: their kinds, writing one, and cutting what was read into them.

$FrameHeader = 9
$LargestFrame = 268435456

function New-Channel {
    <#
    .SYNOPSIS
    The pipe with its read buffer.
    #>
    param([IO.Stream] $Pipe)
    @{ Pipe = $Pipe; Buffer = [byte[]][Array]::CreateInstance([byte], 65536); Count = 0; Reading = $null }
}

function Write-Frame {
    <#
    .SYNOPSIS
    Writes one frame. The runner reads whenever it lives, and Stream.ps1 bounds what is under way, so this does not block for long.
    #>
    param([hashtable] $Channel, [char] $Kind, [int] $Id, [string] $Text)
    $length = [Text.Encoding]::UTF8.GetByteCount($Text)
    if ($length -gt $LargestFrame) { throw "A message of $length bytes is larger than a message may be ($LargestFrame)." }
    $frame = [byte[]][Array]::CreateInstance([byte], $FrameHeader + $length)
    [BitConverter]::GetBytes($length).CopyTo($frame, 0)
    $frame[4] = [byte]$Kind
    [BitConverter]::GetBytes($Id).CopyTo($frame, 5)
    $null = [Text.Encoding]::UTF8.GetBytes($Text, 0, $Text.Length, $frame, $FrameHeader)
    $Channel.Pipe.Write($frame, 0, $frame.Length)
    $frame.Length
}

function Start-Read {
    param([hashtable] $Channel)
    $free = $Channel.Buffer.Length - $Channel.Count
    $Channel.Reading = $Channel.Pipe.BeginRead($Channel.Buffer, $Channel.Count, $free, $null, $null)
}

function Receive-Frame {
    <#
    .SYNOPSIS
    Takes what a finished read brought and returns the complete frames in it; $null where the runner has gone.
    #>
    param([hashtable] $Channel)
    $read = 0
    try { $read = $Channel.Pipe.EndRead($Channel.Reading) } catch [IO.IOException] { $read = 0 }
    if ($read -eq 0) { return $null }
    $Channel.Count += $read
    $buffer = $Channel.Buffer
    $position = 0
    $frames = [Collections.ArrayList]@()
    while ($Channel.Count - $position -ge $FrameHeader) {
        $length = [BitConverter]::ToInt32($buffer, $position)
        if ($length -lt 0 -or $length -gt $LargestFrame) { throw "The runner sent a message of $length bytes." }
        $whole = $FrameHeader + $length
        if ($Channel.Count - $position -lt $whole) {
            if ($whole -gt $buffer.Length) {
                $Channel.Buffer = [byte[]][Array]::CreateInstance([byte], $whole)
            }
            break
        }
        $null = $frames.Add(@{
                Kind = [char]$buffer[$position + 4]
                Id = [BitConverter]::ToInt32($buffer, $position + 5)
                Text = [Text.Encoding]::UTF8.GetString($buffer, $position + $FrameHeader, $length)
            })
        $position += $whole
    }
    $Channel.Count -= $position
    [Buffer]::BlockCopy($buffer, $position, $Channel.Buffer, 0, $Channel.Count)
    , $frames
}
