#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $path = (Get-Module Swish).ModuleBase
    $data = Import-MnistDataset
    $quick = @{ Dataset = $data; HiddenLayer = 8; Step = 20; ValidationCount = 0; ThrottleLimit = 2 }

    function Get-SwishThread {
        if (-not $IsLinux) { return }
        Get-ChildItem /proc/$PID/task | ForEach-Object { Get-Content "$_/comm" -ErrorAction Ignore } |
            Where-Object { $_ -cmatch '^Swish [a-z]' }
    }
}

Describe 'Stopping Invoke-SwishTraining' {
    It 'ends when a command behind it has enough, with what has finished in the log' {
        $log = "$((Get-Item TestDrive:/).FullName)/first.jsonl"
        $results = Invoke-SwishTraining @quick -Repeat 10000 -ResultPath $log | Select-Object -First 2
        $results.Seed | Should -Be 1, 2
        $logged = Import-TrainingResult $log
        $logged.Count | Should -BeGreaterOrEqual 2
        $logged.Count | Should -BeLessThan 10000
        ($logged | Where-Object Seed -In 1, 2 | Sort-Object Seed).WeightHash | Should -Be $results.WeightHash
        Get-SwishThread | Should -BeNullOrEmpty
    }

    It 'ends with its thread job, and another command goes on with its log' {
        $log = "$((Get-Item TestDrive:/).FullName)/job.jsonl"
        $returned = [System.Threading.ManualResetEventSlim]::new()
        $job = Start-ThreadJob {
            Import-Module $using:path
            $quick = $using:quick
            $returned = $using:returned
            Invoke-SwishTraining @quick -Repeat 10000 -ResultPath $using:log | ForEach-Object { $_; $returned.Set() }
        }
        $returned.Wait([timespan]::FromMinutes(2)) | Should -BeTrue
        Stop-Job $job
        $job.State | Should -Be 'Stopped'
        Get-SwishThread | Should -BeNullOrEmpty
        $received = @(Receive-Job $job)
        $before = @(Import-TrainingResult $log)
        $before.RunId | Should -Contain $received[0].RunId
        $all = Invoke-SwishTraining @quick -Repeat 5 -ResultPath $log
        $all.Seed | Should -Be 1, 2, 3, 4, 5
        $all[0].WeightHash | Should -Be $received[0].WeightHash
        Remove-Job $job
    }

    It 'works several times at once, each to the same bits' {
        $hashes = 1..4 | ForEach-Object -Parallel {
            Import-Module $using:path
            $quick = $using:quick
            (Invoke-SwishTraining @quick -Repeat 3).WeightHash -join ' '
        }
        $hashes | Should -HaveCount 4
        $hashes | Sort-Object -Unique | Should -Be ((Invoke-SwishTraining @quick -Repeat 3).WeightHash -join ' ')
        Get-SwishThread | Should -BeNullOrEmpty
    }
}
