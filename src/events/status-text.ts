/** One line of the status board, as people read it. */
export function statusText(name: string, value: string): string {
  return `${name.replaceAll('_', ' ')}: ${value}`;
}
