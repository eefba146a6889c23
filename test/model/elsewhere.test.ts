import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { ABSENT_KEYWORDS } from '../../src/model/convert/elsewhere/keywords.ts';
import { MODULES_ELSEWHERE } from '../../src/model/convert/elsewhere/elsewhere.ts';
import { BUILTINS } from '../../src/model/convert/vocabulary.ts';
import { root } from '../harness/paths.ts';

/** Every module that the collection has had, up to version 3.2. */
const ANSIBLE_WINDOWS = `
async_status setup slurp win_acl win_acl_inheritance win_audit_policy_system win_audit_rule win_auto_logon win_certificate_info
win_certificate_store win_command win_computer_description win_copy win_credential win_dhcp_lease win_dns_client win_dns_record win_dns_zone
win_domain win_domain_controller win_domain_membership win_dsc win_environment win_eventlog win_feature win_feature_info win_file
win_file_compression win_find win_firewall win_get_url win_group win_group_membership win_hostname win_hosts win_hotfix win_http_proxy
win_inet_proxy win_listen_ports_facts win_mapped_drive win_optional_feature win_owner win_package win_path win_ping win_powershell
win_product_facts win_reboot win_reg_stat win_regedit win_region win_route win_service win_service_info win_share win_shell win_stat
win_tempfile win_template win_timezone win_updates win_uri win_user win_user_profile win_user_right win_wait_for win_whoami`;

/** Every module that the collection has had, from version 1.0 to 3.0. */
const COMMUNITY_WINDOWS = `
psexec win_audit_policy_system win_audit_rule win_auto_logon win_certificate_info win_computer_description win_credential
win_data_deduplication win_defrag win_dhcp_lease win_disk_facts win_disk_image win_dns_record win_dns_zone win_domain_computer
win_domain_group win_domain_group_membership win_domain_object_info win_domain_ou win_domain_user win_dotnet_ngen win_eventlog
win_eventlog_entry win_feature_info win_file_compression win_file_version win_firewall win_firewall_rule win_format win_hosts win_hotfix
win_http_proxy win_iis_virtualdirectory win_iis_webapplication win_iis_webapppool win_iis_webbinding win_iis_website win_inet_proxy
win_initialize_disk win_lineinfile win_listen_ports_facts win_mapped_drive win_msg win_net_adapter_feature win_netbios win_nssm
win_pagefile win_partition win_pester win_power_plan win_product_facts win_psexec win_psmodule win_psmodule_info win_psrepository
win_psrepository_copy win_psrepository_info win_psscript win_psscript_info win_pssession_configuration win_rabbitmq_plugin win_rds_cap
win_rds_rap win_rds_settings win_region win_regmerge win_robocopy win_route win_say win_scheduled_task win_scheduled_task_stat win_scoop
win_scoop_bucket win_security_policy win_shortcut win_snmp win_timezone win_toast win_unzip win_user_profile win_wait_for_process
win_wakeonlan win_webpicmd win_xml win_zip`;

/** Those of ansible-core 2.19 that do something to a host. */
const ANSIBLE_BUILTIN = `
add_host apt apt_key apt_repository assemble assert async_status blockinfile command copy cron deb822_repository debconf debug dnf dnf5
dpkg_selections expect fail fetch file find get_url getent git group group_by hostname import_playbook import_role import_tasks include_role
include_tasks include_vars iptables known_hosts lineinfile meta mount_facts package package_facts pause ping pip raw reboot replace rpm_key script
service service_facts set_fact set_stats setup shell slurp stat subversion systemd systemd_service sysvinit tempfile template unarchive
uri user validate_argument_spec wait_for wait_for_connection yum yum_repository`;

/** What is being built, or is one word for many: not here by no design. */
const NOT_BY_DESIGN = `
loop loop_control notify handlers listen include_tasks import_tasks include_role import_role import_playbook roles include_vars vars_files
vars_prompt meta wait_for reboot async poll async_status debugger diff undo done_when creates removes confirm status`;

const MANY_HOSTS =
  'serial strategy max_fail_percentage run_once delegate_to delegate_facts any_errors_fatal throttle order hosts';

const words = (text: string): string[] => text.trim().split(/\s+/);

function load(text: string): readonly Diagnostic[] {
  return loadRunbook('site.yml', { fileSystem: { readFile: () => Buffer.from(text) } }).diagnostics;
}

/** What is said of a key of a task. */
const said = (key: string): Diagnostic | undefined =>
  load(`tasks:\n  - name: x\n    ${key}: {}\n`).find(
    ({ code }) => code === 'unknown-action' || code === 'unknown-key',
  );

