#Requires -Version 7.6
<#
.SYNOPSIS
Makes a package of the built module for Publish-PSResource and Install-PSResource.

.DESCRIPTION
Copies the module and its icon, writes the release notes of its version from CHANGELOG.md into the manifest, and runs
dotnet pack. The link to the project is ProjectUri in Directory.Build.props, from which the build also takes that of
Get-Help -Online; without it, the link is omitted.

The package also has the library compiled ahead of time for each system (ReadyToRun), in lib/<runtime>, so that a
session starts to train sooner. On other systems it is compiled while it runs, from the same code to the same results.
For this, dotnet downloads a compiler and the reference assemblies of each system.

This script needs only the PowerShell engine and dotnet.

.EXAMPLE
packaging/New-ModulePackage.ps1 -OutputPath artifacts/package

.OUTPUTS
System.IO.FileInfo
#>
[CmdletBinding()]
[OutputType([System.IO.FileInfo])]
param(
    # The folder where the package is written.
    [Parameter(Mandatory)]
    [string] $OutputPath,

    # The built module.
    [string] $ModulePath = "$PSScriptRoot/../artifacts/module/Swish",

    # The systems for which the library is compiled ahead of time.
    [ValidateSet('linux-x64', 'linux-arm64', 'osx-arm64', 'win-x64')]
    [AllowEmptyCollection()]
    [string[]] $Runtime = @('linux-x64', 'linux-arm64', 'osx-arm64', 'win-x64')
)

$ErrorActionPreference = 'Stop'

function Get-ProjectUri {
    ([xml] [System.IO.File]::ReadAllText("$PSScriptRoot/../Directory.Build.props")).Project.PropertyGroup.ProjectUri
}

function Get-ReleaseNote([string] $Version) {
    $log = [System.IO.File]::ReadAllText("$PSScriptRoot/../CHANGELOG.md")
    if ($log -notmatch "(?ms)^## \[$([regex]::Escape($Version))\][^\n]*\n(?<notes>.*?)(?=^## |\z)") {
        throw "CHANGELOG.md has no section for version $Version."
    }
    $Matches.notes.Trim()
}

function ConvertTo-XmlText([string] $Text) { [System.Security.SecurityElement]::Escape($Text) }

function Copy-Module([string] $From, [string] $To) {
    foreach ($file in [System.IO.Directory]::GetFiles($From, '*', 'AllDirectories')) {
        $target = [System.IO.Path]::Combine($To, [System.IO.Path]::GetRelativePath($From, $file))
        [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($target))
        [System.IO.File]::Copy($file, $target)
    }
    [System.IO.File]::Copy("$PSScriptRoot/icon.png", "$To/icon.png")
}

function Add-CompiledLibrary([string] $Name, [string] $To, [string] $Temporary) {
    # In a folder of its own: the restore for a system must not change what the next build of this folder finds.
    $log = & dotnet publish "$PSScriptRoot/../src/Swish/Swish.csproj" --configuration Release --runtime $Name `
        --self-contained false --artifacts-path "$Temporary/artifacts" --output "$Temporary/$Name" --verbosity quiet `
        -p:PublishReadyToRun=true -p:RunAnalyzers=false
    if ($LASTEXITCODE -ne 0) { throw "Compiling for $Name failed with exit code ${LASTEXITCODE}: $log" }
    [void] [System.IO.Directory]::CreateDirectory($To)
    [System.IO.File]::Copy("$Temporary/$Name/Swish.dll", "$To/Swish.dll")
}

function Write-Manifest([string] $Path, [string] $Note, [string] $Uri) {
    $text = [System.IO.File]::ReadAllText($Path)
    $place = "ReleaseNotes = 'See CHANGELOG.md.'"
    if (-not $text.Contains($place)) { throw "The manifest lacks the line that the release notes replace: $place" }
    $filled = "ReleaseNotes = '$($Note.Replace("'", "''"))'"
    if ($Uri) { $filled += "`n            ProjectUri   = '$Uri'" }
    [System.IO.File]::WriteAllText($Path, $text.Replace($place, $filled))
}

$paths = $ExecutionContext.SessionState.Path
$module = $paths.GetUnresolvedProviderPathFromPSPath($ModulePath)
$output = $paths.GetUnresolvedProviderPathFromPSPath($OutputPath)
# A folder of its own: what is in the output folder is not ours to remove.
$temporary = [System.IO.Directory]::CreateTempSubdirectory('swish-package-').FullName
$staged = [System.IO.Path]::Combine($temporary, 'Swish')
$manifest = Test-ModuleManifest -Path "$module/Swish.psd1"
$note = Get-ReleaseNote -Version $manifest.Version
$uri = Get-ProjectUri
Copy-Module -From $module -To $staged
foreach ($name in $Runtime) {
    Add-CompiledLibrary -Name $name -To "$staged/lib/$name" -Temporary $temporary
}
Write-Manifest -Path "$staged/Swish.psd1" -Note $note -Uri $uri

# The tags that Find-PSResource searches.
$commands = $manifest.ExportedCmdlets.Keys
$tags = @($manifest.Tags; 'PSModule'; 'PSIncludes_Cmdlet'
    $commands.ForEach({ "PSCmdlet_$_"; "PSCommand_$_" })) -join ' '
$link = $uri ? "<projectUrl>$(ConvertTo-XmlText $uri)</projectUrl>" : ''
$nuspec = "$temporary/Swish.nuspec"
[System.IO.File]::WriteAllText($nuspec, @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
  <metadata>
    <id>Swish</id>
    <version>$($manifest.Version)</version>
    <authors>$(ConvertTo-XmlText $manifest.Author)</authors>
    <owners>$(ConvertTo-XmlText $manifest.CompanyName)</owners>
    <license type="expression">MIT</license>
    <icon>icon.png</icon>
    $link
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <description>$(ConvertTo-XmlText $manifest.Description)</description>
    <releaseNotes>$(ConvertTo-XmlText $note)</releaseNotes>
    <copyright>$(ConvertTo-XmlText $manifest.Copyright)</copyright>
    <tags>$(ConvertTo-XmlText $tags)</tags>
  </metadata>
  <files>
    <file src="Swish/**" target="" />
  </files>
</package>
"@)

$log = & dotnet pack "$PSScriptRoot/../src/Swish.Module/Swish.Module.csproj" --no-build --no-restore `
    --configuration Release --output $output --verbosity quiet `
    -p:NuspecFile=$nuspec -p:NuspecBasePath=$temporary -p:NoPackageAnalysis=true
$exitCode = $LASTEXITCODE
[System.IO.Directory]::Delete($temporary, $true)
if ($exitCode -ne 0) { throw "dotnet pack failed with exit code ${exitCode}: $log" }
[System.IO.FileInfo]::new([System.IO.Path]::Combine($output, "Swish.$($manifest.Version).nupkg"))
