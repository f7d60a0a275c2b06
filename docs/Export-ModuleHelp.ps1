#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Microsoft.PowerShell.PlatyPS'; ModuleVersion = '1.0' }
<#
.SYNOPSIS
Makes the help file that Get-Help reads from the Markdown pages in docs/en-US.

.DESCRIPTION
PlatyPS does the work. What it leaves as Markdown is put right: a paragraph is one line, which the terminal wraps; the
code of an example is in the element for code; defaults are given; links are names, since Get-Help has no page to go to.

.EXAMPLE
docs/Export-ModuleHelp.ps1 -Path module/en-US/Swish.Module.dll-Help.xml
#>
[CmdletBinding()]
param(
    # The file to write.
    [Parameter(Mandatory)]
    [string] $Path
)

$ErrorActionPreference = 'Stop'
$maml = 'http://schemas.microsoft.com/maml/2004/10'
$dev = 'http://schemas.microsoft.com/maml/dev/2004/10'

function Join-Paragraph([string] $Text) {
    foreach ($paragraph in $Text -split '(?:\r?\n){2,}') {
        $line = ($paragraph -split '\r?\n').Trim() -join ' '
        if ($line.Trim("`u{80}", ' ')) { $line }
    }
}

function Add-Paragraph($Element, [string[]] $Line) {
    foreach ($text in $Line) {
        $paragraph = $Element.OwnerDocument.CreateElement('maml', 'para', $maml)
        $paragraph.InnerText = $text
        [void] $Element.AppendChild($paragraph)
    }
}

function Repair-Paragraph($Element) {
    $texts = @($Element.ChildNodes.InnerText)
    while ($Element.FirstChild) { [void] $Element.RemoveChild($Element.FirstChild) }
    Add-Paragraph $Element @($texts | ForEach-Object { Join-Paragraph $_ })
}

function Repair-Example($Example, $Names) {
    $introduction = $Example.SelectSingleNode('maml:introduction', $Names)
    $text = @($introduction.ChildNodes.InnerText) -join "`n`n"
    if ($text -notmatch '(?s)^```powershell\n(?<code>.*?)\n```\s*(?<remarks>.*)$') {
        throw "This example does not begin with a block of PowerShell: $text"
    }
    $Example.SelectSingleNode('dev:code', $Names).InnerText = $Matches.code
    # The empty one keeps the next example's title apart.
    Add-Paragraph $Example.SelectSingleNode('dev:remarks', $Names) @(Join-Paragraph $Matches.remarks; '')
    [void] $Example.RemoveChild($introduction)
}

function Repair-Parameter($Command, $Page, $Names) {
    foreach ($parameter in $Command.SelectNodes('command:parameters/command:parameter', $Names)) {
        $name = $parameter.SelectSingleNode('maml:name', $Names).InnerText
        $value = $parameter.SelectSingleNode('command:parameterValue', $Names)
        $short = $Command.SelectSingleNode(
            "command:syntax/command:syntaxItem/command:parameter[maml:name='$name']/command:parameterValue", $Names)
        if ($value -and $short) { $value.InnerText = $short.InnerText }
        $default = $Page.Parameters.Where({ $_.Name -eq $name })[0].DefaultValue
        if ($default) {
            $element = $parameter.OwnerDocument.CreateElement('dev', 'defaultValue', $dev)
            $element.InnerText = $default
            [void] $parameter.AppendChild($element)
        }
    }
}

$pages = Import-MarkdownCommandHelp -Path "$PSScriptRoot/en-US/*.md"
$folder = [System.IO.Directory]::CreateTempSubdirectory('swish-help-').FullName
try {
    $file = $pages | Export-MamlCommandHelp -OutputFolder $folder -Force
    $document = [xml]::new()
    $document.Load($file.FullName)
}
finally {
    [System.IO.Directory]::Delete($folder, $true)
}

$names = [System.Xml.XmlNamespaceManager]::new($document.NameTable)
$names.AddNamespace('maml', $maml)
$names.AddNamespace('dev', $dev)
$names.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')

foreach ($command in $document.SelectNodes('//command:command', $names)) {
    $name = $command.SelectSingleNode('command:details/command:name', $names).InnerText
    foreach ($example in $command.SelectNodes('command:examples/command:example', $names)) {
        Repair-Example $example $names
    }
    foreach ($element in $command.SelectNodes('.//maml:description[maml:para] | .//maml:alert', $names)) {
        Repair-Paragraph $element
    }
    Repair-Parameter -Command $command -Page $pages.Where({ $_.Title -eq $name })[0] -Names $names
    foreach ($link in $command.SelectNodes('command:relatedLinks/maml:navigationLink', $names)) {
        $link.SelectSingleNode('maml:uri', $names).InnerText = ''
        $text = $link.SelectSingleNode('maml:linkText', $names).InnerText
        if ($text -eq 'Online Version') { [void] $link.ParentNode.RemoveChild($link) }
    }
}

$settings = [System.Xml.XmlWriterSettings]@{
    Indent = $true
    NewLineChars = "`n"
    Encoding = [System.Text.UTF8Encoding]::new($false)
}
$full = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
$writer = [System.Xml.XmlWriter]::Create($full, $settings)
try {
    $document.Save($writer)
}
finally {
    $writer.Close()
}
[System.IO.File]::AppendAllText($full, "`n")