describe('What Ansible has and a runbook has not', () => {
  for (const [collection, modules, count] of [
    ['ansible.windows', ANSIBLE_WINDOWS, 67],
    ['community.windows', COMMUNITY_WINDOWS, 85],
    ['ansible.builtin', ANSIBLE_BUILTIN, 71],
  ] as const) {
    it(`is named with the nearest thing that is here, for each of the ${count} modules of ${collection}`, () => {
      const names = words(modules);
      expect(new Set(names).size).to.equal(count);
      const notHere = names.filter((name) => !words(NOT_BY_DESIGN).includes(name) && !isHere(name));
      expect(Object.keys(MODULES_ELSEWHERE[collection] ?? {}).sort()).to.deep.equal(
        (collection === 'ansible.builtin' ? [...notHere, 'cmd'] : notHere).sort(),
      );
      for (const name of notHere) {
        for (const key of [name, `${collection}.${name}`]) {
          expect(said(key)?.code, key).to.equal('unknown-action');
          expect(said(key)?.help, key).to.be.a('string').and.have.length.above(10);
        }
      }
    });
  }

  const isHere = (name: string): boolean => (BUILTINS as readonly string[]).includes(name);

  it('is mended where the collection only stands before a word that is here', () => {
    for (const name of words(ANSIBLE_BUILTIN).filter(isHere))
      for (const prefix of ['ansible.builtin', 'ansible.legacy'])
        expect(said(`${prefix}.${name}`)?.help).to.equal(`write "${name}"`);
  });

  it('is found where a module has moved from one collection to another', () => {
    expect(said('ansible.windows.win_pagefile')?.help).to.equal(said('win_pagefile')?.help);
    expect(said('community.windows.win_service')?.help).to.equal(said('win_service')?.help);
    expect(said('ansible.builtin.win_service')?.help).to.equal(said('win_service')?.help);
  });

  it('is told of a collection that has no table, too', () => {
    expect(said('microsoft.ad.user')?.help).to.contain('New-ADUser');
    expect(said('microsoft.iis.website')?.help).to.contain('New-Website');
    expect(said('win_chocolatey')?.help).to.contain('choco');
    expect(said('chocolatey.chocolatey.win_chocolatey')?.help).to.contain('choco');
    expect(said('community.general.slack')?.help).to.contain('Verb-Noun');
    expect(said('win_something')?.help).to.contain('Verb-Noun');
  });

  it('gives keywords for many hosts their reason, wherever they stand', () => {
    for (const name of words(MANY_HOSTS)) {
      const { message, help } = load(`${name}: 1\ntasks: [{ Get-Date: {} }]\n`)[0] ?? {};
      expect(message, name).to.equal(`"${name}" is not a key of a runbook: a runbook runs on one host`);
      expect(help, name).to.be.a('string');
      expect(said(name)?.message, name).to.contain('a runbook runs on one host');
    }
  });

  it('says of no word that it is missing by design which is only not here yet', () => {
    for (const name of words(NOT_BY_DESIGN)) {
      expect(Object.hasOwn(ABSENT_KEYWORDS, name), name).to.equal(false);
      for (const table of Object.values(MODULES_ELSEWHERE))
        expect(Object.hasOwn(table, name), name).to.equal(false);
    }
  });

  it('has examples that are right', () => {
    const helps = [
      ...Object.values(MODULES_ELSEWHERE).flatMap((table) => Object.values(table)),
      ...Object.values(ABSENT_KEYWORDS).map(({ instead }) => instead),
    ];
    const examples = helps.flatMap((help) =>
      [...help.matchAll(/"((?:[A-Z]\w*-\w+|command|powershell): [^"]*)"/g)].map(
        ([, example = '']) => example,
      ),
    );
    expect(examples.length).to.be.above(80);
    for (const example of new Set(examples))
      expect(load(`vars: { port: 1 }\ntasks:\n  - ${example}\n`), example).to.deep.equal([]);
  });

  it('stands in docs/ansible.md, word for word', () => {
    const rows = readFileSync(join(root, 'docs', 'ansible.md'), 'utf8')
      .split(/\r?\n/)
      .map((line) => line.replace(/ +/g, ' '));
    const cell = (text: string): string => text.replaceAll('"', '`').replaceAll('|', '\\|');
    for (const table of Object.values(MODULES_ELSEWHERE))
      for (const [name, help] of Object.entries(table))
        expect(rows).to.include(`| \`${name}\` | ${cell(help)} |`);
    for (const [name, { why, instead }] of Object.entries(ABSENT_KEYWORDS))
      expect(rows).to.include(`| \`${name}\` | ${cell(why)} | ${cell(instead)} |`);
  });
});
