/** Cases that come out differently on purpose, and why: docs/ansible.md, "Where we differ". One that does not differ any more does not belong here. */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  'blocks/failure-in-rescue':
    'what no rescue has mended has failed; Ansible counts the first failure as rescued',
  'blocks/until-leads-to-rescue':
    'who has used up all tries has failed; Ansible goes on where there is a failed_when',
  'check-mode/include-vars-and-taint': 'what was not run has no result; Ansible makes one up',
  'check-mode/loop-until-rescue': 'what was not run has no result; Ansible makes one up',
  'check-mode/needs-what-was-not-run': 'what was not run has no result; Ansible makes one up',
  'handlers/block-with-rescue-as-handler': 'a handler may be a block; in Ansible it cannot',
  'handlers/flush-in-block-fails-block':
    'the rescue of a block with a flush knows what has failed; in Ansible it does not',
  'handlers/unknown-name-in-time': 'a handler that is nobody fails its task; Ansible ends at once',
  'plays/end-play': 'always comes whatever the ending; Ansible leaves it out after end_play',
  'results/skipped-is-always-there': 'every result says "skipped"; in Ansible only that of a skipped task',
  'results/text-is-no-condition': 'a condition is a boolean; in Ansible 2.14 the text "false" is true',
  'reuse/role-vars-win':
    'vars of an entry of roles are as those of import_role; in Ansible the role has the last word',
  'selection/start-in-rescue': 'nothing starts in a rescue; in Ansible no task runs, and all went well',
  'selection/unknown-tag': 'a tag that nothing has is an error; in Ansible no task runs, and all went well',
  'variables/recursive':
    'a circle of variables is found before the run; in Ansible the task that reads it fails',
  'variables/shadowed-parameter': 'params are of the runbook alone; Ansible has no such declaration',
  'waiting/mistake-in-until': 'what a task did stays on record; in Ansible the mistake takes its place',
  'waiting/retries-alone': 'as in Ansible since 2.16; 2.14 tries once',
};
