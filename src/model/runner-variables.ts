/** Variables that every run has from its beginning; docs/variables.md says what is in them. */
export const alwaysDefined: readonly string[] = [
  'omit',
  'ansible_check_mode',
  'ansible_date_time',
  'ansible_play_hosts',
  'ansible_play_hosts_all',
  'ansible_play_name',
  'ansible_run_tags',
  'ansible_skip_tags',
  'inventory_hostname',
  'inventory_hostname_short',
  'play_hosts',
  'playbook_dir',
];

/** Those of them whose values are known only when the run has begun. */
export const knownAtRunTime: readonly string[] = ['ansible_date_time', 'ansible_play_name'];

/** Variables that a run has from the first failure with a `rescue` on, as in Ansible. */
export const definedOnFailure: readonly string[] = ['ansible_failed_task', 'ansible_failed_result'];
