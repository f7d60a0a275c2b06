#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

Describe 'The package' -Tag Slow {
    BeforeAll {
        $root = Split-Path $PSScriptRoot
        $module = Split-Path ($env:SWISH_MODULE ?? "$root/artifacts/module/Swish/Swish.psd1")
        $folder = (Get-Item TestDrive:/).FullName
        # Files of somebody else in the output folder.
        $null = New-Item -ItemType Directory "$folder/package/Swish"
        Set-Content "$folder/package/Swish/notes.txt", "$folder/package/Swish.nuspec" 'mine'
        # Compiled ahead of time for this system only, if it is one of those that are shipped.
        $shipped = (Get-Command "$root/packaging/New-ModulePackage.ps1").Parameters.Runtime.Attributes.ValidValues
        $architecture = "$([System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture)".ToLowerInvariant()
        $runtime = "$($IsWindows ? 'win' : $IsMacOS ? 'osx' : 'linux')-$architecture"
        $compiled = @($runtime | Where-Object { $_ -in $shipped })
        $package = & "$root/packaging/New-ModulePackage.ps1" -OutputPath "$folder/package" -ModulePath $module `
            -Runtime $compiled
        $archive = [System.IO.Compression.ZipFile]::OpenRead($package.FullName)
        $files = $archive.Entries.FullName
        $entry = $archive.GetEntry('Swish.nuspec')
        $reader = [System.IO.StreamReader]::new($entry.Open())
        $metadata = ([xml] $reader.ReadToEnd()).package.metadata
        $reader.Dispose()
        $archive.Dispose()
    }

    It 'has the license, an icon, tags, and the release notes of the changelog' {
        $metadata.license.InnerText | Should -Be 'MIT'
        $files | Should -Contain $metadata.icon
        $metadata.tags -split ' ' | Should -Contain 'PSModule'
        $metadata.tags -split ' ' | Should -Contain 'PSCmdlet_Invoke-SwishTraining'
        $notes = (Get-Content "$PSScriptRoot/../CHANGELOG.md" -Raw) -replace '\r'
        $notes | Should -BeLike "*$([WildcardPattern]::Escape(($metadata.releaseNotes -replace '\r')))*"
        $metadata.releaseNotes | Should -Match 'Compare-Activation'
    }

    It 'leaves the files that are in the output folder' {
        Get-Content "$folder/package/Swish/notes.txt", "$folder/package/Swish.nuspec" | Should -Be 'mine', 'mine'
    }

    It 'has the files of the module and no other' {
        $own = '_rels/*', '*Content_Types*', 'package/*', 'Swish.nuspec', 'icon.png'
        $own += $compiled | ForEach-Object { "lib/$_/Swish.dll" }
        $files | Should -Contain $own[-1]
        $shipped = $files | Where-Object { $file = $_; -not $own.Where({ $file -like $_ }) }
        $built = Get-ChildItem $module -Recurse -File |
            ForEach-Object { [System.IO.Path]::GetRelativePath($module, $_.FullName) -replace '\\', '/' }
        $shipped | Sort-Object | Should -Be ($built | Sort-Object)
        $files | Where-Object { $_ -match '\.(pdb|deps\.json)$' } | Should -BeNullOrEmpty
    }

    It 'installs from a folder as a repository into a clean profile, and works' {
        $script = {
            param($Package, $Folder)
            $ErrorActionPreference = 'Stop'
            $null = New-Item -ItemType Directory "$Folder/repository", "$Folder/installed"
            Register-PSResourceRepository -Name SwishTest -Uri "$Folder/repository" -Trusted
            Publish-PSResource -NupkgPath $Package -Repository SwishTest
            Save-PSResource -Name Swish -Repository SwishTest -Path "$Folder/installed"
            $env:PSModulePath = "$Folder/installed"
            # Only by its name, as from any folder of modules.
            (Measure-Activation Swish).Gain.ToString('0.00000', [cultureinfo]::InvariantCulture)
            [System.IO.Path]::GetRelativePath("$Folder/installed", (Get-Module Swish).ModuleBase) -replace '\\', '/'
            (Import-MnistDataset).Training.Count
            # The library compiled ahead of time trains the same bits.
            [System.IO.Path]::GetRelativePath("$Folder/installed", (Get-Activation Swish).GetType().Assembly.Location) |
                Split-Path -Parent | Split-Path -Leaf
            (Invoke-SwishTraining -Depth 2 -Width 16 -BatchNorm All -Step 20).WeightHash
        }
        # A profile of its own, so that no repository is registered in that of whoever runs the test.
        $profileFolder = New-Item -ItemType Directory "$folder/profile"
        $saved = @{}
        foreach ($name in 'HOME', 'USERPROFILE', 'LOCALAPPDATA', 'APPDATA', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME') {
            $saved[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $profileFolder.FullName)
        }
        try {
            $arguments = $package.FullName, $folder
            $result = & dotnet "$PSHOME/pwsh.dll" -NoProfile -NonInteractive -Command $script -args $arguments
        }
        finally {
            foreach ($name in $saved.Keys) { [Environment]::SetEnvironmentVariable($name, $saved[$name]) }
        }
        Import-Module "$module/Swish.psd1"
        $hash = (Invoke-SwishTraining -Depth 2 -Width 16 -BatchNorm All -Step 20).WeightHash
        $hash | Should -Match '^[0-9a-f]{32,}$'
        $place = $compiled ? $runtime : 'lib'
        $result | Should -Be '1.67653', "Swish/$($metadata.version)", 60000, $place, $hash
    }
}
