<#
.SYNOPSIS
Measures how long a new session takes until its first training step is done.

.DESCRIPTION
Starts new processes of the host that runs this script, alternating between three kinds. One runs a pipeline that only
prints the time. One imports a module with a single cmdlet and runs it, which compiles what PowerShell needs for any
module. The third trains 784-500-10 for one step on the shipped data set, and prints two times: when the command began
and when the result was available, which is after an evaluation on the 10,000 test images and after hashing the data and
the weights. A verbose message says how long after the beginning the step was done. The difference between these times
and those of the other kinds is spent on importing the module, reading the data, and JIT compilation.
Works in any PowerShell 7.6:

    dotnet run -c Release --project src/Swish.Shell -- -File benchmarks/Measure-Start.ps1

.PARAMETER Repeat
The number of processes of each kind.

.PARAMETER ModulePath
Manifests of the module to measure alternately, such as that of a build and that of an installed package, which is
compiled ahead of time. By default the module that is loaded.
#>
param([int] $Repeat = 9, [string[]] $ModulePath)

$ErrorActionPreference = 'Stop'
$null = Get-SwishRecipe Default # imports the module, if it can be found by name
$modules = $ModulePath ? $ModulePath : (Get-Module Swish).Path -replace 'Swish\.Module\.dll$', 'Swish.psd1'
$executable = [Environment]::ProcessPath
# Under 'dotnet' the first argument is the assembly of PowerShell.
$isTool = [System.IO.Path]::GetFileNameWithoutExtension($executable) -eq 'dotnet'
[string[]] $start = if ($isTool) { [Environment]::GetCommandLineArgs()[0] }
$start += '-NoProfile'
$now = "[DateTime]::UtcNow.ToString('O')"
$step = '$lines = Invoke-SwishTraining -HiddenLayer 500 -BatchSize 100 -ValidationCount 0 -Step 1 -Verbose 4>&1'
$quiet = "`$ProgressPreference = 'SilentlyContinue'"

# A module with one cmdlet.
$folder = [System.IO.Directory]::CreateTempSubdirectory('swish-start-').FullName
Add-Type -OutputAssembly "$folder/Empty.dll" -TypeDefinition @'
[System.Management.Automation.Cmdlet("Get", "Nothing")]
public class GetNothing : System.Management.Automation.Cmdlet { }
'@
New-ModuleManifest "$folder/Empty.psd1" -RootModule Empty.dll -CmdletsToExport Get-Nothing -FunctionsToExport @() `
    -AliasesToExport @() -VariablesToExport @()
$other = "Import-Module '$folder/Empty.psd1'; $quiet; Get-Nothing; $now"

# Returns the times that a process prints, in milliseconds since its start.
function Measure-Process([string] $Command) {
    $begin = [DateTime]::UtcNow
    $text = [string] (& $executable @start -Command $Command)
    if ($LASTEXITCODE) { throw "The process ended with exit code $LASTEXITCODE." }
    $times = foreach ($match in [regex]::Matches($text, '\d{4}-\d\d-\d\dT[\d:.]+Z')) {
        $time = [DateTime]::Parse($match.Value, [cultureinfo]::InvariantCulture, 'RoundtripKind')
        ($time - $begin).TotalMilliseconds
    }
    # With a training: when the result was there, and when the first step was done.
    if ($text -match 'first step was done after ([\d.]+) s') { $times[1], ($times[0] + 1000 * [double] $Matches[1]) }
    else { $times }
}

function Get-Middle([double[]] $Number) { ($Number | Sort-Object)[[Math]::Floor($Number.Length / 2)] }

$times = @{}
for ($i = 0; $i -lt $Repeat; $i++) {
    $times['empty'] += , (Measure-Process $now)
    $times['other'] += , (Measure-Process $other)
    foreach ($module in $modules) {
        $result, $first = Measure-Process "Import-Module '$module'; $quiet; $now; $step; $now; [string] `$lines[-1]"
        $times["$module result"] += , $result
        $times["$module step"] += , $first
    }
}
[System.IO.Directory]::Delete($folder, $true)
"Medians of $Repeat processes, in ms:"
'an empty pipeline {0:0}, a module with one cmdlet {1:0}' -f (Get-Middle $times['empty']), (Get-Middle $times['other'])
foreach ($module in $modules) {
    'after the module with one cmdlet: first step {0:0} ({1:0} at least), result {2:0}: {3}' -f @(
        (Get-Middle $times["$module step"]) - (Get-Middle $times['other'])
        ($times["$module step"] | Measure-Object -Minimum).Minimum - ($times['other'] | Measure-Object -Minimum).Minimum
        (Get-Middle $times["$module result"]) - (Get-Middle $times['other'])
        $module)
}
