@{
    RootModule           = 'Swish.Module.dll'
    # Imported before the root module, whose types need the library that the loader brings.
    NestedModules        = @('Swish.Loader.dll')
    ModuleVersion        = '0.1.0'
    GUID                 = '5b0a3c5e-5e0f-4d5c-9c55-7c0a1d9e2f41'
    Author               = 'Swish contributors'
    CompanyName          = 'Swish contributors'
    Copyright            = '(c) Swish contributors. MIT license.'
    Description          = @'
What does this activation function do to this network? Swish trains fully connected networks on MNIST fast, sweeps
depth, width, batch size, learning rate and seed, and compares activations in pairs with tests that say what is real.
It knows 21 activation functions with their curves and properties, takes your own as a script block, and searches for
new ones. The same seed gives the same weights to the last bit, on every machine. MNIST ships with it.
'@
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    TypesToProcess       = @('Swish.Types.ps1xml')
    FormatsToProcess     = @('Swish.Format.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @('swish', 'swishplot')
    CmdletsToExport      = @(
        'Compare-Activation'
        'Export-SwishPlot'
        'Get-Activation'
        'Get-ActivationCurve'
        'Get-SwishRecipe'
        'Get-TrainingDiagnostic'
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
            Tags         = @(
                'MNIST', 'Activation', 'Swish', 'ReLU', 'NeuralNetwork', 'DeepLearning', 'MachineLearning'
                'PSEdition_Core', 'Windows', 'Linux', 'MacOS'
            )
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
