#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Recipes must reach their accuracies, and weights must be what they were, to the last bit. The first part stops each
# recipe early and takes seconds. The second trains the recipes of 2017 to their end, some minutes on one core, and runs
# where the environment asks for it:
#
#     $env:SWISH_FULL_REGRESSION = 1; Invoke-Pester tests/Regression.Tests.ps1
#
# A hash that differs means that the arithmetic has changed: a result log of before then holds other runs than it says.

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $mnist = Import-MnistDataset
}

Describe 'A recipe that is stopped early' -Tag Slow {
    It '<Name> gives the weights that it gave' -ForEach @(
        @{ Name = 'Default, 300 steps'
            Run = @{ Recipe = 'Default'; Step = 300 }
            Accuracy = 0.9385; Hash = '94b4c8ae673ebc79745c5bf85d310a36'
        }
        @{ Name = 'Synced2017Shallow, 200 steps'
            Run = @{ Recipe = 'Synced2017Shallow'; Step = 200 }
            Accuracy = 0.9497; Hash = '72bd1314f4510bbe4f1e9131cffde89f'
        }
        @{ Name = 'Synced2017Deep with ReLU, 30 steps'
            Run = @{ Recipe = 'Synced2017Deep'; Activation = 'ReLU'; Step = 30 }
            Accuracy = 0.6425; Hash = '36462ec65fe501a80703afdee35917e6'
        }
        @{ Name = 'Synced2017Deep with Swish, 30 steps'
            Run = @{ Recipe = 'Synced2017Deep'; Activation = 'Swish'; Step = 30 }
            Accuracy = 0.7021; Hash = '1d75ed21ed7a9b325301ccb562269097'
        }
        @{ Name = 'A network with all that regularizes'
            Run = @{ Activation = 'GELU'; Depth = 4; Width = 64; BatchNorm = 'All'; Residual = $true; Dropout = 0.1
                Optimizer = 'AdamW'; WeightDecay = 0.01; Schedule = 'Cosine'; Step = 100
            }
            Accuracy = 0.8642; Hash = '5014e2235e434fc4fedb29ca41216d8a'
        }
        @{ Name = 'A network with learnable parameters'
            Run = @{ Activation = 'TrainedSwish'; Width = 64; Optimizer = 'Nesterov'; LearningRate = 0.05
                Initializer = 'GlorotUniform'; GradientClip = 1; Step = 100
            }
            Accuracy = 0.9146; Hash = '8a0a75628ae9eabdc7509038878a8c18'
        }
    ) {
        $result = Invoke-SwishTraining -Dataset $mnist @Run
        $result.TestAccuracy | Should -Be $Accuracy
        $result.WeightHash | Should -Be $Hash
    }
}

if ($env:SWISH_FULL_REGRESSION) {
    Describe 'A recipe that is trained to its end' -Tag Slow {
        # Seeds differ by some thousandths, and so the bound lies as much below.
        It '<Name> reaches <AtLeast> and gives the weights that it gave' -ForEach @(
            @{ Name = 'Synced2017Shallow, for which 0.9829 was reported,'
                Run = @{ Recipe = 'Synced2017Shallow' }
                AtLeast = 0.982; Hash = '5270601019ea7d4d27fd9908d96948b7'
            }
            @{ Name = 'Synced2017Deep with ReLU, for which 0.9666 was reported,'
                Run = @{ Recipe = 'Synced2017Deep'; Activation = 'ReLU' }
                AtLeast = 0.962; Hash = 'c11764f93f92aabedb11f6501e4474b1'
            }
            @{ Name = 'Synced2017Deep with Swish, for which 0.9722 was reported,'
                Run = @{ Recipe = 'Synced2017Deep'; Activation = 'Swish' }
                AtLeast = 0.962; Hash = '2173c9cdae4982ddd4b5b748987e472e'
            }
        ) {
            $result = Invoke-SwishTraining -Dataset $mnist @Run
            $result.Status | Should -Be 'Completed'
            $result.TestAccuracy | Should -BeGreaterOrEqual $AtLeast
            $result.WeightHash | Should -Be $Hash
        }
    }
}
