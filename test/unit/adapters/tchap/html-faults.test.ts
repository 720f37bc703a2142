import assert from 'node:assert/strict';
import { htmlFaults } from '../../../support/tchap/html-faults.ts';

describe('the checker of formatted bodies', () => {
  it('accepts the elements we write', () => {
    const html =
      '<p><strong>a</strong> : b<br><em>c</em></p><ol><li>d &amp; e</li></ol><blockquote>f<br>g</blockquote>';
    assert.deepEqual(htmlFaults(html), []);
  });

  for (const html of [
    '<p><a href="x">b</a></p>',
    '<p class="x">b</p>',
    '<p>a & b</p>',
    '<p>"a"</p>',
    '<p>a',
    '<p><strong>a</p></strong>',
    '</p>',
    '<p><ol><li>a</li></ol></p>',
    '<ol>a</ol>',
    'nu',
    '<script>a</script>',
    '<P>a</P>',
    '<!-- a -->',
  ]) {
    it(`finds fault with ${html}`, () => assert.notDeepEqual(htmlFaults(html), []));
  }
});
