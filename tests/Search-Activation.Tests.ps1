#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $mnist = Import-MnistDataset
    $child = Get-SwishRecipe Default
    $child.HiddenLayer = 8
    # Two functions of one operand, one of two, and networks of a few steps: enough to see the search at work.
    $search = @{
        Unary = 'Identity', 'Sigmoid'
        Binary = 'Multiply'
        Step = 3
        Rung = 2
        Finalist = 2
        Recipe = $child
        Dataset = $mnist
    }
    $found = Search-Activation @search
}

Describe 'Search-Activation' {
    It 'ranks the compositions that there are, each function once' {
        $found | ForEach-Object Rank | Should -Be (1..$found.Count)
        $found.Formula | Sort-Object -Unique | Should -HaveCount $found.Count
        $found.Formula | Should -Contain 'sigmoid(x)*x'
    }

    It 'searches on a small data set too' {
        $few = New-ToyDataset Moons -Count 200
        $small = @{ Unary = 'Identity', 'Sigmoid'; Binary = 'Multiply'; Step = 3; Rung = 1; Dataset = $few }
        $said = Search-Activation @small -Verbose 4>&1
        @($said.Where({ $_ -isnot [Management.Automation.VerboseRecord] })).Count | Should -BeGreaterThan 1
        "$said" | Should -BeLike '*Chosen for the 200 training examples of Moons: batches of 32, 20 examples for *'
    }

    It 'trains the better ones longer' {
        $found[0].Steps | Should -BeGreaterThan $found[-1].Steps
        $found[0].Rung | Should -Be 2
    }

    It 'tells the test accuracy of the finalists only: none is chosen by it' {
        [double]::IsFinite($found[0].TestAccuracy) | Should -BeTrue
        [double]::IsNaN($found[-1].TestAccuracy) | Should -BeTrue
    }

    It 'finds the same again under the same seed' {
        (Search-Activation @search).ValidationAccuracy | Should -Be $found.ValidationAccuracy
    }
}
