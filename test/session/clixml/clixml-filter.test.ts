import { expect } from 'chai';
import { createClixmlFilter } from '../../../src/session/clixml/clixml-filter.ts';

/** What is left of a text that comes in pieces of this size. */
function filtered(text: string, size = text.length): string {
  const filter = createClixmlFilter();
  let given = '';
  for (let from = 0; from < text.length; from += size) given += filter.write(text.slice(from, from + size));
  return given + filter.end();
}

const HEAD = '#< CLIXML\r\n<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">';
const PROGRESS = `<Obj S="progress" RefId="0"><TN RefId="0"><T>System.Management.Automation.PSCustomObject</T><T>System.Object</T></TN><MS><I64 N="SourceId">1</I64><PR N="Record"><AV>Preparing modules for first use.</AV><AI>0</AI><Nil /><PI>-1</PI><PC>-1</PC><T>Completed</T><SR>-1</SR><SD> </SD></PR></MS></Obj>`;
const INFORMATION = `<Obj S="information" RefId="1"><TN RefId="1"><T>System.Management.Automation.InformationRecord</T></TN><ToString>hi</ToString><Props><S N="MessageData">hi</S></Props></Obj>`;
const RECORD = `<Obj S="Error" RefId="2"><TNRef RefId="1" /><ToString>whole &amp; record</ToString><MS><Obj N="Exception" RefId="3"><TN RefId="4"><T>System.Exception</T></TN><ToString>System.Exception: no</ToString></Obj></MS></Obj>`;
const ERRORS = `<S S="Error">Get-Item : Cannot find _x001B_[31m&lt;C:\\x&gt;_x000D__x000A_</S><S S="Error">At line:1 &quot;char&quot;_x005F_x0041__x000D__x000A_</S>`;
const LINES = 'Get-Item : Cannot find \u001b[31m<C:\\x>\r\nAt line:1 "char"_x0041_\r\n';

describe('CLIXML on stderr', () => {
  it('gives its records as the lines that a console shows, without progress and without what stdout has, too', () => {
    const text = `${HEAD}${PROGRESS}${ERRORS}<S S="warning">careful</S><S S="verbose">more</S><S S="debug">most</S>${INFORMATION}${RECORD}</Objs>`;
    for (const size of [1, 2, 3, 7, 50, text.length]) {
      expect(filtered(text, size), `in pieces of ${size}`).to.equal(
        `${LINES}WARNING: careful\nVERBOSE: more\nDEBUG: most\nwhole & record\n`,
      );
    }
  });

  it('is taken out of the text before it, after it and in it', () => {
    const text = `before\n#hash\n${HEAD}${PROGRESS}native\n${ERRORS}</Objs>${HEAD}${ERRORS}</Objs>after #< CLIXML\n`;
    for (const size of [1, 5, text.length]) {
      expect(filtered(text, size)).to.equal(`before\n#hash\nnative\n${LINES}${LINES}after #< CLIXML\n`);
    }
  });

  it('is read as it comes', () => {
    const filter = createClixmlFilter();
    expect(filter.write('text ')).to.equal('text ');
    expect(filter.write(`\n${HEAD}<S S="Error">now_x000A_</S><S S="Error">la`)).to.equal('\nnow\n');
    expect(filter.write('ter_x000A_</S>')).to.equal('later\n');
  });

  it('that is cut off gives what was said', () => {
    expect(filtered(`${HEAD}${PROGRESS}<S S="Error">it was_x000A_so`)).to.equal('it was\nso');
    expect(filtered(`${HEAD}${PROGRESS.slice(0, 200)}`)).to.equal('');
  });

  it('leaves alone what only looks like it', () => {
    for (const text of [
      '#< CLIXML',
      '#< CLIXML\n',
      '#< CLIXML\nand so on\n',
      ' #< CLIXML\n<Objs>',
      '#\n#<\n',
      '',
    ]) {
      for (const size of [1, Math.max(1, text.length)]) expect(filtered(text, size)).to.equal(text);
    }
  });
});
