import { DOMParser } from '@xmldom/xmldom';
import { expect } from 'chai';
import { scheduledTask } from '../../../src/cli/at-boot/scheduled-task.ts';
import { windowsCommandLine } from '../../../src/cli/at-boot/windows-command-line.ts';

const NASTY = [
  'C:\\Run books\\100% & <more>\\it\'s "here".yml',
  '--log=C:\\a b\\',
  '--log=C:\\a\\',
  '',
  'a\\"b',
  '\\\\server\\share\\\\',
  '%PATH%',
  'größe',
];

/** As `CommandLineToArgvW` reads arguments. Source: its page at learn.microsoft.com. */
function argumentsOf(line: string): readonly string[] {
  const words: string[] = [];
  let [word, isQuoted, isWord] = ['', false, false];
  for (let at = 0; at < line.length;) {
    const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    at += slashes;
    if (line.charAt(at) === '"') {
      word += '\\'.repeat(Math.floor(slashes / 2));
      isWord = true;
      if (slashes % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
      at++;
      continue;
    }
    word += '\\'.repeat(slashes);
    isWord ||= slashes > 0;
    if (at >= line.length) break;
    const character = line.charAt(at++);
    if (!isQuoted && /[ \t]/.test(character)) {
      if (isWord) words.push(word);
      [word, isWord] = ['', false];
    } else {
      word += character;
      isWord = true;
    }
  }
  return isWord ? [...words, word] : words;
}

describe('the task of Windows that goes on with a run', () => {
  it('gives its program every word as it is', () => {
    expect(argumentsOf(windowsCommandLine(NASTY))).to.deep.equal(NASTY);
  });

  const read = (sid: string) => {
    const xml = scheduledTask(
      {
        name: 'one',
        description: 'a < b',
        argv: ['C:\\No de\\node.exe', ...NASTY],
        directory: 'C:\\a & b',
        variables: {},
      },
      sid,
      Date.UTC(2026, 0, 5, 21),
    );
    const document = new DOMParser().parseFromString(xml, 'text/xml');
    return (name: string) => document.getElementsByTagName(name)[0]?.textContent;
  };

  it('says what runs, where, as whom and until when', () => {
    const of = read('S-1-5-21-1-2-3-500');
    expect(of('Command')).to.equal('C:\\No de\\node.exe');
    expect(argumentsOf(of('Arguments') ?? '')).to.deep.equal(NASTY);
    expect(of('WorkingDirectory')).to.equal('C:\\a & b');
    expect(of('Description')).to.equal('a < b');
    expect([of('UserId'), of('LogonType')]).to.deep.equal(['S-1-5-21-1-2-3-500', 'S4U']);
    expect(of('EndBoundary')).to.equal('2026-01-05T21:00:00Z');
  });

  it('needs no way to log on as the system itself', () => {
    const of = read('S-1-5-18');
    expect([of('UserId'), of('LogonType')]).to.deep.equal(['S-1-5-18', undefined]);
  });
});
