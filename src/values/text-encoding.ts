/** How the bytes of a program's output are to be read. */
export interface TextEncoding {
  /** As it is usually written, and as iconv knows it. */
  readonly name: string;
  /** .NET's number of it. */
  readonly codePage: number;
}

const numbered = (prefix: string, numbers: readonly number[], base = 0): [string, number][] =>
  numbers.map((number) => [`${prefix}${number}`, base + number]);

/** What iconv and .NET both know. The first name of a code page is the usual one; the others are what people and PowerShell call it, too. */
const CODE_PAGES: readonly (readonly [name: string, codePage: number])[] = [
  ['utf-8', 65001],
  ['utf8bom', 65001],
  ['utf8nobom', 65001],
  ['cp65001', 65001],
  ['utf-16le', 1200],
  ['utf-16', 1200],
  ['unicode', 1200],
  ['ucs-2', 1200],
  ['utf-16be', 1201],
  ['bigendianunicode', 1201],
  ['unicodefffe', 1201],
  ['utf-32le', 12000],
  ['utf-32', 12000],
  ['ascii', 20127],
  ['us-ascii', 20127],
  ...numbered('cp', [437, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869]),
  ...numbered('windows-', [874, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258]),
  ...numbered('iso-8859-', [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 15], 28590),
  ['latin1', 28591],
  ['shift_jis', 932],
  ['cp932', 932],
  ['gbk', 936],
  ['gb2312', 936],
  ['cp936', 936],
  ['euc-kr', 949],
  ['cp949', 949],
  ['big5', 950],
  ['cp950', 950],
  ['gb18030', 54936],
  ['euc-jp', 51932],
  ['koi8-r', 20866],
  ['koi8-u', 21866],
  ['macintosh', 10000],
];

const usualNames: ReadonlyMap<number, string> = new Map(
  CODE_PAGES.toReversed().map(([name, codePage]) => [codePage, name]),
);

/** Every name that an encoding has, the usual one first. */
export const encodingNames: readonly string[] = CODE_PAGES.map(([name]) => name);

const numbers: ReadonlyMap<string, number> = new Map(
  CODE_PAGES.flatMap(([name, codePage]) => spellings(name, codePage).map((each) => [plain(each), codePage])),
);

/** The encoding of that name, in any case and with or without its dashes. */
export function findEncoding(name: string): TextEncoding | undefined {
  const codePage = numbers.get(plain(name));
  const usual = codePage === undefined ? undefined : usualNames.get(codePage);
  return codePage === undefined || usual === undefined ? undefined : { name: usual, codePage };
}

/** A code page goes by its number, too, and a vendor's by either vendor. */
function spellings(name: string, codePage: number): string[] {
  return [name, String(codePage), name.replace(/^cp(?=\d)/, 'ibm'), name.replace(/^windows-/, 'cp')];
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
