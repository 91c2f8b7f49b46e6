import { describe, expect, it } from 'vitest';
import { heading, list, paragraph, table } from '#cli/document/block.ts';
import { renderHtml } from '#cli/document/render-html.ts';
import { renderLines } from '#cli/document/render-lines.ts';
import { renderMarkdown } from '#cli/document/render-markdown.ts';

const hostile = '<b>|`x`| @alla [länk](http://x) # 1. *fet*\nny rad';
const blocks = [
  heading(2, 'Kostnad'),
  paragraph(hostile),
  list(['- ett', '2. två']),
  table(['Tjänst', '#kr per år'], [['Treserva | akter', '1 000']]),
];

describe('a document', () => {
  it('as Markdown keeps what people have written as text: no markup, no mention, no new row', () => {
    const text = renderMarkdown(blocks);
    expect(text).toContain(String.raw`\<b\>\|\`x\`\|`);
    expect(text).toContain('@\u2060alla');
    expect(text).toContain(String.raw`\[länk\](http://x)`);
    expect(text).toContain(String.raw`| Treserva \| akter | 1 000 |`);
    expect(text).toContain('| --- | ---: |');
    expect(text).toContain(String.raw`- \- ett`);
    expect(text.split('\n').filter((line) => line.startsWith('ny rad'))).toEqual([]);
  });

  it('as HTML stands alone and keeps what people have written as text', () => {
    const html = renderHtml('Planen & "den"', blocks, 'sv');
    expect(html).toContain('<title>Planen &amp; &quot;den&quot;</title>');
    expect(html).toContain('&lt;b&gt;|`x`|');
    expect(html).toContain('<td class="figure">1 000</td>');
    expect(html).not.toMatch(/<script|src=|href=/);
  });

  it('on a narrow terminal turns a wide table into lines with titles', () => {
    const rows = [['En tjänst med ett långt namn', '1 000', 'ändras']];
    const wide = table(['Tjänst', '#kr', 'Vad'], rows);
    const page = { columns: 200, strong: (text: string) => text };
    expect(renderLines([wide], page)).toEqual([
      '  Tjänst                           kr  Vad',
      '  En tjänst med ett långt namn  1 000  ändras',
      '',
    ]);
    expect(renderLines([wide], { ...page, columns: 30 })).toEqual([
      '  En tjänst med ett långt namn',
      '    kr: 1 000',
      '    Vad: ändras',
      '',
    ]);
  });

  it('keeps control characters away from the terminal', () => {
    const lines = renderLines([paragraph('a\u001b[2Jb')], { columns: undefined, strong: (text) => text });
    expect(lines).toEqual(['  a [2Jb', '']);
  });
});
