import { expect } from 'chai';
import { looksLikeRunbook } from '../../src/model/looks-like-runbook.ts';

const RUNBOOKS: Readonly<Record<string, string>> = {
  'a play with metadata': 'name: a\nparams: {}\ntasks:\n  - debug: { msg: a }\n',
  'a mapping with plays': '# comment\n---\nname: a\nplays: []\n',
  'a list of plays': '- name: a\n  tasks: []\n',
  'a list of plays, further to the right': '\n  -   name: a\n      tasks: []\n',
  'a list whose second play has the tasks': '- name: a\n  roles: [x]\n- name: b\n  tasks: []\n',
  'a list of imports': '- import_runbook: other.yml\n',
  'a playbook of Ansible': '- hosts: all\n  pre_tasks: []\n',
  'quoted keys': '"tasks": []\n',
  'flow style': '{ name: a, tasks: [{ debug: { msg: a } }] }\n',
  JSON: '{\n  "name": "a",\n  "tasks": []\n}\n',
  'text that is no YAML': 'tasks:\n  - debug: { msg: "{{ a }}\n :::\n',
  'lines that end in CR LF': 'name: a\r\ntasks:\r\n  - debug:\r\n',
  'a misspelt key among those of a runbook': 'name: a\nparams: {}\ntaks: []\n',
};
const OTHERS: Readonly<Record<string, string>> = {
  'an empty file': '',
  'a list of tasks': '- name: a\n  debug: { msg: tasks }\n- block:\n    - debug: { msg: a }\n',
  'a task with arguments of that name': '- name: a\n  Set-Thing:\n    tasks: 1\n',
  'a scenario': 'description: a\nexpect:\n  tasks: [a]\n',
  parameters: 'tasks_to_run: 3\nserver: a\n',
  'a file of compose': 'services:\n  tasks:\n    image: a\n',
  'a workflow': 'name: ci\non: push\njobs:\n  build:\n    steps: []\n',
  'requirements of Ansible': 'roles:\n  - name: x\n',
  'a text that mentions it': 'description: |\n  tasks:\n    - none\nname: b\n',
  'a near miss among other keys': 'task: a\nimage: b\n',
  'a near miss alone': 'task: a\n',
  'JSON with one further down': '{ "version": 1, "jobs": { "tasks": [] } }',
  'package.json': '{ "name": "x", "scripts": { "test": "mocha" } }',
};

describe('The form by which a runbook is found among other files', () => {
  for (const [what, text] of Object.entries(RUNBOOKS))
    it(`is that of ${what}`, () => expect(looksLikeRunbook(text)).to.equal(true));
  for (const [what, text] of Object.entries(OTHERS))
    it(`is not that of ${what}`, () => expect(looksLikeRunbook(text)).to.equal(false));
});
