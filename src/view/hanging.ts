/** For `map`: the label before the first line; the others stand a little to the right. */
export function hanging(label: string): (line: string, index: number) => string {
  return (line, index) => (index === 0 ? label : '  ') + line;
}
