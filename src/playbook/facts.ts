/** Variables of Ansible's that are no facts of the host and that are the same here. */
export const SAME_HERE: ReadonlySet<string> = new Set(
  'ansible_check_mode ansible_date_time ansible_play_name ansible_run_tags ansible_skip_tags ansible_failed_task ansible_failed_result ansible_loop ansible_loop_var ansible_index_var omit playbook_dir role_path role_name'.split(
    ' ',
  ),
);

/** What the inventory says: here it is asked for. */
export const FROM_INVENTORY: Readonly<
  Record<
    string,
    { readonly name: string; readonly description: string; readonly type: 'string' | 'list' | 'mapping' }
  >
> = {
  inventory_hostname: {
    name: 'inventory_name',
    type: 'string',
    description: 'The name of this host in the inventory',
  },
  inventory_hostname_short: {
    name: 'inventory_name_short',
    type: 'string',
    description: 'The name of this host in the inventory, up to its first dot',
  },
  group_names: { name: 'group_names', type: 'list', description: 'The groups of this host in the inventory' },
  groups: { name: 'groups', type: 'mapping', description: "The inventory's groups, each with its hosts" },
  hostvars: {
    name: 'hostvars',
    type: 'mapping',
    description: "The inventory's hosts, each with its variables",
  },
  play_hosts: { name: 'all_hosts', type: 'list', description: 'The hosts that the playbook was for' },
  ansible_play_hosts: { name: 'all_hosts', type: 'list', description: 'The hosts that the playbook was for' },
  ansible_play_hosts_all: {
    name: 'all_hosts',
    type: 'list',
    description: 'The hosts that the playbook was for',
  },
  ansible_play_batch: { name: 'all_hosts', type: 'list', description: 'The hosts that the playbook was for' },
};
