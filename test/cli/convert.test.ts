import { expect } from 'chai';
import { createSandbox, type Sandbox } from '../harness/sandbox.ts';

describe('runbook convert', function () {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  it('writes a runbook to standard output and what became of the tasks to standard error', async () => {
    sandbox.file('site.yml', '- hosts: web\n  tasks:\n    - win_service: name=w3svc state=started\n');
    const { stdout, stderr, exitCode } = await sandbox.run(['convert', 'site.yml']);
    expect(stdout).to.include('Start-Service: { Name: w3svc }');
    expect(stderr).to.equal('site.yml: 1 of 1 task converted\n');
    expect(exitCode).to.equal(0);
  });

  it('ends with 2 where something was not converted, with its line and the reason, and the runbook fails there', async () => {
    sandbox.file('site.yml', '- hosts: web\n  tasks:\n    - win_ping:\n    - frobnicate: x=1\n');
    const { stderr, exitCode } = await sandbox.run(['convert', 'site.yml', '-o', 'out.yml']);
    expect(stderr).to.include(
      'site.yml:4: not converted: frobnicate: nothing is known of the module "frobnicate"',
    );
    expect(stderr).to.include('site.yml: 1 of 2 tasks converted; 1 not converted');
    expect(exitCode).to.equal(2);
    expect(sandbox.read('out.yml')).to.match(/# Not converted: [^]*frobnicate: x=1[^]*fail:/);
    expect((await sandbox.run(['validate', 'out.yml'])).exitCode).to.equal(0);
  });

  it('ends with 4 where it is no playbook, or the result cannot be written', async () => {
    sandbox.file('vars.yml', 'a: 1\n');
    expect((await sandbox.run(['convert', 'vars.yml'])).exitCode).to.equal(4);
    expect((await sandbox.run(['convert', 'missing.yml'])).exitCode).to.equal(4);
    sandbox.file('site.yml', '- hosts: web\n  tasks: [{ win_ping: }]\n');
    expect((await sandbox.run(['convert', 'site.yml', '-o', 'none/out.yml'])).exitCode).to.equal(4);
    const { stderr } = await sandbox.run(['convert', 'site.yml', '-o', '.']);
    expect(stderr).to.include('the playbook lies there');
  });

  it('takes roles, their files and files of tasks along into a folder', async () => {
    sandbox.file(
      'play/site.yml',
      '- hosts: web\n  vars_files: [names.yml]\n  roles: [web]\n  tasks:\n    - import_tasks: more.yml\n',
    );
    sandbox.file('play/names.yml', 'site_name: contoso\nis_new: yes\n');
    sandbox.file('play/more.yml', '- debug: msg="{{ site_name }}"\n');
    sandbox.file(
      'play/roles/web/tasks/main.yml',
      '- win_copy: src=app.zip dest=D:\\Data\\\n  notify: again\n- include_tasks: pool.yml\n  when: is_new\n',
    );
    sandbox.file('play/roles/web/tasks/pool.yml', '- win_file: path={{ folder }} state=directory\n');
    sandbox.file(
      'play/roles/web/handlers/main.yml',
      '- name: again\n  win_service: name=w3svc state=restarted\n',
    );
    sandbox.file('play/roles/web/defaults/main.yml', 'folder: D:\\Data\n');
    sandbox.file('play/roles/web/meta/main.yml', 'dependencies: [base]\n');
    sandbox.file('play/roles/base/tasks/main.yml', '- win_feature: name=Web-Server\n');
    sandbox.file('play/roles/web/files/app.zip', 'zip');
    const { stderr, exitCode } = await sandbox.run(['convert', 'play/site.yml', '-o', 'made']);
    expect(stderr).to.include('play/site.yml: 7 of 7 tasks converted');
    expect(exitCode).to.equal(0);
    expect(sandbox.read('made/roles/web/files/app.zip')).to.equal('zip');
    expect(sandbox.read('made/roles/web/tasks/main.yml')).to.match(/\bcopy:\s*(?:\{ )?src: app\.zip\b/);
    const { stdout } = await sandbox.run(['validate', 'made/site.yml']);
    expect(stdout).to.match(/made\/site\.yml: valid/);
  });

  it('makes what runs: files are written once, and a second time nothing has changed', async () => {
    const { directory } = sandbox;
    sandbox.file('src/tree/a.txt', 'a');
    sandbox.file('app.conf.j2', 'port={{ port }}\n');
    sandbox.file(
      'site.yml',
      `- hosts: localhost
  vars: { port: 81, base: '${directory}/out' }
  tasks:
    - win_file: { path: '{{ base }}', state: directory }
    - win_copy: { content: "port=80\\n[web]\\n", dest: '{{ base }}/app.ini' }
    - win_copy: { src: '${directory}/src/tree', dest: '{{ base }}/', remote_src: yes }
    - win_template: { src: app.conf.j2, dest: '{{ base }}/app.conf' }
    - win_lineinfile: { path: '{{ base }}/hosts', create: yes, line: 127.0.0.1 web }
    - win_find: { paths: '{{ base }}', patterns: '*.ini' }
      register: found
    - win_stat: { path: '{{ base }}/tree/a.txt' }
      register: copied
    - win_shell: Write-Output "{{ port }}; exit 7"
      register: said
      changed_when: false
    - assert:
        that:
          - found.matched == 1
          - copied.stat.exists and copied.stat.size == 1
          - said.stdout == '81; exit 7'
          - said.rc == 0
`,
    );
    expect((await sandbox.run(['convert', 'site.yml', '-o', 'made.yml'])).exitCode).to.equal(0);
    // There is no Windows PowerShell on every machine that runs the tests.
    sandbox.file('made.yml', sandbox.read('made.yml').replace('session: { edition: desktop }\n', ''));
    const first = await sandbox.run(['apply', 'made.yml', '--no-journal', '--view', 'plain']);
    expect(first.stdout + first.stderr).to.match(/changed=5/);
    expect(first.exitCode).to.equal(0);
    const second = await sandbox.run(['apply', 'made.yml', '--no-journal', '--view', 'plain']);
    expect(second.stdout + second.stderr).to.match(/changed=0/);
    expect(sandbox.read('out/app.conf')).to.equal('port=81\r\n');
  });
});
