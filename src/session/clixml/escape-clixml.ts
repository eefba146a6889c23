/** What XML cannot hold goes as `_xHHHH_`, and so does an underscore that would read as the beginning of such an escape. */
export function escapeClixml(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return text.replace(ESCAPED, escapeUnit);
}

// Control characters, line ends (XML would make them one kind), surrogates (one may stand alone) and non-characters.
// eslint-disable-next-line no-control-regex
const UNSAFE = /[&<>"]|_x|[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/;
// eslint-disable-next-line no-control-regex
const ESCAPED = /[&<>"]|_(?=x)|[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/g;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeUnit(unit: string): string {
  return ENTITIES[unit] ?? `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
