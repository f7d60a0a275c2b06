<#
.SYNOPSIS
Measures the import of large data: a table of a million rows of 30 columns, and a folder of 60,000 images of 32 × 32.

.DESCRIPTION
Writes the files to a temporary folder (the same every time), reads each once so that they are in the cache of the
system, and measures a second import in a new process: wall-clock time, and the largest memory of the process.

.EXAMPLE
./benchmarks/Measure-Import.ps1
#>
[CmdletBinding()]
param(
    [int] $Row = 1000000,
    [int] $Column = 30,
    [int] $Image = 60000,
    # The built module.
    [string] $Module = "$PSScriptRoot/../artifacts/module/Swish",
    # The folder for the files; kept if it is given.
    [string] $Folder
)
$ErrorActionPreference = 'Stop'
$Module = (Resolve-Path $Module).ProviderPath
$temporary = -not $Folder
if ($temporary) { $Folder = Join-Path ([IO.Path]::GetTempPath()) "swish-import-$PID" }
$null = New-Item -ItemType Directory -Force $Folder

function Measure-Process([string] $name, [string] $script) {
    $pwsh = [Environment]::ProcessPath
    # Under dotnet, the first argument is the assembly of PowerShell. A single string would be splatted by letters.
    [string[]] $arguments = if ((Split-Path $pwsh -LeafBase) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' }
    $full = "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; Import-Module '$Module'; " +
    "`$watch = [Diagnostics.Stopwatch]::StartNew(); `$data = $script; `$seconds = `$watch.Elapsed.TotalSeconds; " +
    "`$process = [Diagnostics.Process]::GetCurrentProcess(); " +
    "'{0:r} {1} {2} {3}' -f `$seconds, `$process.PeakWorkingSet64, `$data.Training.Count, `$data.Fingerprint"
    $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($full))
    $text = & $pwsh @arguments -NoProfile -NonInteractive -EncodedCommand $encoded
    if ($LASTEXITCODE) { throw "The import of the $name failed." }
    $words = -split ($text | Select-Object -Last 1)
    [pscustomobject]@{
        Import = $name; Seconds = [math]::Round([double] $words[0], 2)
        PeakMB = [math]::Round([double] $words[1] / 1MB); Training = [int] $words[2]
        Fingerprint = $words[3].Substring(0, 12)
    }
}

$table = Join-Path $Folder "table-$Row-$Column.csv"
if (-not (Test-Path $table)) {
    $random = [Random]::new(1)
    $writer = [IO.StreamWriter]::new($table)
    $writer.WriteLine((@(1..($Column - 1) | ForEach-Object { "x$_" }) + 'label') -join ',')
    # A thousand different rows, over and over.
    $lines = foreach ($i in 1..1000) {
        $numbers = foreach ($j in 2..$Column) {
            $random.NextDouble().ToString('0.######', [cultureinfo]::InvariantCulture)
        }
        ($numbers -join ',') + ',' + [char] (97 + $random.Next(5))
    }
    for ($i = 0; $i -lt $Row; $i++) { $writer.WriteLine($lines[$i % 1000]) }
    $writer.Dispose()
}
$import = "Import-TableDataset -LiteralPath '$table' -Label label"
$null = Measure-Process 'table' $import
Measure-Process "table, $Row rows of $Column columns, $([math]::Round((Get-Item $table).Length / 1MB)) MB" $import

$images = Join-Path $Folder "images-$Image"
if (-not (Test-Path $images)) {
    # BMP of 24 bits, written without a library: a header of 54 bytes, then rows of blue, green and red from the bottom.
    $header = [byte[]]::new(54)
    $header[0], $header[1] = 0x42, 0x4D
    [BitConverter]::GetBytes(54 + 3072).CopyTo($header, 2)
    $header[10], $header[14], $header[18], $header[22], $header[26], $header[28] = 54, 40, 32, 32, 1, 24
    $random = [Random]::new(1)
    foreach ($part in 'train', 'test') {
        $count = if ($part -eq 'train') { [int] ($Image / 12) } else { [int] ($Image / 60) }
        foreach ($class in 0..9) {
            $target = (New-Item -ItemType Directory -Force (Join-Path $images $part "class$class")).FullName
            for ($i = 0; $i -lt $count; $i++) {
                $pixels = [byte[]]::new(3072)
                $random.NextBytes($pixels)
                [IO.File]::WriteAllBytes("$target/$i.bmp", $header + $pixels)
            }
        }
    }
}
$import = "Import-ImageDataset -LiteralPath '$images'"
$null = Measure-Process 'images' $import
Measure-Process "images, $Image files of 32 × 32" $import
if ($temporary) { Remove-Item -Recurse $Folder }
