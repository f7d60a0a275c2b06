<#
.SYNOPSIS
Measures how long a training takes to stop, and looks for what keeps running.

.DESCRIPTION
Starts Invoke-SwishTraining in a runspace of its own, stops it at a random moment as Ctrl+C does, and takes the time
until the pipeline has ended and (on Linux) no thread of Swish is left: in the midst of a step of large networks,
while their weights are drawn, and in small ones. More than 300 ms once is a failure. Runs in PowerShell and in
Swish.Shell:

    dotnet run -c Release --project src/Swish.Shell -- -File benchmarks/Measure-Stop.ps1

.PARAMETER Repeat
How often each training is stopped.

.PARAMETER Seed
The seed of the random moments.
#>
param([int] $Repeat = 10, [int] $Seed = 1)

$ErrorActionPreference = 'Stop'
$null = Get-SwishRecipe Default # imports the module where it is found by name
$module = (Get-Module Swish).Path
$random = [System.Random]::new($Seed)
$worst = 0

function Get-SwishThread {
    if (-not [System.IO.Directory]::Exists('/proc/self/task')) { return }
    foreach ($task in [System.IO.Directory]::GetDirectories("/proc/$([Environment]::ProcessId)/task")) {
        try { $name = [System.IO.File]::ReadAllText("$task/comm").Trim() } catch { continue } # it has ended meanwhile
        if ($name -match '^Swish [a-z]') { $name }
    }
}

# The name, the parameters, and the seconds within which it is stopped.
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
        if ($shell.InvocationStateInfo.State -ne 'Running') { throw "It has ended before: $($shell.Streams.Error)" }
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
