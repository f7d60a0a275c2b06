#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    $noProgram = $IsMacOS -or [System.Runtime.InteropServices.RuntimeInformation]::OSArchitecture -ne 'X64'
}

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $path = (Get-Module Swish).ModuleBase
    $quick = @{ Width = 8; Depth = 1; Step = 5 }
    $expected = Invoke-SwishTraining @quick -Repeat 5 -Activation ReLU, Swish
}

Describe 'Training while other work runs' -Tag Slow {
    It 'trains in a thread job' {
        $job = Start-ThreadJob { Import-Module $using:path; $quick = $using:quick; Invoke-SwishTraining @quick }
        $result = $job | Receive-Job -Wait -AutoRemoveJob
        $result.WeightHash | Should -Be $expected.Where({ $_.Activation -eq 'Swish' })[0].WeightHash
    }

    # Start-Job starts the program pwsh, which the .NET tool has for x64 Linux and Windows only.
    It 'gives results out of a job that still compare' -Skip:$noProgram {
        $job = Start-Job {
            Import-Module $using:path
            $quick = $using:quick
            Invoke-SwishTraining @quick -Repeat 5 -Activation ReLU, Swish
        }
        $crossed = $job | Receive-Job -Wait -AutoRemoveJob
        $crossed.WeightHash | Should -Be $expected.WeightHash
        # Which test examples are correct does not cross the process.
        $rows = $crossed, $expected | ForEach-Object {
            $_ | Compare-Activation | Select-Object * -ExcludeProperty Covers, NewExamples*, ExampleError, Note |
                ConvertTo-Json
        }
        $rows[0] | Should -Be $rows[1]
    }
}
