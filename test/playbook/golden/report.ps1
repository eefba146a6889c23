param($Limit)
$Ansible.Changed = $false
Get-Service | Select-Object -First $Limit
