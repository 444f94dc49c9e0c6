// The pages of `idsxml diff --format html` and `idsxml migrate --report` in a real browser.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { diffPage, hostile, launch, migratePage, put, stock, text } from './pages.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };

let browser;
let pages;

before(async () => {
  browser = await launch();
  const name = '<img src=x onerror=window.owned=1>.xml';
  const hostileOld = put(`old ${name}`, hostile('old'));
  const hostileNew = put(`new ${name}`, hostile('new'));
  const broken = put('broken.xml', '<server xmlns="urn:jboss:domain:14.0"><a b="</script><script>window.owned=1</script>"></server>');
  pages = {
    diff: diffPage('diff.html', stock('9.0.3'), stock('12.0.4')),
    same: diffPage('same.html', stock('9.0.3'), stock('9.0.3')),
    migration: migratePage('migration.html', '--dry-run', stock('12.0.4'), stock('9.0.3'), broken),
    'hostile diff': diffPage('hostile-diff.html', hostileOld, hostileNew),
    'hostile migration': migratePage('hostile-migration.html', '--check', hostileOld, broken),
  };
});
after(() => browser?.close());

/// Opens a page and gives it to `look`, with everything that went out, ran or was complained about meanwhile.
async function visit(url, options, look) {
  const page = await browser.newPage();
  const seen = { requests: [], messages: [] };
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('console', (message) => seen.messages.push(message.text()));
  page.on('pageerror', (error) => seen.messages.push(error.message));
  page.on('dialog', (dialog) => { seen.messages.push(dialog.message()); dialog.dismiss(); });
  await page.setViewport(options.viewport ?? wide);
  await page.setJavaScriptEnabled(options.script ?? true);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: options.scheme ?? 'light' }]);
  await page.goto(url);
  try {
    return await look(page, seen);
  } finally {
    await page.close();
  }
}

const shown = (page) => page.$$eval('main td, main th, main li, main pre, main h2, main h3, main h4, main p', (all) =>
  all.filter((each) => each.textContent !== '' && !each.closest('thead') && each.getClientRects().length > 0).length);

test('axe finds nothing, in both themes, wide and narrow', async () => {
  for (const [name, url] of Object.entries(pages))
    for (const scheme of ['light', 'dark'])
      for (const viewport of [wide, narrow])
        await visit(url, { scheme, viewport }, async (page) => {
          await page.evaluate(axe);  // by the debugger, which asks no policy
          const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
          const told = found.violations.map((each) => `${each.id}: ${each.nodes.length} × ${each.nodes[0].html.slice(0, 200)} ${each.nodes[0].failureSummary}`);
          assert.deepEqual(told, [], `${name} ${scheme} ${viewport.width}`);
        });
});

test('nothing is asked for but the page, nothing runs but its script, and its policy has no complaint', async () => {
  for (const [name, url] of Object.entries(pages))
    await visit(url, {}, async (page, seen) => {
      await new Promise((done) => setTimeout(done, 300));
      assert.deepEqual(seen.requests, [url], name);
      assert.deepEqual(seen.messages, [], name);
      assert.equal(await page.evaluate(() => window.owned), undefined, name);
      assert.equal(await page.$eval('#tools', (tools) => tools.hidden), false, `${name}: its own script did not run`);
      assert.notEqual(await page.$eval('body', (body) => getComputedStyle(body).maxWidth), 'none', `${name}: no style`);
      assert.equal(await page.$$eval('script', (all) => all.length), 1, name);
      assert.equal(await page.$$eval('img, iframe, svg, link, object, form, base', (all) => all.length), 0, name);
    });
});

test('the policy stops a script that got in all the same', async () => {
  await visit(pages.diff, {}, async (page) => {
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.owned = 1';
      document.body.append(script);
    });
    assert.equal(await page.evaluate(() => window.owned), undefined);
  });
});

test('without JavaScript everything is shown', async () => {
  for (const [name, url] of Object.entries(pages)) {
    const all = await visit(url, {}, shown);
    await visit(url, { script: false }, async (page) => {
      assert.equal(await shown(page), all, name);
      assert.equal(await page.$$eval('details:not([open])', (closed) => closed.length), 0, name);
      assert.equal(await page.$eval('#tools', (tools) => tools.getClientRects().length), 0, name);
    });
  }
});

