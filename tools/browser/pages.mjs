// What the tests of pages share: a browser, and pages that idsxml has written.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const program = path.resolve(process.env.IDSXML_PROGRAM ?? path.join(source, 'build/idsxml'));

export const folder = mkdtempSync(path.join(tmpdir(), 'idsxml-pages-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

export async function launch() {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (!executablePath) throw new Error('no Chromium: apt-get install chromium');
  return puppeteer.launch({
    executablePath,
    headless: true,
    userDataDir: path.join(folder, 'profile'),
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
}

export function put(name, content) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

/// What idsxml prints; its exit status may be any.
function run(...args) {
  try {
    return execFileSync(program, args, { cwd: folder, maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    if (error.status === null) throw error;
    return error.stdout;
  }
}

const url = (name) => pathToFileURL(path.join(folder, name)).href;

export function diffPage(name, before, after, ...options) {
  put(name, run('diff', '--format', 'html', ...options, before, after));
  return url(name);
}

export function migratePage(name, ...args) {
  run('migrate', '--report', path.join(folder, name), ...args);
  return url(name);
}

export const stock = (release) => path.join(source, 'testdata/servers', release, 'standalone-ha/input.xml');

// All that somebody could try who writes into a configuration.
const attacks = [
  '<script>window.owned = 1</script>', '"><img src=x onerror="window.owned=1">', "' onmouseover='window.owned=1' x='",
  '</style><script>window.owned=1</script>', '</script><script>window.owned=1</script>', ']]><script>window.owned=1</script>',
  '--><script>window.owned=1</script>', '<svg onload="window.owned=1"/>', '<iframe src="https://example.org/"></iframe>',
  '<link rel="stylesheet" href="https://example.org/a.css"/>', 'javascript:window.owned=1', '{}{0}%s${script}',
  '<details open="" ontoggle="window.owned=1">', '<meta http-equiv="refresh" content="0;url=https://example.org/">',
  '\u202Egnp.exe\u202C \u2066\u200F\u05D0\u05D1\u05D2\u2069 \uFEFF', '&#x3C;script>', '</bdi></code></td></table></details></main>',
  `long${'x'.repeat(5000)}`, '<base href="https://example.org/">',
];
const quoted = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/// A configuration with attacks wherever text may stand; no two variants have a value in common.
export function hostile(variant) {
  const properties = attacks.map((attack, i) => `<property name="${i} ${quoted(attack)}" value="${variant} ${quoted(attack)}"/>`);
  const elements = attacks.map((attack) => `<a b="${variant} ${quoted(attack)}">${quoted(attack)} ${variant}</a>`);
  const extensions = attacks.map((attack) => `<extension module="${quoted(attack)}"/>`);
  const names = attacks.map((attack) => `<interface name="${variant} ${quoted(attack)}"><any-address/></interface>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<server xmlns="urn:jboss:domain:14.0">
  <extensions><extension module="org.wildfly.extension.microprofile.config-smallrye"/>${extensions.join('\n')}</extensions>
  <system-properties>${properties.join('\n')}<property name="the.password" value="hunter2-${variant}"/></system-properties>
  <profile>
    <subsystem xmlns="urn:own:&lt;script>window.owned=1&lt;/script>">${elements.join('\n')}</subsystem>
    <!-- <script>window.owned=1</script> --><subsystem xmlns="urn:wildfly:microprofile-config-smallrye:1.0"/>
  </profile>
  <interfaces>${names.join('\n')}</interfaces>
</server>
`;
}

export const text = (name) => readFileSync(path.join(folder, name), 'utf8');
