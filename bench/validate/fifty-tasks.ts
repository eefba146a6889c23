/** A runbook of 50 tasks of the kinds that runbooks have: cmdlets, scripts, programs, blocks, and a choose. */
export function fiftyTasks(): string {
  return HEAD + Array.from({ length: 5 }, (_, index) => tenTasks(index)).join('');
}

const HEAD = `name: Fifty tasks
params:
  server: { type: string, default: app01 }
  mode: { type: string, enum: [full, quick], default: quick }
vars:
  root: C:\\App
tasks:
`;

const tenTasks = (index: number): string => `
  - name: Look at service ${index}
    Get-Service: { Name: service-${index} }
    register: service_${index}
  - name: Say what it is
    debug: { msg: "{{ service_${index}.output[0].Status | default('unknown') }}" }
  - name: Stop it
    Stop-Service: { Name: service-${index} }
    when: service_${index}.output | length > 0
  - name: Count files
    powershell:
      script: |
        param($Path)
        $items = Get-ChildItem -Path $Path | Where-Object { $_.Length -gt ${index} }
        $items.Count
      parameters: { Path: "{{ root }}" }
    changed_when: false
  - name: Copy what belongs to it
    block:
      - name: Copy
        Copy-Item: { Path: "{{ root }}\\\\in", Destination: "{{ root }}\\\\out-${index}", Recurse: true }
      - name: Wait
        pause: { seconds: 1 }
    rescue:
      - name: Tell it
        debug: { msg: "copying failed on {{ server }}" }
  - name: Choose how
    choose:
      - when: mode == 'full'
        name: All of it
        command: [robocopy, "{{ root }}", 'D:\\backup']
      - when: mode == 'quick'
        name: Nothing
        debug: { msg: quick }
  - name: Remember it
    set_fact: { "done_${index}": true }
    when: mode == 'quick'
`;
