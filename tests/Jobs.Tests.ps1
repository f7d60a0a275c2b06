#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $path = (Get-Module Swish).ModuleBase
    $quick = @{ Width = 8; Depth = 1; Step = 5 }
    $expected = Invoke-SwishTraining @quick -Repeat 5 -Activation ReLU, Swish
}

Describe 'Training beside other work' {
    It 'trains in a thread job' {
        $job = Start-ThreadJob { Import-Module $using:path; $quick = $using:quick; Invoke-SwishTraining @quick }
        $result = $job | Receive-Job -Wait -AutoRemoveJob
        $result.WeightHash | Should -Be $expected.Where({ $_.Activation -eq 'Swish' })[0].WeightHash
    }

    It 'trains in several runspaces at once, to the same bits as alone' {
        $hashes = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:path
            $quick = $using:quick
            $result = Invoke-SwishTraining @quick -Activation ReLU -Seed $_
            "$($result.Seed) $($result.WeightHash)"
        }
        $hashes | Sort-Object | Should -Be $expected[0..3].ForEach({ "$($_.Seed) $($_.WeightHash)" })
    }

    It 'gives results out of a job that still compare' {
        $job = Start-Job {
            Import-Module $using:path
            $quick = $using:quick
            Invoke-SwishTraining @quick -Repeat 5 -Activation ReLU, Swish
        }
        $crossed = $job | Receive-Job -Wait -AutoRemoveJob
        $crossed.WeightHash | Should -Be $expected.WeightHash
        $crossed | Compare-Activation | ConvertTo-Json | Should -Be ($expected | Compare-Activation | ConvertTo-Json)
    }

    It 'ends a thread job that is stopped, and keeps what was finished' {
        $log = "$((Get-Item TestDrive:/).FullName)/stopped.jsonl"
        $job = Start-ThreadJob {
            Import-Module $using:path
            $quick = $using:quick
            Invoke-SwishTraining @quick -Repeat 5000 -ResultPath $using:log
        }
        $patience = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (Test-Path $log) -or (Get-Item $log).Length -eq 0) {
            if ($patience.Elapsed.TotalMinutes -gt 2 -or $job.State -in 'Failed', 'Completed') {
                throw "No run was logged: $($job | Receive-Job 2>&1)"
            }
            Start-Sleep -Milliseconds 20
        }
        $job | Stop-Job
        $job.State | Should -Be 'Stopped'
        $job | Remove-Job
        $finished = @(Import-TrainingResult $log)
        $finished.Count | Should -BeGreaterThan 0
        $finished.Count | Should -BeLessThan 5000
        # The log is free again, and its runs are not done twice.
        $again = Invoke-SwishTraining @quick -Seed $finished[0].Seed -ResultPath $log
        $again.WeightHash | Should -Be $finished[0].WeightHash
        @(Import-TrainingResult $log).Count | Should -Be $finished.Count
    }

    It 'lets go when Select-Object has enough, and can train again at once' {
        Invoke-SwishTraining @quick -Repeat 5000 | Select-Object -First 1 | Should -HaveCount 1
        (Invoke-SwishTraining @quick -Activation ReLU).WeightHash | Should -Be $expected[0].WeightHash
    }
}
