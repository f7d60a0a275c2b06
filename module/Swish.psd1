@{
    RootModule           = 'Swish.Module.dll'
    # Imported before the root module, whose types need the library that the loader brings.
    NestedModules        = @('Swish.Loader.dll')
    ModuleVersion        = '0.1.0'
    GUID                 = '5b0a3c5e-5e0f-4d5c-9c55-7c0a1d9e2f41'
    Author               = 'Swish contributors'
    CompanyName          = 'Swish contributors'
    Copyright            = '(c) Swish contributors. MIT licence.'
    Description          = 'Trains fully connected networks on MNIST and tells what an activation function does to them: sweeps over depth, width, batch size, learning rate and seed, paired comparison with a baseline, curves and properties of activations.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('Swish.Format.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    CmdletsToExport      = @(
        'Compare-Activation'
        'Export-SwishPlot'
        'Get-Activation'
        'Get-ActivationCurve'
        'Get-SwishRecipe'
        'Get-TrainingHistory'
        'Import-MnistDataset'
        'Import-TrainingResult'
        'Invoke-SwishTraining'
        'Measure-Activation'
        'New-Activation'
        'Search-Activation'
        'Show-SwishPlot'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('MNIST', 'Activation', 'Swish', 'NeuralNetwork', 'MachineLearning', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
