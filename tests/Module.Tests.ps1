#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    $noProgram = $IsMacOS -or [System.Runtime.InteropServices.RuntimeInformation]::OSArchitecture -ne 'X64'
}

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
}

Describe 'The module Swish' {
    It 'exports cmdlets, each with an approved verb, and aliases of two of them' {
        $commands = Get-Command -Module Swish -CommandType Cmdlet, Function, Filter, Script, Application
        $commands.CommandType | Sort-Object -Unique | Should -Be 'Cmdlet'
        Get-Command -Module Swish -CommandType Alias | ForEach-Object { $_.ResolvedCommandName } |
            Should -Be 'Show-SwishPlot', 'Invoke-SwishTraining', 'Show-SwishPlot'
        $approved = (Get-Verb).Verb
        $commands.Verb | Should -BeIn $approved
    }

    It 'says in two lines of an interactive session what to try first' {
        $project = [xml] (Get-Content "$PSScriptRoot/../src/Swish.Shell/Swish.Shell.csproj" -Raw)
        $script = $project.SelectNodes('//_SessionScriptLine').Include -replace '%24', '$' -join "`n"
        $shown = [regex]::Matches($script, "Write-Host '(.+)'").ForEach({ $_.Groups[1].Value })
        $shown.Count | Should -Be 2
        ($shown | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        $try = [scriptblock]::Create($shown[0] -replace '^Try: ')
        $commands = $try.Ast.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)
        $commands | ForEach-Object { $_.GetCommandName() } | Should -Be 'Invoke-SwishTraining', 'Compare-Activation'
        # Six seeds, without which there is no verdict.
        "$try" | Should -Match '-Repeat 6'
        # The tests have arguments or redirected input, so this session says nothing.
        & ([scriptblock]::Create(($script -split "`n", 2)[1])) 6>&1 | Should -BeNullOrEmpty
    }

    It 'declares the output type of every cmdlet' {
        (Get-Command -Module Swish -CommandType Cmdlet).Where({ -not $_.OutputType }).Name | Should -BeNullOrEmpty
    }

    # Start-Job starts the program pwsh, which the .NET tool has for x64 Linux and Windows only.
    It 'works although another MathNet.Numerics was loaded before' -Tag Slow -Skip:$noProgram {
        $other = "$((Get-Item TestDrive:/).FullName)/MathNet.Numerics.dll"
        $job = Start-Job -ArgumentList (Get-Module Swish).ModuleBase, $other {
            param($module, $other)
            Add-Type -OutputAssembly $other -TypeDefinition '
                [assembly: System.Reflection.AssemblyVersion("4.0.0.0")]
                namespace MathNet.Numerics { public static class Other { } }'
            $null = [System.Reflection.Assembly]::LoadFrom($other)
            Import-Module $module
            (Measure-Activation ReLU).SecondMoment
            "$([MathNet.Numerics.Other].Assembly.GetName().Version)"
        }
        $job | Receive-Job -Wait -AutoRemoveJob | Should -Be 0.5, '4.0.0.0'
    }

    It 'works in several runspaces at once' {
        $path = (Get-Module Swish).ModuleBase
        $gains = 1..4 | ForEach-Object -Parallel { Import-Module $using:path; (Measure-Activation Swish).Gain }
        $gains | Sort-Object -Unique | Should -HaveCount 1
    }

    It 'leaves nothing running when it is removed' -Skip:(-not $IsLinux) {
        # Under Linux the system tells the names of threads.
        function Get-OwnThread {
            Get-ChildItem "/proc/$PID/task/*/comm" | Get-Content -ErrorAction Ignore |
                Where-Object { $_ -like 'Swish*' }
        }
        $path = (Get-Module Swish).ModuleBase
        $seen = Invoke-SwishTraining -Width 512 -Step 20 -Repeat 3 -ThrottleLimit 1 -Thread 2 |
            ForEach-Object { @(Get-OwnThread).Count } | Measure-Object -Maximum
        $seen.Maximum | Should -BeGreaterThan 0 -Because 'a sweep under way has threads'
        $null = Invoke-SwishTraining -Width 64 -Step 200 -Repeat 20 -ThrottleLimit 2 | Select-Object -First 1
        Remove-Module Swish
        Get-OwnThread | Should -BeNullOrEmpty
        Import-Module $path
    }
}
