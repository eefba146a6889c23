param([Parameter(Mandatory)] $Name)
$Name
