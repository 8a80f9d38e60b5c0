<#
.SYNOPSIS
Evaluates over FLEURS as huggingface.co/datasets/google/fleurs has it, with the archives under audio unpacked.
.DESCRIPTION
Languages without spaces between words are scored by characters, the others by words, as in Whisper's paper. What comes before the first option
are languages, folders under data such as de_de; without any, all that are there. Into ./results/fleurs.
.EXAMPLE
eval/fleurs.ps1 ~/data/fleurs de_de fr_fr --split dev
#>
param(
    [Parameter(Mandatory)] [string] $Folder,
    [Parameter(ValueFromRemainingArguments)] [string[]] $Rest = @()
)
. (Join-Path $PSScriptRoot 'speech.ps1')
$count = 0
while ($count -lt $Rest.Count -and -not $Rest[$count].StartsWith('-')) { $count++ }
$inputs = @($Rest | Select-Object -First $count | ForEach-Object { Join-Path $Folder 'data' $_ })
if ($count -eq 0) { $inputs = @($Folder) }
$options = @($Rest | Select-Object -Skip $count)
Invoke-Speech evaluate @inputs --kind fleurs @(Add-Output $options 'results/fleurs')
exit $LASTEXITCODE
