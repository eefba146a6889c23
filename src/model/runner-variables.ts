/** Variables that every run has from its beginning. */
export const alwaysDefined: readonly string[] = ['omit', 'ansible_check_mode'];

/** Variables that a run has from the first failure with a `rescue` on, as in Ansible. */
export const definedOnFailure: readonly string[] = ['ansible_failed_task', 'ansible_failed_result'];
