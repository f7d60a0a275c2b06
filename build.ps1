<#
.SYNOPSIS
Builds, tests or cleans Swish.

.DESCRIPTION
A thin layer over dotnet, which does the same without PowerShell: 'dotnet build -c Release' leaves an importable module in
artifacts/module/Swish, 'dotnet test' runs all tests. This script needs no more than PowerShell's engine, so that
Swish.Shell -File build.ps1 runs it too.

.EXAMPLE
./build.ps1

Builds the module for release.

.EXAMPLE
./build.ps1 -Task Clean, Build, Test
#>
[CmdletBinding()]
param(
    # What to do, in this order.
    [ValidateSet('Build', 'Test', 'Clean')]
    [string[]] $Task = 'Build',

    # Release is what one measures and ships. The library is optimised in both.
    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $args ended with exit code $LASTEXITCODE." }
}

foreach ($name in $Task) {
    switch ($name) {
        'Build' { Invoke-DotNet build "$PSScriptRoot/Swish.slnx" --configuration $Configuration }
        'Test' { Invoke-DotNet test --solution "$PSScriptRoot/Swish.slnx" --configuration $Configuration }
        'Clean' {
            $artifacts = "$PSScriptRoot/artifacts"
            if ([System.IO.Directory]::Exists($artifacts)) { [System.IO.Directory]::Delete($artifacts, $true) }
        }
    }
}
