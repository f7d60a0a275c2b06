<#
.SYNOPSIS
Measures how long training takes to stop, and checks that nothing keeps running.

.DESCRIPTION
Starts Invoke-SwishTraining in a separate runspace, stops it at a random moment as Ctrl+C does, and measures the time
until the pipeline has ended and (on Linux) no thread of Swish is left. It does this in the middle of a step of large
networks, while their weights are drawn, and with small networks. If any time exceeds 300 ms, the exit code is 1. Works
in any PowerShell 7.6:

    dotnet run -c Release --project src/Swish.Shell -- -File benchmarks/Measure-Stop.ps1

.PARAMETER Repeat
How often each kind of training is stopped.

.PARAMETER Seed
The seed for the random moments.
#>
param([int] $Repeat = 10, [int] $Seed = 1)

$ErrorActionPreference = 'Stop'
$null = Get-SwishRecipe Default # imports the module, if it can be found by name
$module = (Get-Module Swish).Path
$random = [System.Random]::new($Seed)
$worst = 0

function Get-SwishThread {
    if (-not [System.IO.Directory]::Exists('/proc/self/task')) { return }
    foreach ($task in [System.IO.Directory]::GetDirectories("/proc/$([Environment]::ProcessId)/task")) {
        try { $name = [System.IO.File]::ReadAllText("$task/comm").Trim() } catch { continue } # the thread has ended
        if ($name -match '^Swish [a-z]') { $name }
    }
}

# Name, parameters, and the time in seconds within which the training is stopped.
$trainings = @(
    , @('none: an endless loop, for comparison', '', 1)
    , @('40 × 1024, BatchNorm, batch 512', '-Depth 40 -Width 1024 -BatchNorm All -BatchSize 512 -Step 1000', 12)
    , @('12 × 2048, batch 512', '-Depth 12 -Width 2048 -BatchSize 512 -Step 1000', 12)
    , @('the start of 40 × 1024, HeNormal', '-Depth 40 -Width 1024 -BatchSize 512 -Step 1000', 1.5)
    , @('the start of 20 × 1024, Orthogonal', '-Depth 20 -Width 1024 -Initializer Orthogonal -Step 1000', 4)
    , @('2 × 128, four runs at once', '-Repeat 100 -ThrottleLimit 4', 3)
)
'| training | stopped | median ms | longest ms |'
'| --- | --- | --- | --- |'
foreach ($training in $trainings) {
    $name, $parameters, $within = $training
    $times = foreach ($i in 1..$Repeat) {
        $runspace = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace(
            [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2())
        $runspace.Open()
        $shell = [System.Management.Automation.PowerShell]::Create()
        $shell.Runspace = $runspace
        $null = $shell.AddScript("Import-Module '$module'; `$data = Import-MnistDataset").Invoke()
        $shell.Commands.Clear()
        $script = if ($parameters) { "Invoke-SwishTraining $parameters -Dataset `$data" } else { 'for (;;) { }' }
        $null = $shell.AddScript($script)
        $running = $shell.BeginInvoke()
        $null = $running.AsyncWaitHandle.WaitOne([int](1000 * $within * $random.NextDouble()))
        if ($shell.InvocationStateInfo.State -ne 'Running') {
            throw "The pipeline ended before it was stopped: $($shell.Streams.Error)"
        }
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        while (Get-SwishThread) { }
        $clock.Elapsed.TotalMilliseconds
        $shell.Dispose()
        $runspace.Dispose()
    }
    $sorted = [double[]] $times
    [Array]::Sort($sorted)
    $worst = [Math]::Max($worst, $sorted[-1])
    "| $name | $Repeat times | {0:0} | {1:0} |" -f $sorted[[int][Math]::Floor($Repeat / 2)], $sorted[-1]
}
if ($worst -gt 300) { exit 1 }
