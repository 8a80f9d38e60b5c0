<#
.SYNOPSIS
Evaluates over every set of a folder whose subfolders have manifests, into ./results/sets.
.EXAMPLE
eval/sets.ps1 ../shared/speech --model whisper-base --model mine=./my-model
#>
param(
    [Parameter(Mandatory)] [string] $Folder,
    [Parameter(ValueFromRemainingArguments)] [string[]] $Options = @()
)
. (Join-Path $PSScriptRoot 'speech.ps1')
Invoke-Speech evaluate $Folder @(Add-Output $Options 'results/sets')
exit $LASTEXITCODE
