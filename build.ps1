<#
.SYNOPSIS
Builds, tests, measures, packages or cleans Swish.

.DESCRIPTION
A thin layer over dotnet, which does the same without PowerShell: 'dotnet build -c Release' leaves an importable module
in artifacts/module/Swish, 'dotnet test' runs all tests. This script needs no more than PowerShell's engine, so that
Swish.Shell -File build.ps1 runs it too.

.EXAMPLE
./build.ps1

Builds the module for release.

.EXAMPLE
./build.ps1 -Task Clean, Build, Test

.EXAMPLE
./build.ps1 -Task Package

Builds, and makes artifacts/package/Swish.<version>.nupkg, ready for Publish-PSResource.
#>
[CmdletBinding()]
param(
    # What to do, in this order. Build: the module. Test: all tests. Bench: speed, start-up and memory compared with
    # libtorch. Package: the module as a .nupkg. Clean: remove all that was built.
    [ValidateSet('Build', 'Test', 'Bench', 'Package', 'Clean')]
    [string[]] $Task = 'Build',

    # Release is what one measures and ships. The library is optimized in both.
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
        'Bench' {
            foreach ($verb in 'peers', 'start') {
                Invoke-DotNet run --project "$PSScriptRoot/benchmarks/Swish.Benchmarks" --configuration Release `
                    -p:LibTorch=true -- $verb
            }
        }
        'Package' {
            # What is shipped is built for release, whatever the folder held.
            Invoke-DotNet build "$PSScriptRoot/src/Swish.Module" --configuration Release
            & "$PSScriptRoot/packaging/New-ModulePackage.ps1" -OutputPath "$PSScriptRoot/artifacts/package"
        }
        'Clean' {
            $artifacts = "$PSScriptRoot/artifacts"
            if ([System.IO.Directory]::Exists($artifacts)) { [System.IO.Directory]::Delete($artifacts, $true) }
        }
    }
}
