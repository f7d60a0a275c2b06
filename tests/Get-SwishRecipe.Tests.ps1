#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
}

Describe 'Get-SwishRecipe' {
    It 'lists the recipes, each with what it is' {
        $recipes = Get-SwishRecipe
        $recipes.Name | Should -Contain 'Default'
        $recipes.Name | Should -Contain 'Synced2017Shallow'
        $recipes.Description | ForEach-Object { $_ | Should -Not -BeNullOrEmpty }
    }

    It 'takes wildcards, and names without regard to case' {
        (Get-SwishRecipe synced*).Name | Should -Be 'Synced2017Shallow', 'Synced2017Deep'
        (Get-SwishRecipe synced2017deep).Name | Should -Be 'Synced2017Deep'
    }

    It 'knows the 3-layer network of 2017 to the last constant' {
        $recipe = Get-SwishRecipe Synced2017Shallow
        $recipe.HiddenLayers | Should -Be '500'
        "$($recipe.Activation)" | Should -Be 'ReLU'
        "$($recipe.Optimizer) $($recipe.LearningRate)" | Should -Be 'SGD 0.8'
        "$($recipe.Schedule) $($recipe.DecayRate) $($recipe.DecayStep) $($recipe.Staircase)" |
            Should -Be 'Exponential 0.99 550 True'
        "$($recipe.L2) $($recipe.L2Layer)" | Should -Be '0.0001 All'
        "$($recipe.Initializer) $($recipe.InitializerDeviation) $($recipe.InitialBias)" |
            Should -Be 'TruncatedNormal 0.1 0.1'
        $recipe.BatchSize | Should -Be 100
        $recipe.Step | Should -Be 10000
        $recipe.MovingAverageDecay | Should -Be 0.99
        $recipe.ValidationCount | Should -Be 5000
    }

    It 'knows the 12-layer network, whose penalty covers the first layer only' {
        $recipe = Get-SwishRecipe Synced2017Deep
        $recipe.HiddenLayers | Should -Be '500x7-300-200-100'
        $recipe.LearningRate | Should -Be 0.008
        $recipe.L2Layer | Should -Be 'First'
    }

    It 'gives a fresh object each time' {
        $recipe = Get-SwishRecipe Default
        $recipe.Activation = 'ReLU', 'GELU'
        $recipe.BatchSize = 32, 64
        "$($recipe.Activation)" | Should -Be 'ReLU GELU'
        "$((Get-SwishRecipe Default).Activation)" | Should -Be 'Swish'
    }

    It 'rejects a wrong activation when it is set' {
        $recipe = Get-SwishRecipe Default
        { $recipe.Activation = 'Swich' } | Should -Throw '*Swich*'
    }

    It 'names those that there are where a name does not exist' {
        { Get-SwishRecipe Synced2018 -ErrorAction Stop } | Should -Throw '*Synced2017Deep*' -ErrorId 'UnknownRecipe*'
    }

    It 'keeps the activation of a recipe that went through a file, also a gate' {
        $run = @{ Dataset = New-ToyDataset Moons -Count 40 }
        foreach ($name in 'SwiGLU', 'SwiGLU(beta=2)', 'PReLU(per=unit)') {
            $recipe = Get-SwishRecipe Default
            $recipe.Activation = $name
            $recipe.HiddenLayer = 4
            $recipe.Step = 1
            $recipe.ValidationCount = 0
            $recipe.BatchSize = 16
            $recipe | Export-Clixml TestDrive:/recipe.xml
            $read = Import-Clixml TestDrive:/recipe.xml | Invoke-SwishTraining @run
            $read.RunId | Should -Be ($recipe | Invoke-SwishTraining @run).RunId
            $read.Activation | Should -Be $name
        }
    }
}
