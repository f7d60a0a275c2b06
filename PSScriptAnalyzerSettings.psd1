@{
    # All rules at every severity, with those that are off by default and fit the house.
    IncludeDefaultRules = $true
    Severity            = @('Error', 'Warning', 'Information')
    Rules               = @{
        PSAvoidLongLines           = @{ Enable = $true; MaximumLineLength = 120 }
        PSPlaceOpenBrace           = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $false }
        PSPlaceCloseBrace          = @{ Enable = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4 }
        PSUseConsistentWhitespace  = @{ Enable = $true; IgnoreAssignmentOperatorInsideHashTable = $true }
        PSUseCorrectCasing         = @{ Enable = $true }
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = @('7.0') }
    }
    ExcludeRules        = @(
        # Pester's blocks share variables by scope, which the rule does not see.
        'PSUseDeclaredVarsMoreThanAssignments'
        # Files are UTF-8, which PowerShell 7 reads without a mark.
        'PSUseBOMForUnicodeEncodedFile'
        # 'Measure-Activation Swish' is how the cmdlets are meant to be called.
        'PSAvoidUsingPositionalParameters'
        # A script block with a param block takes its values from -ArgumentList, which the rule does not see.
        'PSUseUsingScopeModifierInNewRunspaces'
    )
}
