<#
.SYNOPSIS
Measures what docs/performance.md reports, one thing after the other.

.DESCRIPTION
Runs the commands of that page and writes what they print below a heading each: the products of dense layers with
OpenBLAS and MKL, training steps with libtorch, a sweep of small networks with libtorch, prediction with ONNX Runtime,
start-up, the size of the package, and the same networks with the library of a previous release. This takes about a
quarter of an hour. During that time nothing else should run; the columns 'cores' and 'quartiles' show whether something
did.

What is not installed is left out by each command itself, which says so: libtorch is there if the benchmarks were built
with -p:LibTorch=true, and OpenBLAS if the system has its library. This script needs only the PowerShell engine.

.EXAMPLE
dotnet build -c Release -p:LibTorch=true benchmarks/Swish.Benchmarks
dotnet run -c Release --project src/Swish.Shell -- -File benchmarks/Measure-Performance.ps1

.EXAMPLE
benchmarks/Measure-Performance.ps1 -Baseline ../previous/artifacts/bin/Swish/release/Swish.dll

Also compares with a previous release, and ends with 1 if a row is more than 3 % slower or has other bits.
#>
[CmdletBinding()]
param(
    # The command that runs the benchmarks, with its first arguments.
    [ValidateNotNullOrEmpty()]
    [string[]] $Command = @('dotnet', "$PSScriptRoot/../artifacts/bin/Swish.Benchmarks/release/Swish.Benchmarks.dll"),

    # The library of a previous release.
    [string] $Baseline,

    # The folder for the package whose size is measured; by default it is not made.
    [string] $PackagePath
)

$ErrorActionPreference = 'Stop'
$program, [string[]] $first = $Command

function Invoke-Benchmark([string] $Title, [string[]] $Argument) {
    "`n## $Title`n"
    & $program @first @Argument
    if ($LASTEXITCODE -notin 0, 3) { $script:failed += $Title }
}

$failed = @()
Invoke-Benchmark 'Products' products, --windows, 9
Invoke-Benchmark 'Training steps' peers, --windows, 5
Invoke-Benchmark 'Sweep of small networks' sweep, 3
Invoke-Benchmark 'Prediction' predict
Invoke-Benchmark 'Start-up and memory' start, 9
"`n## Start-up in PowerShell`n"
& "$PSScriptRoot/Measure-Start.ps1" -Repeat 9
if ($PackagePath) {
    "`n## Package`n"
    $package = & "$PSScriptRoot/../packaging/New-ModulePackage.ps1" -OutputPath $PackagePath
    [string]::Format([cultureinfo]::InvariantCulture, '{0}: {1:0.0} MB', $package.Name, $package.Length / 1e6)
}
if ($Baseline) { Invoke-Benchmark 'Previous release' versions, --baseline, $Baseline, --windows, 15 }
if ($failed) { throw "These did not end as they should: $($failed -join ', ')." }