test('nothing is wider than the window', async () => {
  for (const [name, url] of Object.entries(pages))
    for (const width of [320, 390, 800, 1280])
      await visit(url, { viewport: { width, height: 800 } }, async (page) =>
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${name} ${width}`));
});

test('a screen reader meets tables with headers, wide and narrow', async () => {
  for (const viewport of [wide, narrow])
    await visit(pages.diff, { viewport }, async (page) => {
      const session = await page.createCDPSession();
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      const count = (role) => nodes.filter((node) => !node.ignored && node.role?.value === role).length;
      for (const role of ['main', 'navigation', 'table', 'caption', 'columnheader', 'rowheader', 'cell', 'heading', 'DisclosureTriangle'])
        assert.ok(count(role) > 0, `${role} at ${viewport.width}`);
      assert.equal(count('table'), await page.$$eval('table', (all) => all.length));
      assert.equal(count('columnheader'), 3 * count('table'));
    });
});

test('the keyboard goes to the content first, and closes and opens a part', async () => {
  await visit(pages.diff, {}, async (page) => {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'SUMMARY');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, 'solid');
    const isOpen = () => page.evaluate(() => document.activeElement.parentElement.open);
    await page.keyboard.press('Enter');
    assert.equal(await isOpen(), false);
    await page.keyboard.press('Enter');
    assert.equal(await isOpen(), true);
  });
});

test('all parts are closed and opened at once; a link opens the part that it leads to', async () => {
  await visit(pages.diff, {}, async (page) => {
    const open = () => page.$$eval('details[open]', (all) => all.length);
    const all = await open();
    await page.click('#collapse');
    assert.equal(await open(), 0);
    await page.click('nav a');
    assert.equal(await open(), 1);
    await page.click('#expand');
    assert.equal(await open(), all);
  });
});

test('the filter leaves what matches, and says how much that is', async () => {
  await visit(pages.diff, {}, async (page) => {
    const visible = () => page.$$eval('main details.group', (all) => all.filter((each) => !each.hidden).map((each) => each.querySelector('summary code').textContent));
    const count = (await visible()).length;
    await page.type('#filter', 'KeycloakDS');
    await page.waitForFunction(() => document.getElementById('shown').textContent !== '');
    assert.deepEqual(await visible(), ['/subsystem=datasources']);
    assert.equal(await page.$eval('#shown', (status) => status.textContent), '1 match');
    await page.$eval('#filter', (input) => { input.value = ''; input.dispatchEvent(new Event('input')); });
    await page.waitForFunction(() => document.getElementById('shown').textContent === '');
    assert.equal((await visible()).length, count);
  });
});

test('a printed page has every part in it', async () => {
  await visit(pages.migration, {}, async (page) => {
    await page.click('#collapse');
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    assert.equal(await page.$$eval('details:not([open])', (closed) => closed.length), 0);
    await page.emulateMediaType('print');
    assert.equal(await page.$eval('#tools', (tools) => tools.getClientRects().length), 0);
  });
});

test('what an attacker wrote is shown as it was written, and turns no text around', async () => {
  await visit(pages['hostile diff'], {}, async (page) => {
    const words = await page.$eval('main', (main) => main.textContent);
    for (const each of ['<script>window.owned = 1</script>', '"><img src=x onerror="window.owned=1">', ']]><script>', '\\u{202E}gnp.exe'])
      assert.ok(words.includes(each), each);
    assert.ok(!/[\u202A-\u202E\u2066-\u2069\uFEFF]/.test(words));
    assert.ok(await page.$$eval('code', (all) => all.every((each) => each.firstElementChild?.tagName === 'BDI')));
  });
  for (const name of ['hostile-diff.html', 'hostile-migration.html']) assert.ok(!text(name).includes('hunter2'), name);
});

test('a migration tells of every file: what is left first, then what changed and why, then before and after', async () => {
  await visit(pages.migration, {}, async (page) => {
    const titles = await page.$$eval('#file-1 h3', (all) => all.map((each) => each.textContent));
    assert.deepEqual(titles.filter((each) => each !== 'Left to do' && each !== 'Notes'),
      ['What would change, and why', 'Before and after, as a server sees it', 'Before and after, as text']);
    assert.ok((await page.$$eval('#file-1 details.why p', (all) => all.length)) > 0);
    assert.match(await page.$eval('#file-3', (section) => section.textContent), /error XML\d+/);
    assert.equal(await page.$$eval('h2', (all) => all.length), 1 + 3);
  });
});
