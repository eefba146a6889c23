param([string]$Name)
Get-Service -Name $Name
Write-Host "{{ name }}"
