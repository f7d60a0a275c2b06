@{
    RootModule           = 'Swish.Module.dll'
    # Imported before the root module: its types need the library that the loader loads.
    NestedModules        = @('Swish.Loader.dll')
    ModuleVersion        = '0.1.0'
    GUID                 = '5b0a3c5e-5e0f-4d5c-9c55-7c0a1d9e2f41'
    Author               = 'Swish contributors'
    CompanyName          = 'Swish contributors'
    Copyright            = '(c) Swish contributors. MIT license.'
    Description          = @'
Compare activation functions in fully connected networks. Swish trains networks on MNIST, fast and on the CPU, sweeps
depth, width, batch size, learning rate and seed, and tests which differences between activations are statistically
significant, paired by seed. It has 21 built-in activation functions with plots of their curves and their properties,
accepts your own as a script block, and searches for new ones. The same seed produces bit-identical weights on every
machine. MNIST is included.
'@
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    TypesToProcess       = @('Swish.Types.ps1xml')
    FormatsToProcess     = @('Swish.Format.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @('swish', 'swishplot', 'Show-SwishImage')
    CmdletsToExport      = @(
        'Compare-Activation'
        'ConvertTo-SwishDataset'
        'Export-SwishImage'
        'Export-SwishNetwork'
        'Export-SwishPlot'
        'Export-SwishReport'
        'Get-Activation'
        'Get-ActivationCurve'
        'Get-PredictionGrid'
        'Get-SwishExample'
        'Get-SwishNetwork'
        'Get-SwishRecipe'
        'Get-TrainingDiagnostic'
        'Get-TrainingHistory'
        'Import-CifarDataset'
        'Import-ImageDataset'
        'Import-MnistDataset'
        'Import-SwishNetwork'
        'Import-TableDataset'
        'Import-TrainingResult'
        'Invoke-SwishNetwork'
        'Invoke-SwishTraining'
        'Measure-Activation'
        'New-Activation'
        'New-SwishNetwork'
        'New-ToyDataset'
        'Optimize-SwishTraining'
        'Search-Activation'
        'Show-SwishPlot'
        'Test-SwishNetwork'
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
